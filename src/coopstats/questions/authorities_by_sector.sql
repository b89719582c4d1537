-- How many agreements has each territorial authority in each sector, and where is it crowded? One agreement counts once in each of its sectors.
-- A cell is crowded when it holds at least twice the average of the cells that hold any.
with counted as (
    select party, combination, count(*) as agreements
    from agreement_authority
    join chosen using (agreement)
    group by party, combination
),
cell as (
    select sector, party as authority, sum(agreements)::bigint as agreements
    from counted
    join combination_sector using (combination)
    group by sector, party
)
select sector, authority, agreements, agreements >= 2 * avg(agreements) over () as crowded
from cell
order by sector, authority
