-- How many changes of each kind are there since the day from which they are told?
with recent as (select agreement from chosen where year >= (select left(since, 4)::integer from watched_from)),
happened (change) as (
    select 'agreement' from recent join agreement using (agreement) where since_then(date)
    union all
    select 'ended' from chosen join agreement using (agreement) where over_since_then("end")
    union all
    select 'evidence' from evidence join chosen using (agreement) where since_then(date)
    union all
    select 'meeting' from meeting join chosen using (agreement) where since_then(date)
    union all
    select 'page' from source join agreement_source using (source) join chosen using (agreement) where since_then(published)
)
select change, count(*) as changes
from happened
group by change
order by change
