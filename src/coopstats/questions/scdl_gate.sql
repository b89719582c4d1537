-- Which of these grants can a file of subventions not hold, and what has to be filled in for the others, and why?
select fact_id, title_fr, title_ar, title_en, element as format_element, effect, reason as reason_code
from chosen
join subvention_reason using (agreement)
join agreement using (agreement)
order by agreement, effect, element
