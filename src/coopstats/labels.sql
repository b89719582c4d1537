-- The names of all codes, one table for all lists: what `Words.label` reads. `position` keeps the order of each list. The
-- lists that have nothing but codes and names stand in `raw_code` together and need no line of their own.
insert into label
select list, code, fr, ar, en, line from raw_code
union all select 'partner_types', code, fr, ar, en, line from raw_partner_types
union all select 'eligibility_reasons', code, fr, ar, en, line from raw_eligibility_reasons
union all select 'priority_sets', code, fr, ar, en, line from raw_priority_sets
union all select 'programmes', programme, name_fr, name_ar, name_en, line from raw_programmes
union all select 'events', event, name_fr, name_ar, name_en, line from raw_events
union all select 'parties', party, name_fr, name_ar, name_en, row_number() over (order by name_fr) from party_named
union all select 'authorities', party, name_fr, name_ar, name_en, row_number() over (order by kind, name_fr) from party_named where is_authority
union all select 'sources', source, coalesce(title, address), coalesce(title, address), coalesce(title, address), row_number() over () from source
union all select 'regions', place, name_fr, name_ar, name_en, row_number() over (order by place) from place where level = 'region'
union all select 'places', place, name_fr, name_ar, name_en, row_number() over (order by place) from place
union all select 'communes', place, name_fr, name_ar, name_en, row_number() over (order by place) from place where level = 'commune'
union all select 'provinces', place, name_fr, name_ar, name_en, row_number() over (order by place)
          from place where level in ('province', 'prefecture') and place = province;
