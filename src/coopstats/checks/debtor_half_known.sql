-- Which commitments are owed by one party without naming it, or name a debtor although they are owed otherwise?
select 'commitments.csv' as file, line, 'debtor' as field, commitment as value, 'debtor' as expected
from raw_commitments
where bearer = 'party' and debtor is null
union all
select 'commitments.csv', line, 'bearer', commitment, 'party'
from raw_commitments
where bearer <> 'party' and debtor is not null
