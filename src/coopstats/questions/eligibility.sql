-- Would this project be eligible for these programmes, and if not or if it cannot be told, why?
-- Where a programme names who may apply on the Moroccan side, a partner abroad is no way round it. Each rule gives one reason; the reasons' own list says what follows from them. Without an applicant nothing can be told; what else was not said of the project is not judged.
with applying as (
    select chosen.programme,
           count(rules.applicant) as rows,
           bool_or(own and not named and reach in ('country', 'any', 'with_morocco')) as fits,
           bool_or(own and named) as named,
           bool_or(own and reach in ('unclear', 'unknown')) as unclear,
           bool_or(not abroad and reach <> 'without_morocco') as names_own_side,
           bool_or(abroad) as abroad,
           bool_or(rules.applicant = 'foreign_authority' and not named and rules.country = chosen.partner_country) as through_partner,
           bool_or(abroad and rules.country = chosen.partner_country) as through_other
    from chosen_programme chosen
    left join (
        select *, applicant in ('foreign_authority', 'foreign_ngo') or coalesce(country <> 'MA', false) as abroad from programme_applicant
    ) rules on rules.programme = chosen.programme
    cross join lateral (
        select not coalesce(abroad, false) and reach <> 'without_morocco'
               and (rules.applicant = chosen.applicant
                    or (rules.applicant = 'any_authority' and chosen.applicant in ('region', 'prefecture', 'province', 'commune', 'group'))) as own
    )
    group by chosen.programme
),
-- What the programme says of such an applicant, or of the body of the partner's country that applies, with its page.
applicant_rule as (
    select chosen.programme, string_agg(text_fr, ' · ' order by rank) as applicant_rule_fr, string_agg(text_ar, ' · ' order by rank) as applicant_rule_ar,
           string_agg(text_en, ' · ' order by rank) as applicant_rule_en, arg_min(address, rank) as applicant_address
    from chosen_programme chosen
    join programme_applicant rules using (programme)
    join source using (source)
    where rules.country = chosen.partner_country
       or (coalesce(rules.country, 'MA') = 'MA'
           and (rules.applicant = chosen.applicant
                or (rules.applicant = 'any_authority' and chosen.applicant in ('region', 'prefecture', 'province', 'commune', 'group'))))
    group by chosen.programme
),
-- Where the programme says that it acts, set against the project's territory: within a place that it names, or around one.
stated_places as (
    select chosen.programme, string_agg(stated.place, '|' order by rank) as places, arg_min(address, rank) as places_address,
           bool_or(place_rule = 'only') as limited, bool_or(place_rule = 'first') as ranked, bool_or(place_rule = 'unclear') as blurred,
           bool_or(place_rule = 'only' and within) as inside, bool_or(place_rule = 'only' and around) as in_part,
           bool_or(place_rule = 'first' and within) as preferred
    from chosen_programme chosen
    join programme_place stated using (programme)
    join source using (source)
    left join place own on own.place = chosen.place
    left join place there on there.place = stated.place
    cross join lateral (
        select stated.place in (own.place, own.province, own.region) as within, own.place in (there.province, there.region) as around
    )
    group by chosen.programme
),
partners as (select programme, list(country) as countries from programme_partner_country group by programme),
limits as (
    select programme, least_in_currency, most_in_currency
    from chosen_programme
    join programme_limit using (programme, currency)
),
reasons as (
    select chosen.programme,
           case when excludes_morocco then 'morocco_excluded'
                when chosen.applicant is null then 'applicant_not_said'
                when rows = 0 then 'applicant_unknown'
                when fits then 'applicant_fits'
                when named then 'applicant_named'
                when unclear then 'applicant_country_unclear'
                when names_own_side then 'applicant_other_kind'
                when through_partner then 'applicant_through_partner'
                when through_other then 'applicant_other_partner'
                when abroad then 'applicant_abroad'
                else 'applicant_other_kind'
           end as applicant_reason,
           case when chosen.applicant is null then null
                when partner_required = 'no' then 'partner_not_needed'
                when partner_required is null then if(chosen.partner_country is null, 'partner_unknown', 'partner_perhaps')
                when partner_kind in ('intermediary', 'consortium') then 'partner_of_another_kind'
                when chosen.partner_country is null then 'partner_missing'
                when countries is null then 'partner_country_unknown'
                when list_contains(countries, chosen.partner_country) then 'partner_fits'
                else 'partner_elsewhere'
           end as partner_reason,
           case when chosen.field is null then null
                when not exists (from programme_sector named where named.programme = chosen.programme) then 'field_unknown'
                when exists (from programme_sector named where named.programme = chosen.programme and list_contains(chosen.field, named.sector)) then 'field_named'
                else 'field_not_named'
           end as field_reason,
           case when chosen.place is null then null
                when inside then 'place_named'
                when in_part then 'place_partly'
                when limited then 'place_elsewhere'
                when blurred then 'place_unclear'
                when preferred then 'place_first'
                when ranked then 'place_not_first'
                when fits then 'place_whole'
                else 'place_unknown'
           end as place_reason,
           case when chosen.cost is null then null
                when coalesce(rate_max, least_in_currency, most_in_currency) is null then 'cost_unknown'
                when chosen.cost * coalesce(rate_max, 100) / 100 < least_in_currency then 'cost_too_small'
                when chosen.cost * coalesce(rate_max, 100) / 100 > most_in_currency then 'cost_capped'
                else 'cost_fits'
           end as cost_reason,
           case state when 'open' then 'day_open' when 'continuous' then 'day_continuous' when 'upcoming' then 'day_before'
                      when 'over' then 'day_over' when 'closed' then 'day_closed' else 'day_unknown' end as day_reason
    from chosen_programme chosen
    join programme using (programme)
    join applying using (programme)
    join window_on((select any_value(day) from chosen_programme)) using (programme)
    left join partners using (programme)
    left join stated_places using (programme)
    left join limits using (programme)
),
told as (
    select programme, rule, reason, eligibility_reason.verdict
    from (unpivot reasons on applicant_reason, partner_reason, field_reason, place_reason, cost_reason, day_reason into name rule value reason)
    join eligibility_reason using (reason)
),
judged as (
    select programme,
           case when bool_or(verdict = 'not_eligible') then 'not_eligible'
                when bool_or(verdict = 'cannot_tell') then 'cannot_tell'
                else 'eligible'
           end as verdict
    from told
    group by programme
),
deciding as (
    select programme, verdict,
           string_agg(reason, '|' order by list_position(['applicant_reason', 'partner_reason', 'field_reason', 'place_reason', 'cost_reason'], rule) nulls last) as because
    from told
    join judged using (programme, verdict)
    group by programme, verdict
)
select programme, funder_type, verdict, because, applicant_reason, partner_reason, field_reason, place_reason, cost_reason, day_reason,
       applicant_rule_fr, applicant_rule_ar, applicant_rule_en, applicant_address, partner_rule_fr, partner_rule_ar, partner_rule_en, places,
       places_address, address
from reasons
join programme using (programme)
join source using (source)
join deciding using (programme)
left join applicant_rule using (programme)
left join stated_places using (programme)
order by case verdict when 'eligible' then 1 when 'cannot_tell' then 2 else 3 end, programme
