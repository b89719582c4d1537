-- How many publishers speak of each agreement: one alone, two, or more?
select least(publishers, 3) as publishers, count(*) as agreements
from agreement_score
join chosen using (agreement)
group by least(publishers, 3)
order by least(publishers, 3)
