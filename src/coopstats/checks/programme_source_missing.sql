-- Which pages does a programme rest on that are not listed among its sources?
with named as (
    select 'programmes.csv' as file, line, programme, source from raw_programmes
    union all select 'programme_applicants.csv', line, programme, source from raw_programme_applicants
    union all select 'programme_conditions.csv', line, programme, source from raw_programme_conditions
    union all select 'programme_shares.csv', line, programme, source from raw_programme_shares
    union all select 'programme_places.csv', line, programme, source from raw_programme_places
    union all select 'calls.csv', line, programme, source from raw_calls
    union all select 'awards.csv', line, programme, source from raw_awards
)
select file, line, 'source' as field, source as value, programme as expected
from named
anti join raw_programme_sources using (programme, source)
where source is not null and programme in (select programme from raw_programme_sources)
