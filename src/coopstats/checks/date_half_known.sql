-- Which agreements have a date without saying what happened then and how it is known, or the other way round?
select 'agreements.csv' as file, line, field, coalesce(date, '') as value, field as expected
from (
    select line, date, unnest(['date', 'date_event', 'date_basis']) as field, unnest([date, date_event, date_basis]) as part
    from raw_agreements
    where coalesce(date, date_event, date_basis, date_note) is not null
)
where part is null
