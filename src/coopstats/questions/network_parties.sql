-- Who is tied to most others: among territorial authorities, among networks, and among all other parties? The ten first of each.
-- A tie is an agreement with both on opposite sides, in whatever role.
with pair as (
    select party, other, count(*) filter (first_of_party) as agreements
    from tie
    join chosen using (agreement)
    group by party, other
),
counted as (select party, count(*) as ties, sum(agreements)::integer as agreements from pair group by party)
select party, is_authority as territorial, kind, country, ties, agreements
from counted
join party_named using (party)
qualify row_number() over (partition by is_authority, kind = 'network' order by ties desc, agreements desc, party) <= 10
order by is_authority desc, kind = 'network', ties desc, agreements desc, party
