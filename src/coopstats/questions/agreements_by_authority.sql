-- Which territorial authorities take part in most agreements? The thirty first.
select party as authority, any_value(kind) as level, any_value(region) as region, count(*) as agreements,
       count(year) as dated, min(year) as first_year, max(year) as last_year
from agreement_authority
join chosen using (agreement)
group by party
order by agreements desc, authority
limit 30
