-- Which acts that were only approved carry a date of signature?
select 'agreements.csv' as file, line, 'date_event' as field, date_event as value, 'decision' as expected
from raw_agreements
where status = 'approved' and date_event = 'signature'
