-- How many funders act in each sector? Foreign banks, agencies, multilateral organisations, embassies and ministries among the partners.
with counted as (
    select funder, combination
    from agreement_funder
    join chosen using (agreement)
    where first_of_funder
    group by funder, combination
)
select sector, count(distinct funder) as funders
from counted
join combination_sector using (combination)
group by sector
order by funders desc, sector
