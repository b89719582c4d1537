-- Who takes part in each of these agreements, on which side, in which role, and from where?
select fact_id, side, role, agreement_party.party, agreement_party.kind, agreement_party.country, party_named.place as place_code, named_as
from agreement_party
join chosen using (agreement)
join agreement using (agreement)
join party_named on party_named.party = agreement_party.party
order by agreement, agreement_party.line
