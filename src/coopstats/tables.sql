-- From the raw tables, where every column is text, to the tables that questions ask: the only place where a text becomes a
-- number or a year. Codes become enumerations (one byte a row, and a code outside its list cannot enter). `agreement` gets
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
create type project_reason as enum (select code from raw_code where list = 'project_reasons' order by line);
create type sector as enum (select code from raw_sectors order by line);
create type country as enum (select code from raw_countries order by line);
create type party as enum (select party from raw_parties order by line);
create type region as enum (select place from raw_places where level = 'region' order by line);
create type province as enum (select distinct province from raw_places where province is not null order by province);
create type source_code as enum (select source from raw_sources order by line);
create type claim_field as enum (select code from raw_code where list = 'claim_fields' order by line);
create type origin as enum (select code from raw_code where list = 'origins' order by line);
create type stance as enum (select code from raw_code where list = 'stances' order by line);
create type currency as enum (select distinct currency from raw_agreements where currency is not null order by currency);

create table place as
with other as (select place, string_agg(name, ' ' order by line) as also_named from raw_place_names group by place)
select place, also_named, level, region, left(province, 6) as province, name_fr, name_ar, name_fr as name_en,
       population_2014::integer as population_2014, population_2024::integer as population_2024,
       urban_2024::integer / population_2024::integer as urban_share
from raw_places
left join other using (place);

-- Rings of longitudes and latitudes; the first point comes again at the end.
create table outline as
with pointed as (
    select place, ring::smallint as ring, list_transform(string_split(points, '|'), lambda point: string_split(point, ' ')) as points
    from raw_outlines
)
select place, ring, list_transform(points || points[:1], lambda point: point[1]::double) as longitudes,
       list_transform(points || points[:1], lambda point: point[2]::double) as latitudes
from pointed
order by place, ring;

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

-- Who says what of a field: claims that were written down, and for every known value that nobody doubts the page it rests on.
create table claim as
select agreement, rank::integer as rank, field::claim_field as field, stance::stance as stance, value, claims.language,
       source::source_code as source, other_value, other_language, other_source::source_code as other_source,
       reason_fr, reason_ar, reason_en
from raw_claims claims
join numbered using (fact_id)
order by agreement, rank;

create type commitment_state as enum (select code from raw_commitment_states order by line);

create table evidence as
select agreement, rank::integer as rank, commitment, state::commitment_state as state, evidence.date,
       source::source_code as source, text_fr, text_ar, text_en
from raw_evidence evidence
join numbered using (fact_id)
order by agreement, rank;

-- A commitment is where its last evidence leaves it; without evidence nothing is said of it but that.
create table commitment as
with latest as (select commitment, arg_max(state, rank) as state, max(date) as seen from evidence where commitment is not null group by commitment)
select agreement, (row_number() over (order by agreement, commitments.line))::integer as place, commitment, bearer, debtor, creditor,
       quantity::decimal(18, 2) as quantity, unit, per, rate_percent::decimal(5, 2) as rate_percent,
       commitments.amount::decimal(18, 2) as amount, commitments.currency, due, left(due, 4)::smallint as due_year,
       source::source_code as source,
       coalesce(latest.state, 'no_public_evidence'::commitment_state) as state, seen,
       text_fr, text_ar, text_en
from raw_commitments commitments
join numbered using (fact_id)
left join latest using (commitment)
order by place;

create table committee as
select agreement, meetings_per_year::decimal(5, 2) as meetings_per_year, source::source_code as source,
       committees.* exclude (line, fact_id, meetings_per_year, source)
from raw_committees committees
join numbered using (fact_id)
order by agreement;

create table meeting as
select agreement, rank::integer as rank, meetings.date, source::source_code as source, text_fr, text_ar, text_en
from raw_meetings meetings
join numbered using (fact_id)
order by agreement, rank;

create table search_made as
select search, party::party as party, agreement, searches.language, searched, outcome, source::source_code as source,
       sought_fr, sought_ar, sought_en, missing_fr, missing_ar, missing_en
from raw_searches searches
left join numbered using (fact_id)
order by searches.line;

create table succession as
select former::party as former, place, successor, since, source::source_code as source
from raw_successions
order by line;

create table rate as
select year::smallint as year, currency, per_euro::decimal(18, 6) as per_euro, method, source::source_code as source
from raw_rates;

create table territory_code as
select code, code_system, party::party as party, source::source_code as source
from raw_territory_codes;

-- Goals of sustainable development: those that a source names for an agreement (without a goal: all of them together), and those
-- that its sectors indicate by a mapping of ours. The two are never added up.
create type sdg as enum (select code from raw_sdgs order by code::integer);
create table agreement_sdg as
select agreement, rank::integer as rank, sdg::sdg as sdg, source::source_code as source
from raw_agreement_sdgs
join numbered using (fact_id)
order by agreement, rank;
create table sector_sdg as
select sector::sector as sector, target, sdg::sdg as sdg
from raw_sector_sdgs
order by line;

-- Meetings that a page announces, and the filters of those whom they concern: lists of codes, and null where a filter lets all through.
create table event as
select event, starts, ends, place_fr, place_ar, place_en, string_split(country, '|')::country[] as country,
       string_split(partner, '|')::party[] as partner, string_split(partner_type, '|')::partner_type[] as partner_type,
       source::source_code as source, note_fr, note_ar, note_en
from raw_events
order by line;

-- What public pages say there is, with the filters that count the same here: lists of codes, and null where a filter lets all through.
create table public_total as
select total, number::integer as number, what_fr, what_ar, what_en,
       string_split(scope, '|')::scope[] as scope, string_split(partner_type, '|')::partner_type[] as partner_type,
       string_split(country, '|')::country[] as country, string_split(partner, '|')::party[] as partner,
       string_split(authority, '|')::party[] as authority, string_split(region, '|')::region[] as region,
       string_split(level, '|')::kind[] as level, string_split(instrument, '|')::instrument[] as instrument,
       from_year::smallint as from_year, to_year::smallint as to_year, coalesce(undated, 'with') as undated,
       date, source::source_code as source, note_fr, note_ar, note_en
from raw_public_totals
order by line;
