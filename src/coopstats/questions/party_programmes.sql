-- To which programmes do the agreements of the party in the centre belong?
select programme, count(*) as agreements, min(chosen.year) as first_year, max(chosen.year) as last_year
from chosen
join agreement using (agreement)
where programme is not null and agreement in (select agreement from agreement_party join centre using (party))
group by programme
order by agreements desc, programme
