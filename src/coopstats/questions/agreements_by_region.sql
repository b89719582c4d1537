-- In which regions do the agreements take place? An agreement with authorities of two regions counts once in each.
-- `per_100000` is per hundred thousand inhabitants of the census of 2024.
with counted as (
    select region, count(*) filter (first_of_region) as agreements, count(distinct party) as authorities
    from agreement_authority
    join chosen using (agreement)
    where region is not null
    group by region
)
select counted.region, agreements, authorities, population_2024, round(agreements * 100000.0 / population_2024, 2) as per_100000
from counted
join place on place.place = counted.region::text
order by agreements desc, counted.region
