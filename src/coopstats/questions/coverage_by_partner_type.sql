-- How much is known of the agreements with each type of partner?
select partner_type, count(*) as agreements, count(year) as dated, count(amount) as with_amount,
       count(*) filter (has_object) as summarised, count(*) filter (has_obligations) as with_commitments,
       count(*) filter (confidence = 'primary') as primary_sourced
from chosen
join agreement_score using (agreement)
group by partner_type
order by agreements desc, partner_type
