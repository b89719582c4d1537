-- What was promised, by whom, until when, and what is publicly known of it? Those with a date due first, by that date.
with page as (
    select commitment.*
    from commitment
    join chosen using (agreement)
    order by due nulls last, place
    limit 200
)
select fact_id, title_fr, title_ar, title_en, text_fr, text_ar, text_en, bearer, debtor, creditor, page.quantity, page.per,
       page.rate_percent, page.amount, page.currency, page.due, page.state, page.seen, address
from page
join agreement using (agreement)
left join source using (source)
order by page.due nulls last, page.place
