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
create type sector as enum (select code from raw_sectors order by line);
create type country as enum (select code from raw_countries order by line);
create type party as enum (select party from raw_parties order by line);
create type currency as enum (select distinct currency from raw_agreements where currency is not null order by currency);

-- Text as a searcher would type it: no case, accent, hamza form, ta marbuta, alef maqsura or tatweel. `plain` has no punctuation
-- either: what is searched for becomes words of letters and digits alone, so the texts searched may keep theirs.
create macro folded(text) as
    replace(replace(replace(replace(strip_accents(lower(text)), 'ى', 'ي'), 'ة', 'ه'), 'ٱ', 'ا'), 'ـ', '');
create macro plain(text) as trim(regexp_replace(folded(text), '[^\p{L}\p{N}]+', ' ', 'g'));

create table place as
select place, level, region, province, name_fr, name_ar, name_fr as name_en,
       population_2014::integer as population_2014, population_2024::integer as population_2024
from raw_places;

create table party_named as
select party::party as party, kind::kind as kind, country::country as country, place.region, place.place,
       former::smallint as former, acronym, also_written,
       coalesce(raw_parties.name_fr, place.name_fr) as name_fr,
       coalesce(raw_parties.name_ar, place.name_ar) as name_ar,
       coalesce(raw_parties.name_en, place.name_en) as name_en,
       country = 'MA' and kind in ('region', 'prefecture', 'province', 'commune', 'group') as is_authority,
       folded(concat_ws(' ', raw_parties.name_fr, place.name_fr, raw_parties.name_ar, place.name_ar, raw_parties.name_en,
                        acronym, also_written)) as search
from raw_parties
left join place using (place);

create table source as
select source, address, title, publisher, language, published, read, confidence::confidence as confidence
from raw_sources;

-- The number is also the register's order: the latest first, the undated last.
create table numbered as
select (row_number() over (order by date desc nulls last, fact_id))::integer as agreement, fact_id
from raw_agreements;

create table agreement_party as
select agreement, side::side as side, role::role as role, party_named.party, kind, country, region, is_authority, named_as
from raw_agreement_parties
join numbered using (fact_id)
join party_named on party_named.party = raw_agreement_parties.party
order by agreement, raw_agreement_parties.line;

create table agreement_sector as
select agreement, sector::sector as sector
from raw_agreement_sectors
join numbered using (fact_id)
order by agreement, raw_agreement_sectors.line;

create table agreement_source as
select agreement, rank::integer as rank, source
from raw_agreement_sources
join numbered using (fact_id)
order by agreement, rank;

create table agreement as
with holds_parts as (
    -- The amount of a frame contains those of its parts: money counts at the leaves.
    select distinct frame.agreement
    from numbered frame
    join raw_agreements part on part.parent = frame.fact_id
    where part.amount is not null
),
names as (
    select agreement, string_agg(search, ' ') as search
    from agreement_party
    join party_named using (party)
    group by agreement
),
main_source as (
    select agreement, confidence
    from agreement_source
    join source using (source)
    where rank = 1
)
select agreement, fact_id, scope::scope as scope, holds_parts.agreement is not null as holds_parts,
       partner_type::partner_type as partner_type, instrument::instrument as instrument,
       status::status as status, date, left(date, 4)::smallint as year, date_event::date_event as date_event,
       date_basis::date_basis as date_basis, date_note, start, "end", amount::decimal(18, 2) as amount, currency::currency as currency,
       money_role::money_role as money_role, confidence, parent, programme,
       title_fr, title_ar, title_en, summary_fr, summary_ar, summary_en, note_fr, note_ar, note_en,
       amount_note_fr, amount_note_ar, amount_note_en,
       folded(concat_ws(' ', title_fr, title_ar, title_en, summary_fr, summary_ar, summary_en)) || ' ' || names.search as search
from numbered
join raw_agreements using (fact_id)
left join names using (agreement)
left join main_source using (agreement)
left join holds_parts using (agreement)
order by agreement;

create table priority_set as
select code, owner, partner, date, source
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
select agreement, rank::integer as rank, field, stance, value, claims.language, source, other_value, other_language, other_source,
       reason_fr, reason_ar, reason_en
from raw_claims claims
join numbered using (fact_id)
order by agreement, rank;

create type commitment_state as enum (select code from raw_commitment_states order by line);

create table evidence as
select agreement, rank::integer as rank, commitment, state::commitment_state as state, evidence.date, source, text_fr, text_ar, text_en
from raw_evidence evidence
join numbered using (fact_id)
order by agreement, rank;

-- A commitment is where its last evidence leaves it; without evidence nothing is said of it but that.
create table commitment as
with latest as (select commitment, arg_max(state, rank) as state, max(date) as seen from evidence where commitment is not null group by commitment)
select agreement, (row_number() over (order by agreement, commitments.line))::integer as place, commitment, bearer, debtor, creditor,
       quantity::decimal(18, 2) as quantity, unit, per, rate_percent::decimal(5, 2) as rate_percent,
       commitments.amount::decimal(18, 2) as amount, commitments.currency, due, left(due, 4)::smallint as due_year, source,
       coalesce(latest.state, 'no_public_evidence'::commitment_state) as state, seen,
       text_fr, text_ar, text_en
from raw_commitments commitments
join numbered using (fact_id)
left join latest using (commitment)
order by place;

create table committee as
select agreement, meetings_per_year::decimal(5, 2) as meetings_per_year, source, committees.* exclude (line, fact_id, meetings_per_year, source)
from raw_committees committees
join numbered using (fact_id)
order by agreement;

create table meeting as
select agreement, rank::integer as rank, meetings.date, source, text_fr, text_ar, text_en
from raw_meetings meetings
join numbered using (fact_id)
order by agreement, rank;

create table search_made as
select search, party::party as party, agreement, searches.language, searched, outcome, source, sought_fr, sought_ar, sought_en, missing_fr, missing_ar, missing_en
from raw_searches searches
left join numbered using (fact_id)
order by searches.line;

create table succession as
select former::party as former, place, successor, since, source
from raw_successions
order by line;

create table rate as
select year::smallint as year, currency, per_euro::decimal(18, 6) as per_euro, method, source
from raw_rates;

-- The elements that an agreement should hold, and how many pages of different publishers speak of it. What an exit clause says
-- was not gathered: it counts for nothing here and is said to be unread.
create table agreement_score as
with with_sector as (select distinct agreement from agreement_sector),
with_commitment as (select distinct agreement from commitment),
publishers as (
    select agreement, count(distinct coalesce(publisher, address)) as publishers
    from agreement_source join source using (source)
    group by agreement
)
select agreement.agreement,
       true as has_parties,
       summary_fr is not null as has_object,
       with_sector.agreement is not null as has_sectors,
       with_commitment.agreement is not null as has_obligations,
       amount is not null as has_money,
       "end" is not null as has_duration,
       committee.agreement is not null as has_committee,
       meetings_per_year is not null as has_rhythm,
       evaluation_fr is not null as has_evaluation,
       has_parties::integer + has_object::integer + has_sectors::integer + has_obligations::integer + has_money::integer
           + has_duration::integer + has_committee::integer + has_rhythm::integer + has_evaluation::integer as elements,
       publishers
from agreement
left join with_sector using (agreement)
left join with_commitment using (agreement)
left join committee using (agreement)
left join publishers using (agreement)
order by agreement.agreement;

create table territory_code as
select code, code_system, party::party as party, source
from raw_territory_codes;

-- What the register shows beside an agreement's own fields, as codes parted by a bar: told once here, not on every click.
create table agreement_listing as
with sectors_of as (select agreement, string_agg(sector, '|' order by rowid) as sectors from agreement_sector group by agreement),
parties_of as (
    select agreement,
           string_agg(party, '|' order by rowid) filter (side = 'moroccan') as moroccan,
           string_agg(party, '|' order by rowid) filter (side = 'partner') as partners
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

-- The authorities of an agreement, each once whatever side it stands on. The marks let a click count agreements by level and by
-- region without looking for doubles among a million: they stand on one authority of each level, and of each region.
create table agreement_authority as
with once as (select distinct agreement, party, kind, region from agreement_party where is_authority)
select agreement, party, kind, region,
       row_number() over (partition by agreement, kind order by party) = 1 as first_of_level,
       region is not null and row_number() over (partition by agreement, region order by party) = 1 as first_of_region
from once
order by agreement, party;

-- Who is tied to whom by an agreement that binds both.
create table relation as
select distinct here.agreement, here.party as authority, there.party as partner
from agreement_party here
join agreement_party there using (agreement)
where here.side = 'moroccan' and here.is_authority and here.role = 'party' and there.side = 'partner' and there.role = 'party'
  and there.party <> here.party
order by agreement, authority, partner;

-- The last public trace of an agreement: its date, a meeting, evidence, or the day a page about it was published. Of two on one
-- date the first of this list counts. Dates known to the year or month are filled up with blanks, which sort before any day.
create table last_trace as
with traces as (
    select agreement, date, '4agreement' as trace from agreement where date is not null
    union all select agreement, date, '3evidence' from evidence where date is not null
    union all select agreement, date, '2meeting' from meeting where date is not null
    union all select agreement, published, '1page' from agreement_source join source using (source) where published is not null
)
select agreement, max(rpad(date, 10, ' ') || trace) as told, trim(left(told, 10)) as seen
from traces
group by agreement
order by agreement;

-- Who stands across from whom: on opposite sides of an agreement, in whatever role; `bound` when one such pair are both parties
-- proper. Each tie stands once in either direction; the mark stands on one tie of each party in each agreement. What a click
-- would have to join to millions of ties stands here: the last trace, and the sectors as one number, a binary digit each.
create table tie as
with once as (
    select here.agreement, here.party, there.party as other, bool_or(here.role = 'party' and there.role = 'party') as bound
    from agreement_party here
    join agreement_party there using (agreement)
    where here.side <> there.side and here.party <> there.party
    group by here.agreement, here.party, there.party
),
sector_set as (select agreement, bit_or(1::hugeint << enum_code(sector)::integer) as sectors from agreement_sector group by agreement)
select agreement, party, other, bound, row_number() over (partition by agreement, party order by other) = 1 as first_of_party, sectors, told
from once
left join sector_set using (agreement)
left join last_trace using (agreement)
order by agreement, party, other;

-- The sectors of such a number, in the order of their list.
create macro sectors_of(number) as (
    select string_agg(sector, '|')
    from (select unnest(enum_range(null::sector))::sector as sector)
    where (number >> enum_code(sector)::integer) & 1 = 1
);
