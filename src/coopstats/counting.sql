-- The values of the filters in `among`, each counted in the agreements that the other filters let through.
create or replace temp table value_count as
with counted as (
    select value, bit_count(bits & mask) as agreements
    from common_value
    join among using (filter)
    union all
    select value, count(*)
    from rare_value
    join among using (filter)
    where get_bit(mask, agreement) = 1
    group by value
)
select filter, code, agreements
from counted
join filter_value using (value)
