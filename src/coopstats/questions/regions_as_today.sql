-- How many agreements concern each region as signed, and how many as today, when those of a former region count in each of its heirs?
with concerned as (
    select region, count(*) as signed, 0 as added from agreement_authority join chosen using (agreement) where first_of_region group by region
    union all
    select region, 0, count(*) from agreement_heir join chosen using (agreement) where adds_to_region group by region
)
select place as region, coalesce(sum(signed), 0)::bigint as as_signed, coalesce(sum(signed + added), 0)::bigint as as_today
from place
left join concerned on concerned.region::text = place.place
where level = 'region'
group by place
order by place
