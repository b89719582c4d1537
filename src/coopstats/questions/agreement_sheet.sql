-- What is known of these agreements, field by field?
select agreement.* exclude (agreement, origin, combination, holds_parts, has_sector, has_summary, has_end, on_one_press_page)
from agreement
join chosen using (agreement)
order by agreement.agreement
