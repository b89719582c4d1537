-- Of how many programmes does a page name a territory of Morocco, and of how many does none?
with placed as (select distinct programme from programme_place where place is not null)
select count(*) as programmes, count(placed.programme) as placed, count(*) - count(placed.programme) as unplaced
from chosen_programme
left join placed using (programme)
