-- Who says what of these programmes, where two sources disagree, and what was inferred or corrected?
select programme, programme_claim.field, stance, value, programme_claim.language, here.address, other_value, other_language, there.address as other_address,
       reason_fr, reason_ar, reason_en
from chosen_programme
join programme_claim using (programme)
left join source here on here.source = programme_claim.source
left join source there on there.source = programme_claim.other_source
order by programme, rank
