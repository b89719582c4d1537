-- Which five territorial authorities of its level are nearest to each authority of these agreements by population in 2024?
-- Only those that stand among the parties of the dataset can be peers; `population_gap` is that of the populations.
with own as (select distinct party from agreement_authority join chosen using (agreement))
select peer.party as authority, peer.peer, kind as level, population_2024, population_gap
from peer
semi join own on own.party = peer.party
join party_named on party_named.party = peer.peer
join place using (place)
order by authority, rank
