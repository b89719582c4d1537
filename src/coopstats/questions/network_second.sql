-- Whom could those who stand across from the party in the centre introduce it to, in the sectors it works on? The two hundred first.
-- They share a partner or a network with it and no agreement of their own. `sectors` are those of their agreements with whom
-- they are reached through that are also its own; `agreements` and `seen` are of these agreements, `total` counts all so reached.
with mine as (select other, sectors from tie join centre using (party) join chosen using (agreement)),
near as (select distinct other as party from mine),
beyond as (
    select agreement, other as party, tie.party as through, sectors, told
    from tie
    join near using (party)
    join around using (agreement)
    where other not in (from near union all from centre)
),
pair as (select party, through, bit_or(sectors) as sectors, max(told) as told from beyond group by party, through),
tied as (
    select party, string_agg(through, '|' order by through) as through, max(told) as told,
           coalesce(bit_or(sectors) & (select bit_or(sectors) from mine), 0) as shared
    from pair
    group by party
),
counted as (select party, count(distinct agreement) as agreements from beyond group by party)
select party, kind, country, through, sectors_of(shared) as sectors, bit_count(shared)::integer as shared_sectors, agreements,
       day_told(told) as seen, count(*) over () as total
from tied
join counted using (party)
join party_named using (party)
order by shared_sectors desc, agreements desc, party
limit 200
