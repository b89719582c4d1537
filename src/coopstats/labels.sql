-- The names of all codes, one table for all lists: what `Words.label` reads. `position` keeps the order of each list.
insert into label
select 'scopes', code, fr, ar, en, line from raw_scopes
union all select 'partner_types', code, fr, ar, en, line from raw_partner_types
union all select 'partner_families', code, fr, ar, en, line from raw_partner_families
union all select 'sectors', code, fr, ar, en, line from raw_sectors
union all select 'instruments', code, fr, ar, en, line from raw_instruments
union all select 'statuses', code, fr, ar, en, line from raw_statuses
union all select 'date_events', code, fr, ar, en, line from raw_date_events
union all select 'date_bases', code, fr, ar, en, line from raw_date_bases
union all select 'date_notes', code, fr, ar, en, line from raw_date_notes
union all select 'money_roles', code, fr, ar, en, line from raw_money_roles
union all select 'confidences', code, fr, ar, en, line from raw_confidences
union all select 'kinds', code, fr, ar, en, line from raw_kinds
union all select 'levels', code, fr, ar, en, line from raw_levels
union all select 'roles', code, fr, ar, en, line from raw_roles
union all select 'sides', code, fr, ar, en, line from raw_sides
union all select 'undated', code, fr, ar, en, line from raw_undated
union all select 'countries', code, fr, ar, en, line from raw_countries
union all select 'languages', code, fr, ar, en, line from raw_languages
union all select 'stances', code, fr, ar, en, line from raw_stances
union all select 'claim_fields', code, fr, ar, en, line from raw_claim_fields
union all select 'bearers', code, fr, ar, en, line from raw_bearers
union all select 'rhythms', code, fr, ar, en, line from raw_rhythms
union all select 'commitment_states', code, fr, ar, en, line from raw_commitment_states
union all select 'search_outcomes', code, fr, ar, en, line from raw_search_outcomes
union all select 'code_systems', code, fr, ar, en, line from raw_code_systems
union all select 'rate_methods', code, fr, ar, en, line from raw_rate_methods
union all select 'horizons', code, fr, ar, en, line from raw_horizons
union all select 'silences', code, fr, ar, en, line from raw_silences
union all select 'traces', code, fr, ar, en, line from raw_traces
union all select 'elements', code, fr, ar, en, line from raw_elements
union all select 'mandates', code, fr, ar, en, line from raw_mandates
union all select 'priority_sets', code, fr, ar, en, line from raw_priority_sets
union all select 'programmes', programme, name_fr, name_ar, name_en, line from raw_programmes
union all select 'parties', party, name_fr, name_ar, name_en, row_number() over (order by name_fr) from party_named
union all select 'authorities', party, name_fr, name_ar, name_en, row_number() over (order by kind, name_fr) from party_named where is_authority
union all select 'regions', place, name_fr, name_ar, name_en, row_number() over (order by place) from place where level = 'region';
