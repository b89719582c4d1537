-- How long is it since the last public trace of each relation between an authority and a partner? The longest silence first.
-- Two hundred at most. A trace is the date of an agreement, of a documented meeting or of evidence, or the day a page about it was published.
with pair as (
    select authority, partner, count(*) as agreements, max(told) as told, bool_or(partner_type = 'city_twinning') as twinning
    from relation
    join chosen using (agreement)
    group by authority, partner
    order by twinning desc, max(told) // 100000 nulls last, authority, partner
    limit 200
)
select authority, partner, twinning, agreements,
       day_told(told) as seen, trace_told(told) as trace, year(current_date) - told // 100000 as silent_years
from pair
order by twinning desc, silent_years desc nulls last, authority, partner
