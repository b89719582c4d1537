-- Which agreements hang on a single page of the press or a list? The latest first.
with alone as (
    select agreement
    from agreement_source
    join chosen using (agreement)
    group by agreement
    having count(*) = 1
)
select fact_id, title_fr, title_ar, title_en, agreement.date, publisher, source.confidence, address
from alone
join agreement using (agreement)
join agreement_source using (agreement)
join source using (source)
where source.confidence <> 'primary'
order by agreement
limit 100
