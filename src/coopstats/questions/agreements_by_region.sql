-- In which regions do the agreements take place? An agreement with authorities of two regions counts once in each.
-- `per_100000` is per hundred thousand inhabitants of the census of 2024.
select agreement_party.region, count(distinct agreement) as agreements, count(distinct party) as authorities,
       any_value(population_2024) as population_2024,
       round(count(distinct agreement) * 100000.0 / any_value(population_2024), 2) as per_100000
from agreement_party
join chosen using (agreement)
join place on place.place = agreement_party.region
where is_authority
group by agreement_party.region
order by agreements desc, agreement_party.region
