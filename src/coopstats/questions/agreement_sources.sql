-- On which pages do the agreements rest?
select source, address, title as source_title, publisher, language, published, read, source.confidence, min(rank) as rank, count(*) as agreements
from agreement_source join chosen using (agreement) join source using (source)
group by all
order by rank, agreements desc, source
