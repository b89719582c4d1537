-- Which families of partner act in which region? An agreement with authorities of two regions counts once in each.
with counted as (
    select region, partner_family.family, count(*) as agreements
    from agreement_authority
    join chosen using (agreement)
    join partner_family using (partner_type)
    where first_of_region
    group by region, partner_family.family
)
select region, family, agreements
from counted
order by sum(agreements) over (partition by region) desc, region, family
