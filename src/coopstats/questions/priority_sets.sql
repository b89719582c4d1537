-- Whose are the priority sets, on which page does each rest, and how many of the agreements touch it?
with counted as (select combination, count(*) as agreements from chosen group by combination),
found as (
    select priority_set, sum(agreements)::bigint as agreements
    from counted
    join (select distinct priority_set, combination from set_touched) using (combination)
    group by priority_set
)
select priority_set.code as priority_set, owner as party, partner, date, address, coalesce(found.agreements, 0) as agreements
from priority_set
left join found on found.priority_set = priority_set.code
left join source using (source)
order by priority_set.code
