-- How many fields were found in conflict, inferred or corrected?
select field, stance, count(*) as claims, count(distinct agreement) as agreements
from claim
join chosen using (agreement)
group by field, stance
order by claims desc, field::text, stance::text
