-- How much of the committed money touches the priorities, currency by currency? Currencies are never added up.
-- The whole amount of an agreement that touches a priority counts; a framework with parts counts by its parts.
with told as (
    select currency, amount, if(touching, amount, 0) as amount_touching
    from chosen
    left join (select distinct combination, true as touching from touched) using (combination)
    where money_role = 'committed' and not holds_parts
)
select currency, count(*) as agreements, sum(amount) as amount, sum(amount_touching) as amount_touching,
       sum(amount_touching) / sum(amount) as share
from told
group by currency
order by agreements desc, currency
