-- From which countries do the partners come? An agreement with partners of two countries counts once in each.
select country, count(distinct agreement) as agreements, count(distinct party) as partners
from agreement_party
join chosen using (agreement)
where side = 'partner'
group by country
order by agreements desc, country
