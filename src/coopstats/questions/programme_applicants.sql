-- Who may apply to these programmes, from which countries, and which page says so?
select programme, programme_applicant.applicant, reach, country, named, text_fr as wording_fr, text_ar as wording_ar, text_en as wording_en, address
from chosen_programme
join programme_applicant using (programme)
join source using (source)
order by programme, rank
