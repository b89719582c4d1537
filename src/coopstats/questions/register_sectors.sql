-- Which sectors does each of these agreements name?
select fact_id, sector
from agreement_sector
join chosen using (agreement)
join agreement using (agreement)
order by agreement, agreement_sector.line
