-- How many agreements has each region, and how many of its territories were never looked at?
-- A territory was never looked at when neither an agreement nor the search log of the whole dataset names it; a region counts among its own.
with concerned as (
    select region, count(*) as agreements
    from agreement_authority
    join chosen using (agreement)
    where first_of_region
    group by region
)
select place.region, coalesce(any_value(agreements), 0) as agreements, count(*) as territories,
       count(*) - count(place_looked_at.place) as never_looked_at, never_looked_at / territories as share
from place
left join place_looked_at using (place)
left join concerned on concerned.region::text = place.region
group by place.region
order by place.region
