-- Which rates are more than the whole?
with rates as (
    select 'commitments.csv' as file, line, 'rate_percent' as field, rate_percent as value from raw_commitments
    union all
    select 'programmes.csv', line, unnest(['rate_max', 'own_share_min']), unnest([rate_max, own_share_min]) from raw_programmes
    union all
    select 'programme_shares.csv', line, 'percent', percent from raw_programme_shares
)
select file, line, field, value, '100' as expected
from rates
where try_cast(value as decimal(18, 2)) > 100
