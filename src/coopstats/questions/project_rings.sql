-- How many authorities around the project's territory work on its sectors, ring by ring, in how many agreements and with how many partners?
-- Rings as in project_partners, but a peer of the same region counts in both; an agreement counts once in each ring. `territories`
-- are those of the census, `never_looked_at` those that neither an agreement nor the search log of the dataset names.
with ring as (select unnest(['same_place', 'same_province', 'same_region', 'peer'])::project_reason as nearness),
member as (
    select party, nearness from nearby where nearness <> 'peer'
    union all
    select party, 'peer' from nearby where is_peer
),
census as (
    select place.place, case when place.place = project.place then 'same_place'
                             when place.province = project.province then 'same_province' else 'same_region' end::project_reason as nearness
    from place
    join project on place.region = project.region
    union all
    select place, 'peer' from nearby join territory using (party) where is_peer
),
territories as (
    select nearness, count(*) as territories, count(*) filter (place not in (select place from place_looked_at)) as never_looked_at
    from census
    group by nearness
),
found as (
    select agreement, agreement_authority.party, nearness, year
    from agreement_authority
    join member using (party)
    join aimed using (agreement)
),
at_work as (
    select nearness, count(distinct party) as authorities, count(distinct agreement) as agreements, max(year) as last_year from found group by nearness
),
partners as (
    select nearness, count(distinct agreement_partner.party) as partners
    from found
    join agreement_partner using (agreement)
    where agreement_partner.party <> found.party
    group by nearness
)
select nearness, coalesce(territories, 0) as territories, coalesce(never_looked_at, 0) as never_looked_at, coalesce(authorities, 0) as authorities,
       coalesce(agreements, 0) as agreements, coalesce(partners, 0) as partners, last_year
from ring
left join territories using (nearness)
left join at_work using (nearness)
left join partners using (nearness)
order by nearness
