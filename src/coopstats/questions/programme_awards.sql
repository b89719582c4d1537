-- What did these programmes decide to give? A cumulative review contains other decisions: nothing is added up here.
select programme, award, award.date, cumulative, number, amount, award.currency, text_fr as wording_fr, text_ar as wording_ar, text_en as wording_en, address
from chosen_programme
join award using (programme)
join source using (source)
order by programme, cumulative, award.date nulls last, award
