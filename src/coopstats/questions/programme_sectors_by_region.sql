-- How many programmes name each region, or a place in it, in each of their sectors, and which? One that names no territory stands in no region.
-- A cell is crowded when it holds at least twice the average of the cells that hold any.
with named as (
    select distinct programme, region
    from chosen_programme
    join programme_place using (programme)
    join (select place, region from place) within on within.place = programme_place.place
),
cell as (
    select sector, region, count(*) as programmes, string_agg(programme, '|' order by programme) as named_programmes
    from named
    join programme_sector using (programme)
    group by sector, region
)
select sector, region, programmes, programmes >= 2 * avg(programmes) over () as crowded, named_programmes
from cell
order by sector, region
