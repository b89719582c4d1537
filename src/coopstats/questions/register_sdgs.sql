-- Which development goals does a source name for each of these agreements, and which do its sectors indicate by our mapping?
-- A source that names the goals as a whole gives none by itself.
with told as (
    select agreement, 'stated' as stance, sdg from agreement_sdg join chosen using (agreement) where sdg is not null
    union all
    select agreement, 'inferred', sdg from combination_sdg join chosen using (combination)
)
select fact_id, stance, sdg
from told
join agreement using (agreement)
order by agreement, stance desc, sdg
