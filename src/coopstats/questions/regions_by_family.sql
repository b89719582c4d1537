-- Which families of partner act in which region? An agreement with authorities of two regions counts once in each.
with counted as (
    select region, partner_family.family, count(distinct agreement) as agreements
    from agreement_party
    join chosen using (agreement)
    join partner_family using (partner_type)
    where is_authority and region is not null
    group by region, partner_family.family
)
select region, family, agreements
from counted
order by sum(agreements) over (partition by region) desc, region, family
