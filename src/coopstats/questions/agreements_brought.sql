-- How many of these agreements did somebody's own file add or change?
select count(*) as agreements
from chosen
join agreement using (agreement)
where origin = 'brought'
