-- Which agreements end within two years from today, and which ended in the last year? The two hundred first.
-- An end known to the year or month is its last day.
with ends as (
    select chosen.agreement, last_day_of("end") as last_day
    from chosen
    join agreement using (agreement)
    where "end" is not null
)
select fact_id, title_fr, title_ar, title_en, "end",
       case when last_day < current_date then 'ended'
            when last_day < current_date + interval 6 month then 'within_6'
            when last_day < current_date + interval 12 month then 'within_12'
            else 'within_24'
       end as horizon
from ends
join agreement using (agreement)
where last_day between current_date - interval 12 month and current_date + interval 24 month
order by last_day, fact_id
limit 200
