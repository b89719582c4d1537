-- What is known of these agreements, field by field?
select agreement.* exclude (agreement, search)
from agreement
semi join chosen using (agreement)
order by agreement.agreement
