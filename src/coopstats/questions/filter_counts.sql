-- How many agreements does each value of each filter hold, among those that the other filters let through?
with at_rest as (
    select value, bit_count(bits & getvariable('let_through')) as agreements
    from common_value
    union all
    select value, count(*)
    from rare_value
    where get_bit(getvariable('let_through'), agreement) = 1
    group by value
),
narrowed as (
    select value, bit_count(bits & mask) as agreements
    from common_value
    join among using (filter)
    union all
    select value, count(*)
    from rare_value
    join among using (filter)
    where get_bit(mask, agreement) = 1
    group by value
),
counted as materialized (
    select value, agreements from at_rest join filter_value using (value) where filter not in (select filter from among where filter is not null)
    union all
    from narrowed
)
select filter, code, agreements
from counted
join filter_value using (value)
where agreements > 0
order by filter, agreements desc, code
