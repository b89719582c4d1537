-- Which partners make most agreements? The thirty first.
select party as partner, any_value(kind) as kind, any_value(country) as country, count(*) as agreements,
       count(year) as dated, min(year) as first_year, max(year) as last_year
from agreement_partner
join chosen using (agreement)
group by party
order by agreements desc, partner
limit 30
