-- What formats of others can take of an agreement, and why they cannot take the rest. Views: they cost nothing until a file is asked for.

create macro to_the_day(date) as if(length(date) = 10, date, null);

-- Agreements as IATI 2.03 sees activities. It asks for a start known to the day: the start that the act states, or else the day on which
-- it was signed, joined or known to run; a decision or a declared intent starts nothing. It has no status "unknown": only an end tells
-- whether an act runs, and who has not signed is still preparing. Money is a commitment where the act commits it on a known day and
-- no part of the agreement holds it. Frames stand above their parts.
create view iati_activity as
with recursive below as (
    select fact_id, 1 as height from agreement where parent is null and fact_id in (select parent from agreement)
    union all
    select part.fact_id, height + 1 from agreement part join below on part.parent = below.fact_id
),
started as (
    select agreement, coalesce(to_the_day(start), if(date_event in ('signature', 'admission', 'since'), to_the_day(date), null)) as start_day
    from agreement
)
select agreement, start_day, if(start_day::date <= current_date, 2, 1) as start_type, coalesce(height, if(instrument = 'framework_agreement', 1, 2)) as hierarchy,
       if(to_the_day(start) is null, date_event, null) as start_event,
       to_the_day("end") as end_day,
       case when last_day_of("end") < current_date and status in ('signed', 'listed') then 4
            when last_day_of("end") >= current_date then if(status in ('signed', 'listed'), 2, 1)
       end as activity_status,
       if(money_role = 'committed' and not holds_parts and date_event in ('signature', 'decision'), to_the_day(date), null) as committed_on
from agreement
join started using (agreement)
left join below using (fact_id);

-- Every reason once: what is left out whole, and of agreements with a start what is left out or derived.
create view iati_reason as
with known as (
    from iati_activity
    join (select agreement, date, date_event, "end", amount, money_role, holds_parts from agreement) using (agreement)
)
select agreement, 'activity-date' as element, 'left_out' as effect,
       case when date is null then 'no_date' when to_the_day(date) is null then 'no_day' else 'no_start' end as reason
from known where start_day is null
union all
select agreement, 'activity-status', 'left_out', 'status_unknown' from known where start_day is not null and activity_status is null
union all
select agreement, 'activity-date', 'part_left_out', 'end_without_day'
from known where start_day is not null and "end" is not null and end_day is null
union all
select distinct agreement, 'participating-org', 'part_left_out', 'beneficiary_without_role'
from known join agreement_party using (agreement) where start_day is not null and role = 'beneficiary'
union all
select distinct agreement, 'result', 'part_left_out', 'commitment_without_period'
from known join commitment using (agreement) where start_day is not null
union all
select agreement, 'sector', 'part_left_out', 'sector_unknown'
from known anti join agreement_sector using (agreement) where start_day is not null
union all
select agreement, 'transaction', 'part_left_out',
       case when money_role <> 'committed' then 'amount_not_committed' when holds_parts then 'amount_holds_parts' else 'amount_without_day' end
from known where start_day is not null and amount is not null and committed_on is null
union all
select agreement, 'activity-date', 'derived', 'start_from_date' from known where start_day is not null and start_event is not null
union all
select agreement, 'activity-status', 'derived', 'status_from_end' from known where start_day is not null and activity_status is not null
union all
select agreement, 'description', 'derived', 'title_for_summary'
from known semi join (select agreement from agreement where not has_summary) using (agreement) where start_day is not null
union all
select agreement, 'sector', 'derived', 'sectors_in_equal_shares'
from known join (select agreement from agreement_sector group by agreement having count(*) > 1) using (agreement) where start_day is not null;

-- Grants as the French format of subventions (SCDL 2.1.1) sees them: one French grantor, a convention signed on a known day, a
-- committed amount in euros. Whoever receives is named as beneficiary, or else is the Moroccan party itself. Every reason once.
create view subvention as
with proper as (
    select agreement, count(*) as grantors, any_value(party) as grantor, bool_and(country = 'FR') as french
    from agreement_party where side = 'partner' and role = 'party' group by agreement
),
receiving as (
    select agreement, coalesce(list(distinct party) filter (role = 'beneficiary'), list(distinct party) filter (role = 'party')) as beneficiaries
    from agreement_party where side = 'moroccan' group by agreement
)
select agreement, grantor, list_sort(beneficiaries) as beneficiaries,
       case when date is null then 'no_date' when to_the_day(date) is null then 'no_day' when date_event <> 'signature' then 'no_signature' end
           as date_lacks,
       case when not coalesce(french, false) then 'not_french' when grantors > 1 then 'several_grantors' end as grantor_lacks,
       case when amount is null then 'amount_unknown' when money_role <> 'committed' then 'amount_not_committed'
            when holds_parts then 'amount_holds_parts' when currency <> 'EUR' then 'not_in_euros' end as amount_lacks
from agreement
left join proper using (agreement)
left join receiving using (agreement)
where instrument in ('grant', 'call_award');

create view subvention_reason as
with passing as (select agreement, len(beneficiaries) as several from subvention where coalesce(date_lacks, grantor_lacks, amount_lacks) is null)
select agreement, 'dateConvention' as element, 'left_out' as effect, date_lacks as reason from subvention where date_lacks is not null
union all
select agreement, 'idAttribuant', 'left_out', grantor_lacks from subvention where grantor_lacks is not null
union all
select agreement, 'montant', 'left_out', amount_lacks from subvention where amount_lacks is not null
union all
select agreement, element, 'to_fill_in', 'value_not_public'
from passing
cross join (select unnest(['idAttribuant', 'nature', 'conditionsVersement', 'datesPeriodeVersement', 'notificationUE']) as element)
union all
select agreement, 'pourcentageSubvention', 'to_fill_in', 'share_unknown' from passing where several > 1;
