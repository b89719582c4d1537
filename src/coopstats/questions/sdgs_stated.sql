-- Of which agreements does a source name goals of sustainable development, and which? Without a goal it names them as a whole. Two hundred at most.
select fact_id, title_fr, title_ar, title_en, sdg, publisher, address
from agreement_sdg
join chosen using (agreement)
join agreement using (agreement)
join source using (source)
order by agreement, rank
limit 200
