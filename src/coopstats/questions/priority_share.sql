-- How many of the agreements touch at least one of the priorities? An agreement that touches two of them counts once.
select count(*) as agreements, count(touching) as touching, count(touching) / nullif(count(*), 0) as share
from chosen
left join (select distinct combination, true as touching from touched) using (combination)
