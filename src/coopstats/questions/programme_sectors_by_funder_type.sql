-- How many programmes does each type of funder have in each sector, and where is it crowded? A programme counts once in each of its sectors.
-- A cell is crowded when it holds at least twice the average of the cells that hold any.
with cell as (
    select sector, funder_type as partner_type, count(*) as programmes
    from chosen_programme
    join programme using (programme)
    join programme_sector using (programme)
    group by sector, funder_type
)
select sector, partner_type, programmes, programmes >= 2 * avg(programmes) over () as crowded
from cell
order by sector, partner_type
