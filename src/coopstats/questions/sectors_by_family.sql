-- Which families of partner act in which sector? One agreement counts once in each of its sectors; the fullest sector first.
with counted as (
    select sector, partner_family.family, count(*) as agreements
    from agreement_sector
    join chosen using (agreement)
    join partner_family using (partner_type)
    group by sector, partner_family.family
)
select sector, family, agreements
from counted
order by sum(agreements) over (partition by sector) desc, sector, family
