-- How many agreements has each territorial authority each year, and how many for a hundred thousand inhabitants of 2024? The undated are left to the total.
with counted as (
    select party, year, count(*) as agreements
    from agreement_authority
    join chosen using (agreement)
    where year is not null
    group by party, year
)
select party as authority, year, agreements, round(agreements * 100000.0 / population_2024, 2) as per_100000
from counted
join party_named using (party)
join place using (place)
order by authority, year
