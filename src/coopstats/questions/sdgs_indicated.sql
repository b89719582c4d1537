-- Which goals of sustainable development do the sectors of the agreements indicate? By a mapping of sectors, not by what a source says.
-- An agreement counts once in each goal that any of its sectors indicates; every goal stands, those of no agreement with nought.
with counted as (select combination, count(*) as agreements from chosen group by combination),
found as (
    select sdg, sum(agreements)::bigint as agreements
    from counted
    join combination_sdg using (combination)
    group by sdg
),
mapped as (
    select sdg, string_agg(distinct sector, '|' order by sector) as sectors, string_agg(distinct target, ' ' order by target) as targets
    from sector_sdg
    group by sdg
),
goal as (select unnest(enum_range(null::sdg))::sdg as sdg)
select sdg, coalesce(found.agreements, 0) as agreements, coalesce(found.agreements, 0) / nullif((select count(*) from chosen), 0) as share,
       sectors, targets
from goal
left join found using (sdg)
left join mapped using (sdg)
order by sdg
