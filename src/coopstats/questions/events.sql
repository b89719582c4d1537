-- Which meetings are known, which are still to come, and how many of these agreements does each concern? Those to come first, the next one on top.
with counted as (select event, count(*) as agreements from event_agreement join chosen using (agreement) group by event)
select event, starts, ends, place_fr, place_ar, place_en, array_to_string(event.country, '|') as countries, array_to_string(event.partner, '|') as partners,
       array_to_string(event.partner_type, '|') as partner_types, note_fr, note_ar, note_en, ends >= current_date::text as to_come,
       coalesce(agreements, 0)::bigint as agreements, address
from event
left join counted using (event)
join source using (source)
order by to_come desc, if(to_come, starts, null), starts desc, event
