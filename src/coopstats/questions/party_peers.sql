-- Which five territorial authorities of its level are nearest to the one in the centre by population in 2024, and how many agreements have they?
-- Only those that some agreement names can be peers. The authority itself stands first; `population_gap` is the difference of the populations.
with territory as (
    select party, kind, place, population_2024
    from party_named
    join place using (place)
    where is_authority
),
peer as (
    select territory.*, territory.party <> own.party as other, abs(territory.population_2024 - own.population_2024) as population_gap
    from territory
    join (select territory.* from territory join centre using (party)) own on own.kind = territory.kind
    order by other, population_gap, territory.place
    limit 6
),
counted as (
    select party, count(*) as agreements
    from agreement_authority
    semi join peer using (party)
    join around using (agreement)
    group by party
)
select party as authority, population_2024, population_gap, coalesce(agreements, 0) as agreements,
       round(coalesce(agreements, 0) * 100000.0 / population_2024, 2) as per_100000
from peer
left join counted using (party)
order by other, population_gap, place
