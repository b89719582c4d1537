-- Which applicants are said to be of one country without the country, or the other way round?
select 'programme_applicants.csv' as file, line, 'country' as field, coalesce(country, '') as value, reach as expected
from raw_programme_applicants
where (reach = 'country') <> (country is not null)
