-- What is known of these agreements, field by field?
select agreement.* exclude (search)
from agreement
semi join chosen using (agreement)
order by agreement
