-- Which sectors do these agreements name?
select sector, count(*) as agreements
from agreement_sector
join chosen using (agreement)
group by sector
order by sector
