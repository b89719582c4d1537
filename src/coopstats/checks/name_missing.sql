-- Which parties have neither a place, whose name the census office gives, nor a name of their own?
select 'parties.csv' as file, line, 'name_fr' as field, party as value, '' as expected
from raw_parties
where place is null and coalesce(name_fr, name_ar, name_en) is null
