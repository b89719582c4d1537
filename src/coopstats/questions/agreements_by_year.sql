-- How many agreements are there each year, by family of partner? The undated stand in a row without a year.
select year, partner_family.family, count(*) as agreements
from chosen
join partner_family using (partner_type)
group by year, partner_family.family
order by year nulls last, partner_family.family
