-- How much is known of the agreements of each decade? The undated stand in a row without a decade.
select (chosen.year // 10 * 10)::smallint as decade, count(*) as agreements, count(*) filter (length(date) = 10) as to_the_day,
       count(chosen.amount) as with_amount, count(*) filter (has_object) as summarised,
       count(*) filter (has_obligations) as with_commitments, count(*) filter (chosen.confidence = 'primary') as primary_sourced
from chosen
join agreement using (agreement)
join agreement_score using (agreement)
group by all
order by decade nulls last
