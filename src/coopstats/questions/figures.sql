-- How many agreements, with whom, since when, and how much of it is known?
with authority as (select party from agreement_authority join chosen using (agreement) group by party),
partner as (select party, any_value(country) as country from agreement_partner join chosen using (agreement) group by party)
select count(*) as agreements, count(year) as dated, count(amount) as with_amount,
       count(*) filter (date_event = 'signature') as signature_dated,
       count(*) filter (confidence = 'primary') as primary_sourced,
       min(year) as first_year, max(year) as last_year,
       (select count(*) from authority) as authorities, (select count(*) from partner) as partners,
       (select count(distinct country) from partner where country not in ('INT', 'EU')) as countries
from chosen
