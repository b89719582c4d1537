-- Of how many agreements does a source name goals of sustainable development, and of how many do the sectors indicate any?
with stating as (
    select agreement, count(sdg) > 0 as names_a_goal
    from agreement_sdg
    semi join chosen using (agreement)
    group by agreement
)
select count(*) as agreements, (select count(*) from stating) as stating, (select count(*) filter (names_a_goal) from stating) as naming_a_goal,
       count(indicated) as indicated, count(*) - count(chosen.combination) as without_sector
from chosen
left join (select distinct combination, true as indicated from combination_sdg) using (combination)
