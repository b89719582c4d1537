-- Which agreements have nobody bound by them on one of the two sides?
select 'agreements.csv' as file, line, 'fact_id' as field, fact_id as value, side as expected
from (select line, fact_id, unnest(['moroccan', 'partner']) as side from raw_agreements)
anti join (select fact_id, side from raw_agreement_parties where role = 'party') using (fact_id, side)
