-- Funding programmes, from the raw tables to those that questions ask: made by a thread of its own while the first page is drawn. They
-- are few: their own codes stay their keys.

create type funding_instrument as enum (select code from raw_funding_instruments order by line);
create type applicant as enum (select code from raw_applicants order by line);

create table eligibility_reason as select code as reason, verdict from raw_eligibility_reasons;

create table programme as
select programme, funder_type::partner_type as funder_type, status::status as status, period_start, period_end, date_basis::date_basis as date_basis,
       budget::decimal(18, 2) as budget, currency, money_role::money_role as money_role,
       min_amount::decimal(18, 2) as min_amount, max_amount::decimal(18, 2) as max_amount, amount_currency,
       rate_max::decimal(5, 2) as rate_max, own_share_min::decimal(5, 2) as own_share_min, max_months::smallint as max_months,
       excludes_morocco is not null as excludes_morocco, partner_required, partner_kind,
       calls_per_year::decimal(5, 2) as calls_per_year, continuous is not null as continuous, parent, source::source_code as source,
       name_fr, name_ar, name_en, budget_note_fr, budget_note_ar, budget_note_en, partner_rule_fr, partner_rule_ar, partner_rule_en,
       rhythm_fr, rhythm_ar, rhythm_en, summary_fr, summary_ar, summary_en, note_fr, note_ar, note_en
from raw_programmes
order by programme;

create table programme_funder as
select programme, rank::integer as rank, party_named.party, kind, country
from raw_programme_funders funders
join party_named on party_named.party = funders.party::party
order by programme, rank;

create table programme_instrument as
select programme, instrument::funding_instrument as instrument from raw_programme_instruments order by programme, instrument;

create table programme_sector as
select programme, sector::sector as sector from raw_programme_sectors order by programme, sector;

create table programme_sdg as
select programme, sdg::smallint as sdg, source::source_code as source from raw_programme_sdgs order by programme, sdg;

create table programme_applicant as
select programme, rank::integer as rank, applicant::applicant as applicant, reach, country, named = 'yes' as named, source::source_code as source,
       text_fr, text_ar, text_en
from raw_programme_applicants
order by programme, rank;

create table programme_partner_country as
select programme, country from raw_programme_partner_countries order by programme, country;

create type place_rule as enum (select code from raw_code where list = 'place_rules' order by line);

create table programme_place as
select programme, rank::integer as rank, place, rule::place_rule as place_rule, source::source_code as source
from raw_programme_places
order by programme, rank;

create table programme_condition as
select programme, rank::integer as rank, source::source_code as source, text_fr, text_ar, text_en
from raw_programme_conditions
order by programme, rank;

create table programme_share as
select programme, rank::integer as rank, payer, percent::decimal(5, 2) as percent, rule, split::integer as split,
       applicant::applicant as applicant, excludes_morocco is not null as excludes_morocco, source::source_code as source, text_fr, text_ar, text_en
from raw_programme_shares
order by programme, rank;

-- From which day changes are told: the reader's own (Wish.since) or else a year before today. A date known to its month or year only
-- counts by what is known of it: it may lie on either side. What ended or closed has done so when the last day that its date can mean is over.
create view watched_from as select strftime(current_date - interval 1 year, '%Y-%m-%d') as since;
create macro since_then(date) as date >= left((select since from watched_from), length(date)) and date <= left(current_date::text, length(date));
create macro over_since_then(date) as date >= (select left(since, 4) from watched_from) and last_day_of(date) >= (select since::date from watched_from) and last_day_of(date) < current_date;

create table call as
select call, programme, opens, closes, first_day(opens) as first_day, last_day_of(closes) as last_day, source::source_code as source,
       tranche_fr, tranche_ar, tranche_en
from raw_calls
order by call;

create table award as
select award, programme, call, date, cumulative is not null as cumulative, number::integer as number, amount::decimal(18, 2) as amount, currency,
       source::source_code as source, text_fr, text_ar, text_en
from raw_awards
order by programme, date nulls last, award;

create table award_agreement as
select award, agreement from raw_award_agreements join numbered using (fact_id) order by award, agreement;

create table programme_source as
select programme, rank::integer as rank, source::source_code as source from raw_programme_sources order by programme, rank;

create table programme_claim as
select programme, rank::integer as rank, field::claim_field as field, stance::stance as stance, value, claims.language,
       source::source_code as source, other_value, other_language, other_source::source_code as other_source,
       reason_fr, reason_ar, reason_en
from raw_programme_claims claims
order by programme, rank;

-- Where each programme's windows stand on a day. The known calls are closed when the last of them is and each has a date; a programme
-- that takes requests at any time does so until it ends.
create macro window_on(day) as table
with told as (
    select programme, max(first_day) as opened_on, max(last_day) as closed_on,
           bool_or(first_day <= day and last_day >= day) as open, bool_or(first_day > day) as upcoming,
           bool_or(first_day is null and last_day is null) as undated
    from call
    group by programme
)
select programme,
       case when last_day_of(period_end) < day then 'over'
            when first_day(period_start) > day then 'upcoming'
            when continuous then 'continuous'
            when open then 'open'
            when upcoming then 'upcoming'
            when closed_on < day and not undated and (opened_on is null or opened_on <= closed_on) then 'closed'
            else 'unknown'
       end as state,
       closed_on
from programme
left join told using (programme);

-- What one grant may be at least and at most, in each currency that there is a rate for: the last yearly rate that is known.
create table programme_limit as
with last_rate (currency, per_euro) as (
    select currency, arg_max(per_euro, year) from rate group by currency
    union all
    select 'EUR', 1
)
select programme, told.currency,
       round(min_amount / own.per_euro * told.per_euro, 2)::decimal(18, 2) as least_in_currency,
       round(max_amount / own.per_euro * told.per_euro, 2)::decimal(18, 2) as most_in_currency
from programme
join last_rate own on own.currency = amount_currency
cross join last_rate told
order by programme, told.currency;

-- Every call and where it stands on a day, and the next one where a programme states how many it makes a year: so many months after
-- its last known call, and again until that day is reached. It is derived, known to its month, and not told of a programme that ended.
create macro call_on(day) as table
with rhythm as (
    select programme, max(coalesce(last_day, first_day)) as last_known, any_value(12 / calls_per_year)::integer as months
    from call
    join programme using (programme)
    where calls_per_year is not null and (last_day_of(period_end) is null or last_day_of(period_end) >= day)
    group by programme
    having last_known is not null
),
next_one as (
    select programme, min(last_known + to_months((months * times)::integer))::date as expected
    from rhythm
    cross join range(1, 1200) as steps (times)
    where last_known + to_months((months * times)::integer) >= day
    group by programme
)
select call, programme, opens, closes, first_day, last_day, source, tranche_fr, tranche_ar, tranche_en,
       case when last_day < day then 'closed'
            when first_day > day then 'upcoming'
            when first_day <= day and last_day >= day then 'open'
            else 'unknown'
       end as call_state
from call
union all
select null, programme, null, strftime(expected, '%Y-%m'), null, last_day(expected), source, rhythm_fr, rhythm_ar, rhythm_en, 'expected'
from next_one
join programme using (programme);
