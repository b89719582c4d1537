-- With which countries do the regions cooperate? The twelve countries with the most agreements of a region, the fullest region first.
-- An agreement counts once for each region of its authorities and each country of its partners.
with pair as (
    select distinct agreement, agreement_authority.region, agreement_party.country
    from agreement_authority
    join chosen using (agreement)
    join agreement_party using (agreement)
    where first_of_region and side = 'partner'
),
most_frequent as (
    select country, count(distinct agreement) as most
    from pair
    group by country
    order by most desc, country
    limit 12
)
select region, country, count(*) as agreements
from pair
join most_frequent using (country)
group by region, country, most
order by sum(count(*)) over (partition by region) desc, region, most desc, country
