-- What only a few pages ask for: made by a thread of its own while the first page is drawn; their questions wait for it.

-- The agreements that answer to the filters of each public total, by the rules of `chosen.sql`.
create table agreement_total as
with narrowed as (
    select public_total.*, agreement
    from public_total
    join agreement on (public_total.scope is null or list_contains(public_total.scope, agreement.scope))
        and (public_total.partner_type is null or list_contains(public_total.partner_type, agreement.partner_type))
        and (public_total.instrument is null or list_contains(public_total.instrument, agreement.instrument))
        and (year is null or (year >= coalesce(from_year, year) and year <= coalesce(to_year, year)))
        and (undated = 'with' or (year is null) = (undated = 'only'))
)
select total, agreement
from narrowed
where (country is null or exists (
        from agreement_partner other where other.agreement = narrowed.agreement and list_contains(narrowed.country, other.country)))
  and (partner is null or exists (
        from agreement_partner other where other.agreement = narrowed.agreement and list_contains(narrowed.partner, other.party)))
  and (authority is null or exists (
        from agreement_authority own where own.agreement = narrowed.agreement and list_contains(narrowed.authority, own.party)))
  and (region is null or exists (
        from agreement_authority own where own.agreement = narrowed.agreement and list_contains(narrowed.region, own.region)))
  and (level is null or exists (
        from agreement_authority own where own.agreement = narrowed.agreement and list_contains(narrowed.level, own.kind)))
order by total, agreement;

-- Who funds or could: the partners of an agreement that are foreign banks, agencies, multilateral organisations, embassies or
-- ministries, once for each region of its authorities; the mark stands on one row of each of them, and without an authority of today's regions there is one row.
create table agreement_funder as
with region_of as (select agreement, region from agreement_authority where first_of_region)
select agreement, party as funder, region, row_number() over (partition by agreement, party order by region) = 1 as first_of_funder
from agreement_partner
left join region_of using (agreement)
where kind in ('agency', 'bank', 'multilateral', 'embassy', 'state') and country <> 'MA'
order by agreement, funder, region;

-- The agreements that a meeting concerns, by the filters that it names: its countries, its partners, their types.
create table event_agreement as
select event, agreement
from event
join agreement on event.partner_type is null or list_contains(event.partner_type, agreement.partner_type)
where (event.country is null or exists (
        from agreement_partner other where other.agreement = agreement.agreement and list_contains(event.country, other.country)))
  and (event.partner is null or exists (
        from agreement_partner other where other.agreement = agreement.agreement and list_contains(event.partner, other.party)))
order by event, agreement;

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
    select string_agg(sector, '|' order by sector)
    from (select unnest(enum_range(null::sector))::sector as sector)
    where (number >> enum_code(sector)::integer) & 1 = 1
);

-- The five peers of places: territorial authorities of their level among the parties, the nearest by population in 2024. Those whose
-- urban share differs by twenty points at most come first (`alike`); others only fill up the five.
create macro peers_of(places) as table
with near as (
    select own.place, other.party as peer, other.place as peer_place, abs(other.population_2024 - own.population_2024) as population_gap,
           coalesce(round(abs(other.urban_share - own.urban_share), 6) <= 0.2, false) as alike
    from (from place where list_contains(places, place)) own
    join territory other on other.level = own.level and other.place <> own.place
)
select place, peer, population_gap, alike, row_number() over (partition by place order by not alike, population_gap, peer_place) as rank
from near
qualify rank <= 5;
create table peer as
select party, peers.*
from territory
join peers_of((select list(place) from territory)) peers using (place)
order by party, rank;

-- Which meetings of a committee are publicly documented, and when the next one is expected: one interval of the agreement's own rhythm,
-- in whole months, after the last documented meeting, or after the agreement's date where it is known to the day: an expectation,
-- no more. After a meeting known to its year only it is unknown.
create table committee_clock as
with met as (select agreement, count(*) as meetings, max(date) as last_meeting from meeting group by agreement),
since as (
    select agreement, coalesce(meetings, 0) as meetings, last_meeting,
           case when last_meeting is not null then last_meeting when length(date) = 10 then date end as since,
           to_months(round(12 / meetings_per_year)::integer) as pause
    from committee
    join agreement using (agreement)
    left join met using (agreement)
)
select agreement, meetings, last_meeting,
       case length(since)
           when 10 then strftime(since::date + pause, '%Y-%m-%d')
           when 7 then strftime((since || '-01')::date + pause, '%Y-%m')
       end as next_meeting
from since
order by agreement;

-- Priorities to look through (lens.py): those of each set, where several sectors may stand for one, and each sector by itself.
-- `touched` says which combinations of sectors touch a priority, so that an agreement that names two of its sectors counts once.
create table set_priority as
select priority_set, rank as priority, any_value(wording_fr) as wording_fr, any_value(wording_ar) as wording_ar,
       any_value(wording_en) as wording_en, string_agg(sector, '|' order by sector) as sectors
from priority_set_sector
group by priority_set, rank
order by priority_set, rank;
create table set_touched as
select distinct priority_set, rank as priority, combination
from priority_set_sector
join combination_sector using (sector)
order by priority_set, priority, combination;
create table sector_priority as
select enum_code(code::sector) + 1 as priority, fr as wording_fr, ar as wording_ar, en as wording_en, code as sectors
from label
where list = 'sectors'
order by priority;
create view lens as from sector_priority;
create view touched as
select enum_code(sector) + 1 as priority, combination
from combination_sector;

-- What each agreement commits, told in three currencies at the average rate of its own year. Money counts at the leaves; without a
-- year, or without a rate for its year and currency, an amount is not converted and stays unknown.
create table committed as
with target as (select unnest(['EUR', 'MAD', 'USD']) as currency),
per_euro as (
    select year, currency, per_euro from rate
    union all
    select distinct year, 'EUR', 1::decimal(18, 6) from rate
)
select agreement, target.currency, amount::double / here.per_euro::double * there.per_euro::double as amount
from agreement
cross join target
left join per_euro here on here.year = agreement.year and here.currency = agreement.currency::text
left join per_euro there on there.year = agreement.year and there.currency = target.currency
where money_role = 'committed' and not holds_parts
order by agreement, target.currency;

-- Which goals a combination of sectors indicates, each once.
create table combination_sdg as
select distinct combination, sdg
from combination_sector
join sector_sdg using (sector)
order by combination, sdg;
