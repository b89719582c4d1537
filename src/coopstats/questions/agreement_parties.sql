-- Who are the parties, on which side and in which role?
select side, party, role, kind, country, named_as
from agreement_party join chosen using (agreement)
order by side, role, party, agreement
