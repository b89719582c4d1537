-- How many agreements has each territorial authority, and how many for a hundred thousand inhabitants of 2024?
with counted as (
    select party, count(*) as agreements, count(year) as dated
    from agreement_authority
    join chosen using (agreement)
    group by party
)
select party as authority, kind as level, agreements, dated, population_2024, round(urban_share, 4) as urban_share,
       round(agreements * 100000.0 / population_2024, 2) as per_100000
from counted
join party_named using (party)
join place using (place)
order by agreements desc, authority
