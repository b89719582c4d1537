-- Which agreements hang on a single page of the press or a list? The latest first, one hundred at most.
with alone as (
    select agreement
    from chosen
    join agreement using (agreement)
    where on_one_press_page
    order by agreement
    limit 100
)
select fact_id, title_fr, title_ar, title_en, agreement.date, publisher, source.confidence, address
from alone
join agreement using (agreement)
join agreement_source using (agreement)
join source using (source)
order by agreement
