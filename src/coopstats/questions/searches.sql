-- What was looked for about the chosen authorities and not found? One hundred lines at most.
with concerned as (
    select distinct party
    from agreement_party
    join chosen using (agreement)
    where party in (select party from search_made)
)
select party, search_made.language, searched, outcome, address, sought_fr, sought_ar, sought_en, missing_fr, missing_ar, missing_en
from concerned
join search_made using (party)
left join source using (source)
order by party, searched, language, sought_fr, search
limit 100
