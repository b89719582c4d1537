-- How many agreements does each value of each filter hold?
with authority_of as (select agreement_authority.* from agreement_authority join chosen using (agreement)),
partner as (select agreement_partner.* from agreement_partner join chosen using (agreement))
select 'scope' as filter, scope::text as code, count(*) as agreements from chosen join agreement using (agreement) group by scope
union all select 'partner_type', partner_type::text, count(*) from chosen group by partner_type
union all select 'instrument', instrument::text, count(*) from chosen group by instrument
union all select 'status', status::text, count(*) from chosen group by status
union all select 'year', year::text, count(*) from chosen where year is not null group by year
union all
select 'mandate', mandate, count(*)
from chosen
join (select code as mandate, left(code, 4)::integer as first_year, right(code, 4)::integer as last_year from label where list = 'mandates')
  on year between first_year and last_year
group by mandate
union all select 'sector', sector::text, count(*) from agreement_sector join chosen using (agreement) group by sector
union all select 'priority', priority_set, count(*) from agreement_priority join chosen using (agreement) group by priority_set
union all select 'level', kind::text, count(*) from authority_of where first_of_level group by kind
union all select 'region', region::text, count(*) from authority_of where first_of_region group by region
union all select 'province', province::text, count(*) from authority_of where first_of_province group by province
union all select 'authority', party::text, count(*) from authority_of group by party
union all select 'partner', party::text, count(*) from partner group by party
union all select 'country', country::text, count(*) from partner where first_of_country group by country
union all select 'source', source::text, count(*) from agreement_source join chosen using (agreement) group by source
order by filter, agreements desc, code
