-- How many agreements, and how much money, does each region have?
-- An agreement with authorities of two regions counts once in each, with the whole amount that it commits; amounts are told at
-- the average rate of the agreement's own year.
with counted as (
    select region, count(*) as agreements
    from agreement_authority
    join chosen using (agreement)
    where first_of_region
    group by region
),
money as (
    select agreement_authority.region, round(sum(committed.amount) filter (committed.currency = 'EUR')) as amount_eur,
           round(sum(committed.amount) filter (committed.currency = 'MAD')) as amount_mad,
           round(sum(committed.amount) filter (committed.currency = 'USD')) as amount_usd
    from agreement_authority
    join chosen using (agreement)
    join committed using (agreement)
    where first_of_region
    group by agreement_authority.region
)
select place as region, coalesce(agreements, 0) as agreements, population_2024,
       round(coalesce(agreements, 0) * 100000.0 / population_2024, 2) as per_100000, amount_eur, amount_mad, amount_usd
from place
left join counted on counted.region::text = place
left join money on money.region::text = place
where level = 'region'
order by place
