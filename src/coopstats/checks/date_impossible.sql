-- Which dates have the right form but do not exist in the calendar?
with dates as (
    select 'agreements.csv' as file, line, unnest(['date', 'start', 'end']) as field, unnest([date, start, "end"]) as value
    from raw_agreements
    union all
    select 'sources.csv', line, unnest(['published', 'read']), unnest([published, read]) from raw_sources
    union all
    select 'priority_sets.csv', line, 'date', date from raw_priority_sets
    union all
    select 'commitments.csv', line, 'due', due from raw_commitments
    union all
    select 'evidence.csv', line, 'date', date from raw_evidence
    union all
    select 'meetings.csv', line, 'date', date from raw_meetings
    union all
    select 'programmes.csv', line, unnest(['period_start', 'period_end']), unnest([period_start, period_end]) from raw_programmes
    union all
    select 'calls.csv', line, unnest(['opens', 'closes']), unnest([opens, closes]) from raw_calls
    union all
    select 'awards.csv', line, 'date', date from raw_awards
    union all
    select 'searches.csv', line, 'searched', searched from raw_searches
    union all
    select 'events.csv', line, unnest(['starts', 'ends']), unnest([starts, ends]) from raw_events
    union all
    select 'public_totals.csv', line, 'date', date from raw_public_totals
)
select file, line, field, value, '' as expected
from dates
where regexp_full_match(value, '\d{4}(-\d{2}(-\d{2})?)?')
  and try_cast(value || substr('-01-01', greatest(length(value) - 3, 1)) as date) is null
