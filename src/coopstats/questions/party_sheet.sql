-- Who is the party in the centre: the one that is named, or else the one with most agreements?
-- For a Moroccan territory its place and people; for a former region the regions of today that its provinces lie in, and the reverse.
select centre.party, kind, country, acronym, is_authority as territorial, party_named.region,
       party_named.province, place.population_2014, place.population_2024,
       (select string_agg(code, ' · ' order by code_system desc, code) from territory_code where territory_code.party = centre.party) as codes,
       party_named.former as former_since,
       (select string_agg(distinct successor, '|' order by successor) from succession where former = centre.party::text) as successors,
       (select string_agg(distinct former, '|' order by former) from succession where successor = party_named.place and kind = 'region') as predecessors
from centre
join party_named using (party)
left join place on place.place = party_named.place
