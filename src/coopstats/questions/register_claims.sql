-- Which fields of each of these agreements were inferred, corrected or are in conflict, by which page, and why?
select fact_id, claim.rank, field, stance, value, claim.language, here.address, other_value, other_language, there.address as other_address,
       reason_fr, reason_ar, reason_en
from claim
join chosen using (agreement)
join agreement using (agreement)
left join source here on here.source = claim.source
left join source there on there.source = claim.other_source
order by agreement, claim.rank
