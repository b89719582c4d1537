-- In which languages are the pages that the agreements rest on?
with page as (
    select source, count(*) filter (first_of_language) as agreements
    from agreement_source
    join chosen using (agreement)
    group by source
)
select source.language, count(*) as sources, sum(agreements)::bigint as agreements
from page
join source using (source)
where source.language is not null
group by source.language
order by sources desc, source.language
