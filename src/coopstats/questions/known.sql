-- How much is known of the agreements, field by field?
with counts as (
    select count(*) as total, count(*) filter (has_sector) as sector, count(*) filter (has_summary) as summary, count(chosen.year) as year,
           count(*) filter (chosen.date_event = 'signature') as signature, count(*) filter (chosen.confidence = 'primary') as primary_source,
           count(chosen.amount) as amount, count(*) filter (has_end) as end_date
    from chosen
    join agreement using (agreement)
)
select unnest(['sector', 'summary', 'year', 'signature', 'primary_source', 'amount', 'end_date']) as known_field,
       unnest([sector, summary, year, signature, primary_source, amount, end_date]) as agreements,
       total
from counts
order by agreements desc, known_field
