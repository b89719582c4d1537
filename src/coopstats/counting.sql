-- The values of all filters counted in `among`: where a filter is set, among those that the others let through.
create or replace temp table value_count as
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
either as (
    select value, agreements from at_rest join filter_value using (value) where filter not in (select filter from among where filter is not null)
    union all
    from narrowed
)
select filter, code, agreements
from either
join filter_value using (value)
