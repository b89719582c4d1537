-- How many agreements concern each region as signed, and how many as today, when those of a former region count in each of its heirs?
with concerned as (
    select region, agreement, true as signed from agreement_authority join chosen using (agreement) where first_of_region
    union all
    select successor, agreement, false
    from agreement_authority
    join chosen using (agreement)
    join succession on succession.former = agreement_authority.party
)
select place as region, count(distinct agreement) filter (signed) as as_signed, count(distinct agreement) as as_today
from place
left join concerned on concerned.region = place.place
where level = 'region'
group by place
order by place
