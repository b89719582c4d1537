-- Which committees are to follow the agreements, how often should they meet, and which meetings are publicly documented? Two hundred at most.
-- `expected` counts the meetings due since the agreement's date by its own rhythm; without a date or a rhythm it is unknown.
-- `next_meeting` is what that rhythm lets expect after the last documented meeting, or after the agreement's date.
select agreement.fact_id, title_fr, title_ar, title_en, name_fr, name_ar, name_en, composition_fr, composition_ar, composition_en, chair_fr,
       chair_ar, chair_en, meetings_per_year, meetings, last_meeting,
       floor(meetings_per_year * (year(current_date) - agreement.year)) as expected, next_meeting
from committee
join chosen using (agreement)
join committee_clock using (agreement)
join agreement using (agreement)
order by meetings_per_year desc nulls last, agreement.fact_id
limit 200
