-- In which sectors do the agreements act? One agreement counts once in each of its sectors.
select sector, count(*) as agreements, count(*) / (select count(*) from chosen) as share
from agreement_sector
join chosen using (agreement)
group by sector
order by agreements desc, sector
