-- Which publishers do most agreements depend on? The twenty first; an agreement counts once for each publisher.
select publisher, count(distinct agreement) as agreements, count(distinct source) as sources
from agreement_source
join chosen using (agreement)
join source using (source)
where publisher is not null
group by publisher
order by agreements desc, publisher
limit 20
