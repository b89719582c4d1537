-- From the raw tables, where every column is text, to the tables that questions ask: here, in `follow_up.sql` and in `programmes.sql` alone
-- a text becomes a number or a year. Codes become enumerations (one byte a row, and a code outside its list cannot enter). `agreement` gets
-- a whole number as its key, so that a million agreements join in milliseconds.

create type scope as enum (select code from raw_scopes order by line);
create type partner_type as enum (select code from raw_partner_types order by line);
create type instrument as enum (select code from raw_instruments order by line);
create type status as enum (select code from raw_statuses order by line);
create type date_event as enum (select code from raw_date_events order by line);
create type date_basis as enum (select code from raw_date_bases order by line);
create type money_role as enum (select code from raw_money_roles order by line);
create type confidence as enum (select code from raw_confidences order by line);
create type kind as enum (select code from raw_kinds order by line);
create type role as enum (select code from raw_roles order by line);
create type side as enum (select code from raw_sides order by line);
create type sector as enum (select code from raw_sectors order by line);
create type country as enum (select code from raw_countries order by line);
create type party as enum (select party from raw_parties order by line);
create type region as enum (select place from raw_places where level = 'region' order by line);
create type province as enum (select distinct province from raw_places where province is not null order by province);
create type source_code as enum (select source from raw_sources order by line);
create type origin as enum (select code from raw_code where list = 'origins' order by line);
create type currency as enum (select distinct currency from raw_agreements where currency is not null order by currency);

create table place as
with other as (select place, string_agg(name, ' ' order by line) as also_named from raw_place_names group by place)
select place, also_named, level, region, left(province, 6) as province, name_fr, name_ar, name_fr as name_en,
       population_2014::integer as population_2014, population_2024::integer as population_2024,
       urban_2024::integer / population_2024::integer as urban_share
from raw_places
left join other using (place);

create table party_named as
select party::party as party, kind::kind as kind, country::country as country, place.region, place.province, place.place,
       former::smallint as former, acronym, also_written,
       coalesce(raw_parties.name_fr, place.name_fr) as name_fr,
       coalesce(raw_parties.name_ar, place.name_ar) as name_ar,
       coalesce(raw_parties.name_en, place.name_en) as name_en,
       country = 'MA' and kind in ('region', 'prefecture', 'province', 'commune', 'group') as is_authority,
       also_written, place.also_named
from raw_parties
left join place using (place);

create table source as
select source::source_code as source, address, title, publisher, language, published, read, confidence::confidence as confidence
from raw_sources;

-- The number is also the register's order: the latest first, the undated last.
create table numbered as
select (row_number() over (order by date desc nulls last, fact_id))::integer as agreement, fact_id
from raw_agreements;

create table agreement_party as
select agreement, side::side as side, role::role as role, party_named.party, kind, country, region, province, is_authority, named_as,
       raw_agreement_parties.line::integer as line
from raw_agreement_parties
join numbered using (fact_id)
join party_named on party_named.party = raw_agreement_parties.party
order by agreement, line;

create table agreement_sector as
select agreement, sector::sector as sector, line::integer as line
from raw_agreement_sectors
join numbered using (fact_id)
order by agreement, line;

-- The sectors of an agreement taken together. There are few combinations among a million agreements: what is asked of sectors is
-- counted by combination first and then parted into sectors.
create table agreement_combination as
select agreement, string_agg(sector, '|' order by sector) as sectors
from agreement_sector
group by agreement;
create table combination_sector as
with combination as (
    select row_number() over (order by sectors)::integer as combination, sectors from (select distinct sectors from agreement_combination)
)
select combination, sectors, unnest(string_split(sectors, '|'))::sector as sector
from combination
order by combination, sector;

-- The marks let a click count agreements by publisher and by language without looking for doubles among a million.
create table agreement_source as
select agreement, rank::integer as rank, source.source,
       publisher is not null and row_number() over (partition by agreement, publisher order by rank::integer) = 1 as first_of_publisher,
       language is not null and row_number() over (partition by agreement, language order by rank::integer) = 1 as first_of_language
from raw_agreement_sources
join numbered using (fact_id)
join source on source.source = raw_agreement_sources.source::source_code
order by agreement, rank;

create table agreement as
with holds_parts as (
    -- The amount of a frame contains those of its parts: money counts at the leaves.
    select distinct frame.agreement
    from numbered frame
    join raw_agreements part on part.parent = frame.fact_id
    where part.amount is not null
),
main_source as (
    select agreement, confidence
    from agreement_source
    join source using (source)
    where rank = 1
),
pages as (select agreement, count(*) as pages from agreement_source group by agreement),
with_sector as (
    select agreement, combination
    from agreement_combination
    join (select distinct combination, sectors from combination_sector) using (sectors)
)
select agreement, fact_id, scope::scope as scope, holds_parts.agreement is not null as holds_parts,
       if(fact_id in (select fact_id from raw_contributions), 'brought', 'register')::origin as origin,
       partner_type::partner_type as partner_type, instrument::instrument as instrument,
       status::status as status, date, left(date, 4)::smallint as year, date_event::date_event as date_event,
       date_basis::date_basis as date_basis, date_note, start, "end", amount::decimal(18, 2) as amount, currency::currency as currency,
       money_role::money_role as money_role, confidence, parent, programme,
       title_fr, title_ar, title_en, summary_fr, summary_ar, summary_en, note_fr, note_ar, note_en,
       amount_note_fr, amount_note_ar, amount_note_en,
       combination, combination is not null as has_sector, summary_fr is not null as has_summary, "end" is not null as has_end,
       pages.pages = 1 and confidence <> 'primary' as on_one_press_page
from numbered
join raw_agreements using (fact_id)
left join main_source using (agreement)
left join holds_parts using (agreement)
left join pages using (agreement)
left join with_sector using (agreement)
order by agreement;

create table priority_set as
select code, owner, partner, date, source::source_code as source
from raw_priority_sets;

create table priority_set_sector as
select priority_set, rank::integer as rank, sector::sector as sector, wording_fr, wording_ar, wording_en
from raw_priority_set_sectors;

create table partner_family as
select code::partner_type as partner_type, family
from raw_partner_types;

create table label (list text, code text, fr text, ar text, en text, position integer);
