-- Which agreements descend from themselves?
with recursive line_of as (
    select fact_id, parent as ancestor, 1 as depth from raw_agreements where parent is not null
    union
    select line_of.fact_id, a.parent, depth + 1
    from line_of
    join raw_agreements a on a.fact_id = line_of.ancestor
    where a.parent is not null and depth < 20
)
select distinct 'agreements.csv' as file, line, 'parent' as field, fact_id as value, '' as expected
from line_of
join raw_agreements using (fact_id)
where ancestor = fact_id
