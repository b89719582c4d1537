-- Which agreements commit an amount that a part of theirs commits too? The amount of a framework is an envelope.
select 'agreements.csv' as file, frame.line, 'money_role' as field, frame.fact_id as value, min(part.fact_id) as expected
from raw_agreements frame
join raw_agreements part on part.parent = frame.fact_id and part.fact_id <> frame.fact_id
where frame.money_role = 'committed' and part.money_role = 'committed'
group by frame.line, frame.fact_id
