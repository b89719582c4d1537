-- How long is it since the last public trace of each relation between an authority and a partner? The longest silence first.
-- A trace is the date of an agreement, of a documented meeting or of evidence, or the day a page about it was published.
with pair as (
    select authority, partner, count(*) as agreements, max(told) as told, bool_or(partner_type = 'city_twinning') as twinning
    from relation
    join chosen using (agreement)
    left join last_trace using (agreement)
    group by authority, partner
)
select authority, partner, twinning, agreements, trim(left(told, 10)) as seen, substr(told, 12) as trace,
       year(current_date) - left(told, 4)::integer as silent_years
from pair
order by twinning desc, silent_years desc nulls last, authority, partner
limit 200
