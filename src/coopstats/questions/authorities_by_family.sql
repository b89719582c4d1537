-- Which families of partner do the thirty most active territorial authorities work with?
with counted as (
    select party as authority, partner_family.family, count(*) as agreements
    from agreement_authority
    join chosen using (agreement)
    join partner_family using (partner_type)
    group by party, partner_family.family
),
ranked as (
    select *, sum(agreements) over (partition by authority) as total
    from counted
)
select authority, level, family, agreements
from ranked
join (select party as authority, kind as level from party_named) using (authority)
qualify dense_rank() over (order by total desc, authority) <= 30
order by total desc, authority, family
