-- With which types of partner are the agreements made?
select partner_type, count(*) as agreements, count(year) as dated, min(year) as first_year, max(year) as last_year,
       count(*) / sum(count(*)) over () as share
from chosen
group by partner_type
order by agreements desc, partner_type
