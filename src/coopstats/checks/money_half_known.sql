-- Which amounts lack their currency or what the figure is, and which currencies stand without an amount?
-- A commitment's amount is what is promised, an award's what was given: they need their currency only.
with parts as (
    select 'agreements.csv' as file, line, amount, unnest(['amount', 'currency', 'money_role']) as field,
           unnest([amount, currency, money_role]) as part
    from raw_agreements
    where coalesce(amount, currency, money_role) is not null
    union all
    select 'commitments.csv', line, amount, unnest(['amount', 'currency']), unnest([amount, currency])
    from raw_commitments
    where coalesce(amount, currency) is not null
    union all
    select 'awards.csv', line, amount, unnest(['amount', 'currency']), unnest([amount, currency])
    from raw_awards
    where coalesce(amount, currency) is not null
    union all
    select 'programmes.csv', line, budget, unnest(['budget', 'currency', 'money_role']), unnest([budget, currency, money_role])
    from raw_programmes
    where coalesce(budget, currency, money_role) is not null
    union all
    select 'programmes.csv', line, coalesce(min_amount, max_amount), unnest(['max_amount', 'amount_currency']),
           unnest([coalesce(max_amount, min_amount), amount_currency])
    from raw_programmes
    where coalesce(min_amount, max_amount, amount_currency) is not null
)
select file, line, field, coalesce(amount, '') as value, field as expected
from parts
where part is null
