-- Under which names do the pages know the party in the centre? The most used first; those of no chosen agreement count none.
with named as (
    select named_as, count(distinct agreement) as agreements
    from agreement_party
    join centre using (party)
    join chosen using (agreement)
    where named_as is not null
    group by named_as
),
written as (select distinct unnest(string_split(also_written, '|')) as named_as from party_named join centre using (party))
select named_as, coalesce(agreements, 0) as agreements
from named
full join written using (named_as)
order by agreements desc, named_as
