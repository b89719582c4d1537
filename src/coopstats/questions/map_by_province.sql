-- How many agreements, and how much money, does each province or prefecture have?
-- An agreement with authorities of two provinces counts once in each, with the whole amount that it commits; amounts are told at
-- the average rate of the agreement's own year.
-- The agreements of a region itself are not divided among its provinces.
with counted as (
    select province, count(*) as agreements
    from agreement_authority
    join chosen using (agreement)
    where first_of_province
    group by province
),
money as (
    select agreement_authority.province, round(sum(committed.amount) filter (committed.currency = 'EUR')) as amount_eur,
           round(sum(committed.amount) filter (committed.currency = 'MAD')) as amount_mad,
           round(sum(committed.amount) filter (committed.currency = 'USD')) as amount_usd
    from agreement_authority
    join chosen using (agreement)
    join committed using (agreement)
    where first_of_province
    group by agreement_authority.province
)
select place as province, coalesce(agreements, 0) as agreements, population_2024,
       round(coalesce(agreements, 0) * 100000.0 / population_2024, 2) as per_100000, amount_eur, amount_mad, amount_usd
from place
left join counted on counted.province::text = place
left join money on money.province::text = place
where level in ('province', 'prefecture') and place = place.province
order by place
