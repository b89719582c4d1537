-- How many agreements, with whom, since when, and how much of it is known?
with moroccan as (
    select count(distinct party) as authorities
    from agreement_party join chosen using (agreement)
    where is_authority
),
partner as (
    select count(distinct party) as partners, count(distinct country) filter (country not in ('INT', 'EU')) as countries
    from agreement_party join chosen using (agreement)
    where side = 'partner'
)
select count(*) as agreements, count(year) as dated, count(amount) as with_amount,
       count(*) filter (date_event = 'signature') as signature_dated,
       count(*) filter (confidence = 'primary') as primary_sourced,
       min(year) as first_year, max(year) as last_year,
       any_value(authorities) as authorities, any_value(partners) as partners, any_value(countries) as countries
from chosen, moroccan, partner
