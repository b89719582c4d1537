-- What happened on the date of an agreement: was it signed, decided, joined, intended, or is the relation only known since then?
select date_event, date_basis, count(*) as agreements
from (select chosen.date_event, agreement.date_basis from chosen join agreement using (agreement))
group by date_event, date_basis
order by date_event nulls last, date_basis nulls last
