-- What every click would otherwise work out again: made once, when the store opens, of the tables of `tables.sql`.

-- A date has a first and a last day where it is known to the day, the month or the year.
create macro first_day(date) as (date || substr('-01-01', length(date) - 3))::date;
create macro last_day_of(date) as
    case length(date) when 4 then make_date(date::integer, 12, 31) when 7 then last_day((date || '-01')::date) else date::date end;

-- What the register shows beside an agreement's own fields, as codes parted by a bar: told once here, not on every click.
create table agreement_listing as
with sectors_of as (select agreement, string_agg(sector, '|' order by line) as sectors from agreement_sector group by agreement),
parties_of as (
    select agreement,
           string_agg(party, '|' order by line) filter (side = 'moroccan') as moroccan,
           string_agg(party, '|' order by line) filter (side = 'partner') as partners
    from agreement_party
    group by agreement
),
sources_of as (select agreement, string_agg(address, ' ' order by rank) as sources from agreement_source join source using (source) group by agreement)
select agreement, sectors, moroccan, partners, sources
from agreement
left join sectors_of using (agreement)
left join parties_of using (agreement)
left join sources_of using (agreement)
order by agreement;

-- The authorities of an agreement, each once whatever side it stands on. The marks let a click count agreements by level, region and
-- province without looking for doubles among a million: they stand on one authority of each level, each region and each province.
create table agreement_authority as
with once as (select distinct agreement, party, kind, region, province from agreement_party where is_authority)
select agreement, party, kind, region::region as region, province::province as province,
       row_number() over (partition by agreement, kind order by party) = 1 as first_of_level,
       region is not null and row_number() over (partition by agreement, region order by party) = 1 as first_of_region,
       province is not null and row_number() over (partition by agreement, province order by party) = 1 as first_of_province
from once
order by agreement, party;

-- The partners of an agreement, each once; the mark stands on one partner of each country.
create table agreement_partner as
with once as (select distinct agreement, party, kind, country from agreement_party where side = 'partner')
select agreement, party, kind, country, row_number() over (partition by agreement, country order by party) = 1 as first_of_country
from once
order by agreement, party;

create table agreement_priority as
select distinct agreement, priority_set
from agreement_sector
join priority_set_sector using (sector)
order by agreement, priority_set;

-- The authorities among the parties that have a territory of their own, with its people.
create table territory as
select party, place, level, population_2024, urban_share
from party_named
join place using (place)
where is_authority;
