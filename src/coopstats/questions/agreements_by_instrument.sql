-- By which instruments do the parties bind themselves?
select instrument, count(*) as agreements, count(*) / sum(count(*)) over () as share
from chosen
group by instrument
order by agreements desc, instrument
