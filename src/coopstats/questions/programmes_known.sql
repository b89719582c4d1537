-- How much is known of the programmes, field by field?
with counts as (
    select count(*) as total, count(programme.rate_max) as rate_max, count(max_amount) as max_amount, count(budget) as budget,
           count(rhythm_fr) as rhythm, count(partner_required) as partner_required, count(period_start) as period,
           count(*) filter (programme in (select programme from programme_applicant)) as applicants,
           count(*) filter (programme in (select programme from call where first_day is not null or last_day is not null)) as dated_window,
           count(*) filter (programme in (select programme from award)) as awards
    from chosen_programme
    join programme using (programme)
)
select unnest(['rate_max', 'max_amount', 'budget', 'rhythm', 'partner_required', 'period', 'applicants', 'dated_window', 'awards']) as known_field,
       unnest([rate_max, max_amount, budget, rhythm, partner_required, period, applicants, dated_window, awards]) as programmes,
       total
from counts
order by programmes desc, known_field
