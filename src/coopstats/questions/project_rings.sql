-- How many authorities around the project's territory work on its sectors, ring by ring, in how many agreements and with how many partners?
-- Rings as in project_partners, but a peer of the same region counts in both; an agreement counts once in each ring. `territories`
-- are those of the census, `never_looked_at` those that neither an agreement nor the search log of the dataset names.
with ring as (select unnest(['same_place', 'same_province', 'same_region', 'peer'])::project_reason as nearness),
census as (
    select place.place, case when place.place = project.place then 'same_place'
                             when place.province = project.province then 'same_province' else 'same_region' end::project_reason as nearness
    from place
    join project on place.region = project.region
    union all
    select place, 'peer' from territory join nearby using (party) where in_ring(rings, 'peer')
),
territories as (
    select nearness, count(*) as territories, count(*) filter (place not in (select place from place_looked_at)) as never_looked_at
    from census
    group by nearness
),
-- Each agreement, authority and partner once with all rings it stands in; there are sixteen sets of rings at most.
by_agreement as (select bit_or(rings) as rings, any_value(year) as year from working group by agreement),
at_work as (
    select rings, count(*) as agreements, 0 as authorities, 0 as partners, max(year) as last_year from by_agreement group by rings
    union all
    select rings, 0, count(distinct party), 0, null from working group by rings
    union all
    select rings, 0, 0, count(*), null from (select bit_or(rings) as rings from alongside group by partner) group by rings
),
counted as (
    select nearness, sum(authorities)::integer as authorities, sum(agreements)::integer as agreements, sum(partners)::integer as partners,
           max(last_year) as last_year
    from ring
    join at_work on in_ring(rings, nearness)
    group by nearness
)
select nearness, coalesce(territories, 0) as territories, coalesce(never_looked_at, 0) as never_looked_at, coalesce(authorities, 0) as authorities,
       coalesce(agreements, 0) as agreements, coalesce(partners, 0) as partners, last_year
from ring
left join territories using (nearness)
left join counted using (nearness)
order by nearness
