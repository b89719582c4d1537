-- What does each of these agreements promise, and what is publicly known of it?
select fact_id, commitment, text_fr, text_ar, text_en, bearer, debtor, creditor, quantity, per, rate_percent,
       commitment.amount, commitment.currency, due, state, seen, address
from commitment
join chosen using (agreement)
join agreement using (agreement)
left join source using (source)
order by place
