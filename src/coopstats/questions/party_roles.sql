-- On which side and in which role does the party in the centre stand in its agreements?
select side, role, count(distinct agreement) as agreements
from agreement_party
join centre using (party)
join chosen using (agreement)
group by side, role
order by side, role
