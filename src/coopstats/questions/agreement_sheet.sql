-- What is known of these agreements, field by field?
select agreement.* exclude (agreement, search, holds_parts)
from agreement
semi join chosen using (agreement)
order by agreement.agreement
