-- How many of the nine elements looked for were found in each agreement?
select elements, count(*) as agreements
from agreement_score
join chosen using (agreement)
group by elements
order by elements
