-- Which authorities work on each priority, by the number of their agreements? The first three of each priority, and how many there are.
with counted as (
    select party, combination, count(*) as agreements
    from agreement_authority
    join chosen using (agreement)
    group by party, combination
),
found as (
    select priority, party as authority, sum(agreements)::bigint as agreements
    from counted
    join touched using (combination)
    group by priority, party
)
select wording_fr, wording_ar, wording_en, sectors, authority, agreements, count(*) over (partition by priority) as authorities
from found
join lens using (priority)
qualify row_number() over (partition by priority order by agreements desc, authority) <= 3
order by priority, agreements desc, authority
