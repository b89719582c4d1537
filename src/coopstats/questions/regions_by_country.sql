-- With which countries do the regions cooperate? The twelve countries with the most agreements, the fullest region first.
-- An agreement counts once for each region of its authorities and each country of its partners.
with pair as (
    select agreement_authority.region, agreement_partner.country, count(*) as agreements
    from agreement_authority
    join chosen using (agreement)
    join agreement_partner using (agreement)
    where first_of_region and first_of_country
    group by agreement_authority.region, agreement_partner.country
),
most_frequent as (
    select country, sum(agreements) as total
    from pair
    group by country
    order by total desc, country
    limit 12
)
select region, country, agreements
from pair
join most_frequent using (country)
order by sum(agreements) over (partition by region) desc, region, total desc, country
