-- What every click would otherwise work out again: made once, when the store opens, of the tables of `tables.sql`.

-- A date has a first and a last day where it is known to the day, the month or the year.
create macro first_day(date) as (date || substr('-01-01', length(date) - 3))::date;
create macro last_day_of(date) as
    case length(date) when 4 then make_date(date::integer, 12, 31) when 7 then last_day((date || '-01')::date) else date::date end;

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

-- The authorities among the parties that have a territory of their own, with its people.
create table territory as
select party, place, level, population_2024, urban_share
from party_named
join place using (place)
where is_authority;

-- Whether a set of rings around a project (project.sql), a binary digit each, holds one.
create macro in_ring(rings, ring) as (rings >> enum_code(ring::project_reason)::integer) & 1 = 1;

-- The territories that anybody has looked at: an agreement names them, or the search log does.
create table place_looked_at as
select distinct place
from party_named
where place is not null and (party in (select party from agreement_authority) or party in (select party from search_made));
