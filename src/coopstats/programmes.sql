-- Funding programmes, from the raw tables to those that questions ask. They are few: their own codes stay their keys.

create type funding_instrument as enum (select code from raw_funding_instruments order by line);
create type applicant as enum (select code from raw_applicants order by line);

create table programme as
select programme, funder_type::partner_type as funder_type, status::status as status, period_start, period_end, date_basis::date_basis as date_basis,
       budget::decimal(18, 2) as budget, currency, money_role::money_role as money_role,
       min_amount::decimal(18, 2) as min_amount, max_amount::decimal(18, 2) as max_amount, amount_currency,
       rate_max::decimal(5, 2) as rate_max, own_share_min::decimal(5, 2) as own_share_min, max_months::smallint as max_months,
       excludes_morocco is not null as excludes_morocco, partner_required, partner_kind,
       calls_per_year::decimal(5, 2) as calls_per_year, continuous is not null as continuous, parent, source::source_code as source,
       name_fr, name_ar, name_en, budget_note_fr, budget_note_ar, budget_note_en, partner_rule_fr, partner_rule_ar, partner_rule_en,
       rhythm_fr, rhythm_ar, rhythm_en, summary_fr, summary_ar, summary_en, note_fr, note_ar, note_en,
       folded(concat_ws(' ', name_fr, name_ar, name_en, summary_fr, summary_ar, summary_en)) as search
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

create table programme_condition as
select programme, rank::integer as rank, source::source_code as source, text_fr, text_ar, text_en
from raw_programme_conditions
order by programme, rank;

create table programme_share as
select programme, rank::integer as rank, payer, percent::decimal(5, 2) as percent, rule, split::integer as split,
       applicant::applicant as applicant, excludes_morocco is not null as excludes_morocco, source::source_code as source, text_fr, text_ar, text_en
from raw_programme_shares
order by programme, rank;

-- A window has a first and a last day where its dates are known to the day, the month or the year.
create macro first_day(date) as (date || substr('-01-01', length(date) - 3))::date;
create macro last_day_of(date) as
    case length(date) when 4 then make_date(date::integer, 12, 31) when 7 then last_day((date || '-01')::date) else date::date end;

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
