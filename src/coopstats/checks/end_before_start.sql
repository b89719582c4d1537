-- Which agreements and meetings, and which years that a public total counts, end before they begin?
select 'agreements.csv' as file, line, 'end' as field, "end" as value, start as expected
from raw_agreements
where "end" < left(start, length("end"))
union all
select 'public_totals.csv', line, 'to_year', to_year, from_year from raw_public_totals where to_year < from_year
union all
select 'events.csv', line, 'ends', ends, starts from raw_events where ends < starts
union all
select 'programmes.csv', line, 'period_end', period_end, period_start
from raw_programmes
where left(period_end, least(length(period_end), length(period_start))) < left(period_start, least(length(period_end), length(period_start)))
