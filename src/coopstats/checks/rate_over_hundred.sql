-- Which rates are more than the whole?
select 'commitments.csv' as file, line, 'rate_percent' as field, rate_percent as value, '100' as expected
from raw_commitments
where try_cast(rate_percent as decimal(18, 2)) > 100
