-- What was promised, by whom, until when, and what is publicly known of it? Those with a date due first, by that date; two hundred at most.
with page as (
    select place
    from commitment
    join chosen using (agreement)
    order by due nulls last, place
    limit 200
)
select fact_id, title_fr, title_ar, title_en, text_fr, text_ar, text_en, bearer, debtor, creditor, commitment.quantity, commitment.per,
       commitment.rate_percent, commitment.amount, commitment.currency, commitment.due, commitment.state, commitment.seen, address
from page
join commitment using (place)
join agreement using (agreement)
left join source using (source)
order by commitment.due nulls last, place
