-- Which calls close before they open?
select 'calls.csv' as file, line, 'closes' as field, closes as value, opens as expected
from raw_calls
where left(closes, least(length(closes), length(opens))) < left(opens, least(length(closes), length(opens)))
