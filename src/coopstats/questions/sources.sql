-- Which pages do the agreements rest on, and how many agreements rest on each? The two thousand with most of them.
with page as (select source, count(*) as agreements from agreement_source join chosen using (agreement) group by source)
select source, address, title as source_title, publisher, language, published, read, confidence, agreements
from page
join source using (source)
order by agreements desc, source.source
limit 2000
