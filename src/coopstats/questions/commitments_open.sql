-- Which commitments are not known to be complete? Those whose day is nearest first, be it past or to come; twelve at most.
-- A day known to its year or month only is its last day.
with page as (
    select place
    from commitment
    join chosen using (agreement)
    where state <> 'complete'
    order by abs(last_day_of(due) - current_date) nulls last, place
    limit 12
)
select fact_id, title_fr, title_ar, title_en, text_fr, text_ar, text_en, bearer, debtor, due, state, seen, address
from page
join commitment using (place)
join agreement using (agreement)
left join source using (source)
order by abs(last_day_of(due) - current_date) nulls last, place
