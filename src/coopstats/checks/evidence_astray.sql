-- Which evidence answers a commitment of another agreement?
select 'evidence.csv' as file, evidence.line, 'commitment' as field, evidence.commitment as value, commitments.fact_id as expected
from raw_evidence evidence
join raw_commitments commitments using (commitment)
where evidence.fact_id <> commitments.fact_id
