-- Which pages do these programmes rest on?
select programme, address, source.title as source_title, publisher, source.language, published, confidence
from chosen_programme
join programme_source using (programme)
join source using (source)
order by programme, rank
