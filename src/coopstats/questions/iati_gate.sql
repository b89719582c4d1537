-- What of these agreements can an IATI file not hold, or only by deriving it, and why?
select fact_id, title_fr, title_ar, title_en, element as format_element, effect, reason as reason_code
from chosen
join iati_reason using (agreement)
join agreement using (agreement)
order by agreement, effect = 'derived', effect, element, reason
