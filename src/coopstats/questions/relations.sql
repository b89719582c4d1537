-- How long is it since the last public trace of each relation between an authority and a partner? The longest silence first.
-- A trace is the date of an agreement, of a documented meeting or of evidence, or the day a page about it was published.
with traces as (
    select agreement, date, 'agreement' as trace from agreement where date is not null
    union all select agreement, date, 'meeting' from meeting where date is not null
    union all select agreement, date, 'evidence' from evidence where date is not null
    union all select agreement, published, 'page' from agreement_source join source using (source) where published is not null
),
last_trace as (
    select agreement, max(date) as seen, first(trace order by date desc, trace) as trace
    from traces
    join chosen using (agreement)
    group by agreement
),
pair as (
    select here.party as authority, there.party as partner, count(distinct here.agreement) as agreements, max(seen) as seen,
           first(trace order by seen desc nulls last, trace) as trace, bool_or(partner_type = 'city_twinning') as twinning
    from agreement_party here
    join agreement_party there on there.agreement = here.agreement and there.side = 'partner' and there.role = 'party'
    join chosen on chosen.agreement = here.agreement
    left join last_trace on last_trace.agreement = here.agreement
    where here.side = 'moroccan' and here.is_authority and here.role = 'party' and there.party <> here.party
    group by here.party, there.party
)
select authority, partner, twinning, agreements, seen, trace, year(current_date) - left(seen, 4)::integer as silent_years
from pair
order by twinning desc, silent_years desc nulls last, authority, partner
limit 200
