-- Which of these agreements are grants that the French format of subventions can hold, from whom to whom, and for how much?
-- One row a beneficiary; the amount is that of the whole grant, the share is known where one beneficiary stands alone.
with receiving as (
    select agreement, grantor, unnest(beneficiaries) as beneficiary, if(len(beneficiaries) = 1, 1::double, null) as share
    from subvention
    where coalesce(date_lacks, grantor_lacks, amount_lacks) is null
)
select fact_id, title_fr, title_ar, title_en, grantor, beneficiary, date, chosen.amount, share
from receiving
join chosen using (agreement)
join agreement using (agreement)
order by agreement, beneficiary
