-- Which amounts lack their currency or what the figure is, and which currencies stand without an amount?
select 'agreements.csv' as file, line, field, coalesce(amount, '') as value, field as expected
from (
    select line, amount, unnest(['amount', 'currency', 'money_role']) as field, unnest([amount, currency, money_role]) as part
    from raw_agreements
    where coalesce(amount, currency, money_role) is not null
)
where part is null
