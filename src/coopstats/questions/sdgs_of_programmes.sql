-- Which goals of sustainable development do these programmes state themselves? One row a programme and page; programmes that state none are left out.
select programme, string_agg(sdg::text, '|' order by sdg) as sdgs, publisher, address
from chosen_programme
join programme_sdg using (programme)
join source using (source)
group by programme, publisher, address
order by programme, address
