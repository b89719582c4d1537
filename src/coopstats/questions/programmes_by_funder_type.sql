-- How many programmes has each type of funder?
select funder_type, count(*) as programmes, count(*) / sum(count(*)) over () as share
from chosen_programme
join programme using (programme)
group by funder_type
order by programmes desc, funder_type
