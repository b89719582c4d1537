-- What the values of the filters hold, told once, so that a click counts all of them among the agreements that the other filters let
-- through (`counting_sql` in choosing.py). A value that many hold is a string of bits, one an agreement: a hundred thousand are counted in
-- thirty microseconds, without a row. Of a value that few hold there is a row an agreement.
set variable agreements = (select count(*) from agreement);

create type filter_name as enum ('authority', 'country', 'instrument', 'level', 'mandate', 'origin', 'partner', 'partner_type', 'priority', 'province', 'region',
    'scope', 'sector', 'source', 'status', 'year');
create table filter_value as
with coded (filter, list) as (
    values ('scope', 'scopes'), ('partner_type', 'partner_types'), ('instrument', 'instruments'), ('status', 'statuses'), ('mandate', 'mandates'),
           ('sector', 'sectors'), ('priority', 'priority_sets'), ('level', 'levels'), ('region', 'regions'), ('province', 'provinces'),
           ('authority', 'authorities'), ('partner', 'parties'), ('country', 'countries'), ('source', 'sources'), ('origin', 'origins')
),
known (filter, code) as (
    select filter, code from coded join label using (list)
    union all
    select distinct 'year', year::text from agreement where year is not null
)
select (row_number() over (order by filter, code))::smallint as value, filter::filter_name as filter, code
from known
order by value;

create view held as
select agreement, 'scope' as filter, scope::text as code from agreement
union all select agreement, 'partner_type', partner_type::text from agreement
union all select agreement, 'instrument', instrument::text from agreement
union all select agreement, 'status', status::text from agreement
union all select agreement, 'origin', origin::text from agreement
union all select agreement, 'year', year::text from agreement
union all select agreement, 'mandate', code from agreement join label on list = 'mandates' and year between left(code, 4)::integer and right(code, 4)::integer
union all select agreement, 'sector', sector::text from agreement_sector
union all select agreement, 'priority', priority_set from agreement_priority
union all select agreement, 'level', kind::text from agreement_authority where first_of_level
union all select agreement, 'region', region::text from agreement_authority where first_of_region
union all select agreement, 'province', province::text from agreement_authority where first_of_province
union all select agreement, 'authority', party::text from agreement_authority
union all select agreement, 'partner', party::text from agreement_partner
union all select agreement, 'country', country::text from agreement_partner where first_of_country
union all select agreement, 'source', source::text from agreement_source;

create table held_value as
select agreement, value, filter_value.filter
from held
join filter_value using (filter, code);

create table common_value as
select value, filter, bitstring_agg(agreement, 0, getvariable('agreements')) as bits
from held_value
group by value, filter
having count(*) > getvariable('agreements') / 64
order by value;

create table rare_value as
select agreement, filter, value
from held_value
where value not in (select value from common_value)
order by agreement;

drop table held_value;
