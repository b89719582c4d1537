-- How far had each agreement come when it was last seen?
select status, count(*) as agreements, count(*) / sum(count(*)) over () as share
from chosen
group by status
order by status
