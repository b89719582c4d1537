-- Which agreements rest on no source?
select 'agreements.csv' as file, line, 'fact_id' as field, fact_id as value, '' as expected
from raw_agreements
anti join raw_agreement_sources using (fact_id)
