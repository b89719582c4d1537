-- How many agreements concern each region as signed, and how many as today, when those of a former region count in each of its heirs?
with signed as (
    select region, agreement from agreement_authority join chosen using (agreement) where first_of_region
),
inherited as (
    select successor as region, agreement
    from agreement_authority
    join chosen using (agreement)
    join succession on succession.former = agreement_authority.party
)
select place as region, count(distinct signed.agreement) as as_signed,
       count(distinct everything.agreement) as as_today
from place
left join signed on signed.region = place.place
left join (from signed union from inherited) everything on everything.region = place.place
where level = 'region'
group by place
order by place
