-- Which of these agreements can be IATI activities, since when, at which stage, and what do they commit?
-- `activity_status` is a code of IATI, unknown where no end is known; `start_event` is empty where the act states its start.
select fact_id, title_fr, title_ar, title_en, summary_fr, summary_ar, summary_en, hierarchy, parent, chosen.instrument, chosen.partner_type,
       chosen.status, start_day, start_type, start_event, if(start_event is null, null, date_basis) as date_basis, end_day, activity_status,
       committed_on, if(committed_on is null, null, chosen.amount) as amount, if(committed_on is null, null, chosen.currency) as currency
from chosen
join iati_activity using (agreement)
join agreement using (agreement)
where start_day is not null
order by agreement
