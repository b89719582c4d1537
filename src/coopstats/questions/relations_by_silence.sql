-- How many relations have been silent for how long?
with pair as (
    select max(told) // 100000 as last_year, bool_or(partner_type = 'city_twinning') as twinning
    from relation
    join chosen using (agreement)
    group by authority, partner
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
