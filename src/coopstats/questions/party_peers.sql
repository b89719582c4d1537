-- Which five territorial authorities of its level are nearest to the one in the centre by population and urban share in 2024, and how many agreements have they?
-- Only those that stand among the parties of the dataset can be peers. The authority itself stands first, then those whose
-- urban share differs by twenty points at most; `population_gap` is the difference of the populations.
with shown as (
    select party, 0 as rank, 0 as population_gap from party_named semi join centre using (party) where is_authority
    union all
    select peer.peer, rank, population_gap from peer semi join centre using (party)
),
counted as (
    select party, count(*) as agreements
    from agreement_authority
    semi join shown using (party)
    join around using (agreement)
    group by party
)
select party as authority, population_2024, round(urban_share, 4) as urban_share, population_gap, coalesce(agreements, 0) as agreements,
       round(coalesce(agreements, 0) * 100000.0 / population_2024, 2) as per_100000
from shown
join party_named using (party)
join place using (place)
left join counted using (party)
order by rank
