-- In which languages are the pages that the agreements rest on?
select source.language, count(distinct source) as sources, count(distinct agreement) as agreements
from agreement_source
join chosen using (agreement)
join source using (source)
where source.language is not null
group by source.language
order by sources desc, source.language
