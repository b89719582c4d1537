-- Which other conditions do these programmes set?
select programme, text_fr as wording_fr, text_ar as wording_ar, text_en as wording_en, address
from chosen_programme
join programme_condition using (programme)
join source using (source)
order by programme, rank
