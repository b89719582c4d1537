-- Which agreements stand in a scope that the kinds of their Moroccan parties contradict?
with moroccan as (
    select fact_id, list(kind) as kinds
    from raw_agreement_parties
    join raw_parties using (party)
    where side = 'moroccan' and role = 'party'
    group by fact_id
),
by_parties as (
    select fact_id,
           case
               when list_has_any(kinds, ['region', 'prefecture', 'province', 'commune', 'group']) then 'territorial'
               when list_contains(kinds, 'state') then 'state'
               when list_has_any(kinds, ['agency', 'company', 'bank']) then 'enterprise'
               else 'other'
           end as scope
    from moroccan
)
select 'agreements.csv' as file, a.line, 'scope' as field, a.scope as value, by_parties.scope as expected
from raw_agreements a
join by_parties using (fact_id)
where a.scope <> by_parties.scope
