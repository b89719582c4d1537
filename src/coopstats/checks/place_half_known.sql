-- Which rules on where a programme acts name a territory and none at the same time? Only one that pages leave unclear has no place.
select 'programme_places.csv' as file, line, 'place' as field, place as value, rule as expected
from raw_programme_places
where (place is null) <> (rule = 'unclear')
