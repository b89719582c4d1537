-- Which levels of territorial authority take part? An agreement with two levels counts once in each.
select kind as level, count(*) filter (first_of_level) as agreements, count(distinct party) as authorities
from agreement_authority
join chosen using (agreement)
group by kind
order by level
