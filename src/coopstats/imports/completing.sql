-- What follows, for agreements that are new, from what a file says of them; and texts that stand in fewer languages than they must.
-- Rows that a file touched have a line from $touched on.

-- Whoever lists a party without more names a party to the agreement.
update raw_agreement_parties set role = 'party' where role is null and line >= getvariable('touched');

-- The scope follows from the kinds of the Moroccan parties.
update raw_agreements set scope = by_parties.scope
from (
    select fact_id, scope_of(list(kind)) as scope
    from raw_agreement_parties
    join raw_parties using (party)
    where side = 'moroccan' and role = 'party'
    group by fact_id
) by_parties
where by_parties.fact_id = raw_agreements.fact_id and raw_agreements.scope is null;

-- An act of which nothing more is said is one that somebody listed; a date that a file gives is stated there.
update raw_agreements set status = 'listed' where status is null and line >= getvariable('touched');
update raw_agreements set date_basis = 'stated' where date_basis is null and date is not null and line >= getvariable('touched');
