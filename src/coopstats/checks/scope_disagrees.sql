-- Which agreements stand in a scope that the kinds of their Moroccan parties contradict?
with by_parties as (
    select fact_id, scope_of(list(kind)) as scope
    from raw_agreement_parties
    join raw_parties using (party)
    where side = 'moroccan' and role = 'party'
    group by fact_id
)
select 'agreements.csv' as file, a.line, 'scope' as field, a.scope as value, by_parties.scope as expected
from raw_agreements a
join by_parties using (fact_id)
where a.scope <> by_parties.scope
