-- How many relations have been silent for how long?
with traces as (
    select agreement, date from agreement where date is not null
    union all select agreement, date from meeting where date is not null
    union all select agreement, date from evidence where date is not null
    union all select agreement, published from agreement_source join source using (source) where published is not null
),
last_trace as (select agreement, max(date) as seen from traces join chosen using (agreement) group by agreement),
pair as (
    select max(left(seen, 4)::integer) as last_year, bool_or(partner_type = 'city_twinning') as twinning
    from agreement_party here
    join agreement_party there on there.agreement = here.agreement and there.side = 'partner' and there.role = 'party'
    join chosen on chosen.agreement = here.agreement
    left join last_trace on last_trace.agreement = here.agreement
    where here.side = 'moroccan' and here.is_authority and here.role = 'party' and there.party <> here.party
    group by here.party, there.party
)
select case when last_year is null then 'unknown'
            when year(current_date) - last_year <= 2 then 'up_to_2'
            when year(current_date) - last_year <= 5 then 'up_to_5'
            when year(current_date) - last_year <= 10 then 'up_to_10'
            else 'over_10' end as silence,
       count(*) as relations, count(*) filter (twinning) as twinnings
from pair
group by silence
order by array_position(['over_10', 'up_to_10', 'up_to_5', 'up_to_2', 'unknown'], silence)
