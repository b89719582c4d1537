-- The project that a question on whom to work with is about: its territory, the authority of that territory where it is a party, and its
-- sectors. Without a territory it is that of the authority with most of the agreements.
create or replace temp table project as
with busiest as (
    select place
    from agreement_authority
    join chosen using (agreement)
    join territory using (party)
    where $place is null
    group by place
    order by count(*) desc, place
    limit 1
)
select place.place, party, place.level, region, province, $field::sector[] as field
from place
left join territory using (place)
where place.place = coalesce($place, (from busiest));
-- The authorities near it, each once in its nearest ring: its own, those of its province or prefecture, those of its region, its five
-- peers. `rings` are all rings it stands in as one number, a binary digit each: a peer may lie in the region.
create or replace temp table nearby as
with peers as (select peer from peers_of((select list(place) from project))),
near as (
    select territory.party,
           case when place.place = project.place then 'same_place'
                when place.province = project.province then 'same_province'
                when place.region = project.region then 'same_region'
                else 'peer' end::project_reason as nearness,
           territory.party in (from peers) as is_peer
    from territory
    join place using (place)
    cross join project
    where place.region = project.region or territory.party in (from peers)
)
select party, nearness, (1 << enum_code(nearness)::integer) | if(is_peer, 1 << enum_code('peer'::project_reason)::integer, 0) as rings
from near;
-- The chosen agreements that name one of its sectors; all of them without one.
create or replace temp view aimed as
from chosen
where (select field is null from project) or combination in (
    select combination from combination_sector where sector in (select unnest(field) from project));
-- What those near it do in its sectors, each agreement with its last trace, once for each of them; and with whom.
create or replace temp table working as
select agreement, party, nearness, rings, year, told
from agreement_authority
join nearby using (party)
join aimed using (agreement)
left join last_trace using (agreement);
create or replace temp table alongside as
select agreement, working.party, nearness, rings, told, agreement_partner.party as partner
from working
join agreement_partner using (agreement)
where agreement_partner.party <> working.party
