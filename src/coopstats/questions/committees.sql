-- Which committees are to follow the agreements, how often should they meet, and which meetings are publicly documented? Two hundred at most.
-- `expected` counts the meetings due since the agreement's date by its own rhythm; without a date or a rhythm it is unknown.
-- `next_meeting` is the last documented meeting, or the agreement's date where it is known to the day, and one interval of that rhythm,
-- in whole months: an expectation, no more. After a meeting known to its year only it is unknown.
with page as (
    select agreement, chosen.year, fact_id
    from committee
    join chosen using (agreement)
    join agreement using (agreement)
    order by meetings_per_year desc nulls last, fact_id
    limit 200
),
met as (select agreement, count(*) as meetings, max(date) as last_meeting from meeting join page using (agreement) group by agreement),
clock as (
    select agreement, meetings_per_year, coalesce(meetings, 0) as meetings, last_meeting,
           floor(meetings_per_year * (year(current_date) - page.year)) as expected,
           case when last_meeting is not null then last_meeting when length(date) = 10 then date end as since,
           to_months(round(12 / meetings_per_year)::integer) as pause
    from page
    join committee using (agreement)
    join agreement using (agreement)
    left join met using (agreement)
)
select fact_id, title_fr, title_ar, title_en, name_fr, name_ar, name_en, composition_fr, composition_ar, composition_en, chair_fr,
       chair_ar, chair_en, clock.meetings_per_year, meetings, last_meeting, expected,
       case length(since)
           when 10 then strftime(since::date + pause, '%Y-%m-%d')
           when 7 then strftime((since || '-01')::date + pause, '%Y-%m')
       end as next_meeting
from clock
join committee using (agreement)
join agreement using (agreement)
order by clock.meetings_per_year desc nulls last, fact_id
