-- From which countries do the partners come? An agreement with partners of two countries counts once in each.
select country, count(*) filter (first_of_country) as agreements, count(distinct party) as partners
from agreement_partner
join chosen using (agreement)
group by country
order by agreements desc, country
