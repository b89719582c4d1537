-- Which agreements end before they begin?
select 'agreements.csv' as file, line, 'end' as field, "end" as value, start as expected
from raw_agreements
where "end" < left(start, length("end"))
