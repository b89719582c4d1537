-- Which claims are said to be in conflict without the other value or the other source?
select 'claims.csv' as file, line, 'other_value' as field, fact_id as value, '' as expected
from raw_claims
where stance = 'conflict' and other_value is null and other_source is null
union all
select 'programme_claims.csv', line, 'other_value', programme, ''
from raw_programme_claims
where stance = 'conflict' and other_value is null and other_source is null
