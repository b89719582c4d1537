-- How many agreements, with whom, since when, and how much of it is known?
with moroccan as (
    select count(distinct party) as authorities
    from agreement_authority join chosen using (agreement)
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
       (select authorities from moroccan) as authorities, (select partners from partner) as partners,
       (select countries from partner) as countries
from chosen
