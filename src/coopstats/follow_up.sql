-- What hangs on agreements: who says what of a field, what was promised and what came of it, meetings, traces, and what the dataset
-- counts them against. From the raw tables, by a thread of its own while the first page is drawn; a statement that names a table of this
-- file waits for it.

-- Who says what of a field: claims that were written down, and for every known value that nobody doubts the page it rests on.
create type claim_field as enum (select code from raw_code where list = 'claim_fields' order by line);
create type stance as enum (select code from raw_code where list = 'stances' order by line);
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

-- The elements that an agreement should hold, and how many pages of different publishers speak of it. What an exit clause says
-- was not gathered: it counts for nothing here and is said to be unread.
create table agreement_score as
with with_commitment as (select distinct agreement from commitment),
publishers as (
    select agreement, count(distinct coalesce(publisher, address)) as publishers
    from agreement_source join source using (source)
    group by agreement
)
select agreement.agreement,
       true as has_parties,
       has_summary as has_object,
       has_sector as has_sectors,
       with_commitment.agreement is not null as has_obligations,
       amount is not null as has_money,
       has_end as has_duration,
       committee.agreement is not null as has_committee,
       meetings_per_year is not null as has_rhythm,
       evaluation_fr is not null as has_evaluation,
       has_parties::integer + has_object::integer + has_sectors::integer + has_obligations::integer + has_money::integer
           + has_duration::integer + has_committee::integer + has_rhythm::integer + has_evaluation::integer as elements,
       publishers
from agreement
left join with_commitment using (agreement)
left join committee using (agreement)
left join publishers using (agreement)
order by agreement.agreement;

-- The agreements of former regions with the regions of today in which their provinces lie. The mark stands once on each agreement
-- and region that no authority of that region signed as well.
create table agreement_heir as
with heir as (
    select distinct agreement, former, successor::region as region, since
    from agreement_authority
    join succession on succession.former = agreement_authority.party
)
select heir.*,
       not exists (from agreement_authority here where here.agreement = heir.agreement and here.region = heir.region)
           and row_number() over (partition by heir.agreement, heir.region order by former) = 1 as adds_to_region
from heir
order by agreement, former, region;

-- The last public trace of an agreement: its date, a meeting, evidence, or the day a page about it was published, as one number
-- that sorts: year, month, day (0 when unknown) and what the trace is. Of two on one date the later in this list counts.
create type trace as enum ('page', 'meeting', 'evidence', 'agreement');
create table last_trace as
with traces (agreement, date, trace) as (
    select agreement, date, 'agreement' from agreement
    union all select agreement, date, 'evidence' from evidence
    union all select agreement, date, 'meeting' from meeting
    union all select agreement, published, 'page' from agreement_source join source using (source)
)
select agreement, max(rpad(replace(date, '-', ''), 8, '0')::bigint * 10 + enum_code(trace::trace)) as told
from traces
where date is not null
group by agreement
order by agreement;

-- The day that such a number tells, as far as it is known, and the trace.
create macro day_told(told) as rtrim(replace(regexp_replace((told // 10)::text, '(....)(..)(..)', '\1-\2-\3'), '-00', ''), '-');
create macro trace_told(told) as list_extract(enum_range(null::trace), told % 10 + 1);

-- Who is tied to whom by an agreement that binds both, with the last trace of that agreement.
create table relation as
with tied as (
    select distinct here.agreement, here.party as authority, there.party as partner
    from agreement_party here
    join agreement_party there using (agreement)
    where here.side = 'moroccan' and here.is_authority and here.role = 'party' and there.side = 'partner' and there.role = 'party'
      and there.party <> here.party
)
select tied.*, told
from tied
left join last_trace using (agreement)
order by agreement, authority, partner;

-- Whether a set of rings around a project (project.sql), a binary digit each, holds one.
create type project_reason as enum (select code from raw_code where list = 'project_reasons' order by line);
create macro in_ring(rings, ring) as (rings >> enum_code(ring::project_reason)::integer) & 1 = 1;

-- The territories that anybody has looked at: an agreement names them, or the search log does.
create table place_looked_at as
select distinct place
from party_named
where place is not null and (party in (select party from agreement_authority) or party in (select party from search_made));
