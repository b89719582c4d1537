-- Who stands across from the party in the centre, in how many agreements, since when, in which sectors, and when was the last trace? The two hundred first.
-- A tie is an agreement with both on opposite sides, in whatever role; `bound` says that one of them binds both as parties proper.
-- `family` is that of most of their agreements, `total` counts all who stand across.
with counted as (
    select other as party, count(*) as agreements, bool_or(bound) as bound, min(year) as first_year, max(year) as last_year,
           mode(family order by family) as family, max(told) as told, bit_or(sectors) as sectors, count(*) over () as total
    from tie
    join centre using (party)
    join chosen using (agreement)
    join partner_family using (partner_type)
    group by other
)
select party, kind, country, family, agreements, bound, first_year, last_year, day_told(told) as seen, trace_told(told) as trace,
       year(current_date) - told // 100000 as silent_years, sectors_of(sectors) as sectors, total
from counted
join party_named using (party)
order by agreements desc, party
limit 200
