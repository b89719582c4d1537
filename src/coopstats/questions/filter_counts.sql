-- How many agreements does each value of each filter hold, among those that the other filters let through?
with counted as (
    select value, count(*) as agreements
    from (select unnest(held) as value, first, last from agreement_value join almost using (agreement))
    where value between first and last
    group by value
)
select filter, code, agreements
from counted
join filter_value using (value)
order by filter, agreements desc, code
