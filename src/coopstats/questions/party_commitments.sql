-- What does the party in the centre owe by its agreements, alone or with all parties, and what is owed to it? Those with a date due first, two hundred at most.
with mine as (
    select agreement, bool_or(role = 'party') as bound
    from agreement_party
    join centre using (party)
    join chosen using (agreement)
    group by agreement
),
page as (
    select commitment.*
    from commitment
    join mine using (agreement)
    where debtor in (from centre) or creditor in (from centre) or (bearer = 'all' and bound)
    order by due nulls last, place
    limit 200
)
select fact_id, title_fr, title_ar, title_en, text_fr, text_ar, text_en, bearer, debtor, creditor, page.due, page.state, page.seen
from page
join agreement using (agreement)
order by page.due nulls last, page.place
