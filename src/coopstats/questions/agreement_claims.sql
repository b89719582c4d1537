-- Who says what of these agreements, where two sources or two languages disagree, and what was inferred or corrected?
select field, stance, value, claim.language, here.address, here.publisher, other_value, other_language, there.address as other_address,
       reason_fr, reason_ar, reason_en
from claim
join chosen using (agreement)
left join source here on here.source = claim.source
left join source there on there.source = claim.other_source
order by agreement, claim.rank
