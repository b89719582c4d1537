-- What is publicly known to have come of each commitment?
select state, count(*) as commitments, count(distinct agreement) as agreements
from commitment
join chosen using (agreement)
group by state
order by state
