-- How many agreements touch each priority, and since when? An agreement of two priorities counts in each; those nobody touches stand with nought.
with counted as (
    select combination, count(*) as agreements, count(year) as dated, min(year) as first_year, max(year) as last_year
    from chosen
    group by combination
),
found as (
    select priority, sum(agreements) as agreements, sum(dated) as dated, min(first_year) as first_year, max(last_year) as last_year
    from counted
    join touched using (combination)
    group by priority
)
select wording_fr, wording_ar, wording_en, sectors, coalesce(agreements, 0)::bigint as agreements, coalesce(dated, 0)::bigint as dated,
       first_year, last_year
from lens
left join found using (priority)
order by priority
