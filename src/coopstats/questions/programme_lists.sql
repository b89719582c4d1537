-- Which funders, instruments, sectors and goals do these programmes have? One row a code, by the list it stands in.
select programme, 'parties' as "list", party::text as code, rank as place from chosen_programme join programme_funder using (programme)
union all
select programme, 'funding_instruments', instrument::text, enum_code(instrument) + 1 from chosen_programme join programme_instrument using (programme)
union all
select programme, 'sectors', sector::text, enum_code(sector) + 1 from chosen_programme join programme_sector using (programme)
union all
select programme, 'sdgs', sdg::text, sdg from chosen_programme join programme_sdg using (programme)
order by programme, "list", place
