-- Which publishers do most agreements depend on? The twenty first; an agreement counts once for each publisher.
with page as (
    select source, count(*) filter (first_of_publisher) as agreements
    from agreement_source
    join chosen using (agreement)
    group by source
)
select publisher, sum(agreements)::bigint as agreements, count(*) as sources
from page
join source using (source)
where publisher is not null
group by publisher
order by agreements desc, publisher
limit 20
