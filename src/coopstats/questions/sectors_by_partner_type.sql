-- How many agreements does each type of partner have in each sector, and where is it crowded? One agreement counts once in each of its sectors.
-- A cell is crowded when it holds at least twice the average of the cells that hold any.
with counted as (select combination, partner_type, count(*) as agreements from chosen group by combination, partner_type),
cell as (
    select sector, partner_type, sum(agreements)::bigint as agreements
    from counted
    join combination_sector using (combination)
    group by sector, partner_type
)
select sector, partner_type, agreements, agreements >= 2 * avg(agreements) over () as crowded
from cell
order by sector, partner_type
