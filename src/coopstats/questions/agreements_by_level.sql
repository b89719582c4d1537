-- Which levels of territorial authority take part? An agreement with two levels counts once in each.
select kind as level, count(distinct agreement) as agreements, count(distinct party) as authorities
from agreement_party
join chosen using (agreement)
where is_authority
group by kind
order by level
