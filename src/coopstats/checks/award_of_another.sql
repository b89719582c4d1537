-- Which awards name a call of another programme?
select 'awards.csv' as file, awards.line, 'call' as field, awards.call as value, calls.programme as expected
from raw_awards awards
join raw_calls calls using (call)
where awards.programme <> calls.programme
