-- What was looked for about the party in the centre or its agreements, and not found? Two hundred at most.
select party, search_made.language, searched, outcome, address, sought_fr, sought_ar, sought_en, missing_fr, missing_ar, missing_en
from search_made
left join source using (source)
where party in (from centre)
   or agreement in (select agreement from chosen join agreement_party using (agreement) join centre using (party))
order by party, searched, language, sought_fr
limit 200
