-- What was looked for about the chosen authorities and not found?
select party, search_made.language, searched, outcome, address, sought_fr, sought_ar, sought_en, missing_fr, missing_ar, missing_en
from search_made
left join source using (source)
where party in (select party from agreement_party join chosen using (agreement))
order by party, searched, language, sought_fr
