-- Which territorial authorities take part in most agreements? The thirty first.
select party as authority, any_value(kind) as level, any_value(region) as region, count(distinct agreement) as agreements,
       count(distinct agreement) filter (year is not null) as dated, min(year) as first_year, max(year) as last_year
from agreement_party
join chosen using (agreement)
where is_authority
group by party
order by agreements desc, authority
limit 30
