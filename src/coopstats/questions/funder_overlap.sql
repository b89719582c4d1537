-- Which funders act in the same sector and the same region? Pairs with most of such cells first, twenty-five at most.
-- `cells` counts the regions and sectors where both have agreements, `together` the agreements of the choice that bind both.
with counted as (
    select funder, region, combination
    from agreement_funder
    join chosen using (agreement)
    where region is not null
    group by funder, region, combination
),
cell as (select distinct funder, region, sector from counted join combination_sector using (combination)),
pair as (
    select here.funder, there.funder as other_funder, count(*) as cells
    from cell here
    join cell there using (region, sector)
    where here.funder < there.funder
    group by here.funder, there.funder
    order by cells desc, here.funder, there.funder
    limit 25
),
shared as (
    select pair.funder, other_funder, string_agg(distinct sector, '|' order by sector) as sectors, string_agg(distinct region, '|' order by region) as regions
    from pair
    join cell here on here.funder = pair.funder
    join cell there using (region, sector)
    where there.funder = other_funder
    group by pair.funder, other_funder
),
paired as (
    select agreement, funder
    from agreement_funder
    join chosen using (agreement)
    where first_of_funder and funder in (select unnest([funder, other_funder]) from pair)
),
joint as (
    select pair.funder, other_funder, count(*) as together
    from paired here
    join paired there using (agreement)
    join pair on pair.funder = here.funder and other_funder = there.funder
    where here.funder < there.funder
    group by pair.funder, other_funder
)
select funder, other_funder, sectors, regions, cells, coalesce(together, 0)::bigint as together
from pair
join shared using (funder, other_funder)
left join joint using (funder, other_funder)
order by cells desc, funder, other_funder
