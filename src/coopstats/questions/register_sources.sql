-- On which pages does each of these agreements rest, the main one first?
select fact_id, rank, source.source, address, source.title as source_title, publisher, language, published, read, source.confidence
from agreement_source
join chosen using (agreement)
join agreement using (agreement)
join source using (source)
order by agreement, rank
