-- Which relations of the project's authority have left no public trace for more than five years, or none that is dated, and could be woken up? Two hundred at most.
-- Those in the project's sectors first, then partners who act in these sectors near it, then twinnings, then the longest silence. A
-- trace is what the question relations says.
with pair as (
    select partner, count(*) as agreements, max(relation.told) as told, bool_or(chosen.partner_type = 'city_twinning') as twinning,
           bool_or(agreement in (select agreement from aimed)) and any_value(field) is not null as in_sectors
    from relation
    join project on relation.authority = project.party
    join chosen using (agreement)
    group by partner
    having max(relation.told) is null or year(current_date) - max(relation.told) // 100000 > 5
),
elsewhere as (select distinct partner from alongside where nearness <> 'same_place')
select pair.partner, kind, country, agreements,
       concat_ws('|', if(in_sectors, 'in_sectors', null), if(elsewhere.partner is not null, 'works_nearby', null), if(twinning, 'twinning', null),
                 if(told is null, 'untraced', 'asleep')) as reasons,
       day_told(told) as seen, year(current_date) - told // 100000 as silent_years
from pair
join party_named on party_named.party = pair.partner
left join elsewhere using (partner)
order by in_sectors desc, elsewhere.partner is null, twinning desc, silent_years desc nulls last, pair.partner
limit 200
