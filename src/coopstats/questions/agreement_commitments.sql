-- What do these agreements promise, and what evidence is there of it?
select commitment.commitment, commitment.text_fr, commitment.text_ar, commitment.text_en, bearer, debtor, creditor, due, commitment.state,
       commitment_source.address, evidence.text_fr as evidence_fr, evidence.text_ar as evidence_ar, evidence.text_en as evidence_en,
       evidence.date as evidence_date, evidence_source.address as evidence_address
from commitment
join chosen using (agreement)
left join source commitment_source on commitment_source.source = commitment.source
left join evidence on evidence.commitment = commitment.commitment
left join source evidence_source on evidence_source.source = evidence.source
order by commitment.place, evidence.rank
