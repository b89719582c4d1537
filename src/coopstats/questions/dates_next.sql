-- Which dates come next: commitments due, agreements that end, meetings that an agreement's own rhythm lets expect? The twelve first.
-- A date known to its year or month only is its last day.
with coming as (
    select agreement, due as date, 'due' as date_of, place from commitment join chosen using (agreement) where due is not null and state <> 'complete'
    union all
    select agreement, "end", 'end', null from chosen join agreement using (agreement) where "end" is not null
    union all
    select agreement, next_meeting, 'next_meeting', null from committee_clock join chosen using (agreement) where next_meeting is not null
),
page as (
    select *, last_day_of(date) as falls
    from coming
    where last_day_of(date) >= current_date
    order by falls, agreement, date_of, place
    limit 12
)
select fact_id, title_fr, title_ar, title_en, page.date, date_of,
       if(date_of = 'next_meeting', name_fr, text_fr) as text_fr, if(date_of = 'next_meeting', name_ar, text_ar) as text_ar,
       if(date_of = 'next_meeting', name_en, text_en) as text_en
from page
join agreement using (agreement)
left join commitment using (place)
left join committee on committee.agreement = page.agreement
order by falls, page.agreement, date_of, place
