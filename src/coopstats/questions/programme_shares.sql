-- Who pays what part under these programmes, by rule or as it was seen?
select programme, payer, rule, percent, split, programme_share.applicant, excludes_morocco, text_fr as wording_fr, text_ar as wording_ar, text_en as wording_en, address
from chosen_programme
join programme_share using (programme)
join source using (source)
order by programme, rank
