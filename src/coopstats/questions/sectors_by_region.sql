-- How many agreements does each region have in each sector, and where is it crowded? An agreement counts once in each of its regions and sectors.
-- A cell is crowded when it holds at least twice the average of the cells that hold any.
with counted as (
    select region, combination, count(*) as agreements
    from agreement_authority
    join chosen using (agreement)
    where first_of_region
    group by region, combination
),
cell as (
    select sector, region, sum(agreements)::bigint as agreements
    from counted
    join combination_sector using (combination)
    group by sector, region
)
select sector, region, agreements, agreements >= 2 * avg(agreements) over () as crowded
from cell
order by sector, region
