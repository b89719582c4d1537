-- On which kinds of source do the agreements rest? The main source of each.
select confidence, count(*) as agreements, count(*) / sum(count(*)) over () as share
from chosen
group by confidence
order by confidence
