-- Which five territorial authorities of its level are nearest to each authority of these agreements by population and urban share in 2024?
-- Only those that stand among the parties of the dataset can be peers. First those whose urban share differs by twenty points at
-- most, by `population_gap`, the difference of the populations; then, where they are fewer than five, the nearest by population.
with own as (select distinct party from agreement_authority join chosen using (agreement))
select peer.party as authority, peer.peer, kind as level, population_2024, round(urban_share, 4) as urban_share, population_gap
from peer
semi join own on own.party = peer.party
join party_named on party_named.party = peer.peer
join place on place.place = party_named.place
order by authority, rank
