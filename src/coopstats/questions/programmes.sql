-- Which funding programmes are there, who funds them, whom, for what, up to how much, and are they open?
with funders as (select programme, string_agg(party::text, '|' order by rank) as funders from programme_funder group by programme),
applicants as (
    select programme, string_agg(applicant::text, '|' order by applicant) as applicants
    from (select distinct programme, applicant from programme_applicant)
    group by programme
),
fields as (select programme, string_agg(sector::text, '|' order by sector) as sectors from programme_sector group by programme),
supports as (select programme, string_agg(instrument::text, '|' order by instrument) as supports from programme_instrument group by programme)
select programme, funder_type, funders, applicants, sectors, supports,
       rate_max, max_amount, amount_currency, state as "window"
from chosen_programme
join programme using (programme)
join window_on((select any_value(day) from chosen_programme)) using (programme)
left join funders using (programme)
left join applicants using (programme)
left join fields using (programme)
left join supports using (programme)
order by programme
