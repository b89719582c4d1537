-- Who already works on the project's sectors near its territory, or with its peers? The twenty first of each ring.
-- Rings: the authority itself, its province or prefecture, its region, its five peers; each partner stands in its nearest one, by the
-- number of agreements there and in wider rings, then by the last trace. `works_with` are these authorities; the title is that of the
-- latest agreement, `total` counts the partners of the ring.
with pair as (
    select partner, party, nearness, rings, count(*) as agreements, min(agreement) as latest, max(told) as told
    from alongside
    group by partner, party, nearness, rings
),
met as (
    select partner, min(nearness) as nearness, bit_or(rings) as rings, string_agg(party, '|' order by nearness, agreements desc, party) as works_with,
           min(latest) as latest, max(told) as told
    from pair
    group by partner
),
counted as (select partner, count(distinct agreement) as agreements from alongside group by partner),
tied as (select distinct other as partner from tie semi join project using (party)),
ranked as (
    select *, count(*) over (partition by nearness) as total
    from met
    join counted using (partner)
    where partner not in (select party from project where party is not null)
    qualify row_number() over (partition by nearness order by agreements desc, told // 10 desc nulls last, partner) <= 20
)
select nearness, ranked.partner, kind, country, agreements, works_with,
       concat_ws('|', if(in_ring(rings, 'same_place'), 'same_place', null), if(in_ring(rings, 'same_province'), 'same_province', null),
                 if(in_ring(rings, 'same_region'), 'same_region', null), if(in_ring(rings, 'peer'), 'peer', null),
                 if(nearness <> 'same_place' and tied.partner is not null, 'known_here', null),
                 if(year(current_date) - told // 100000 <= 2, 'recent', null)) as reasons,
       day_told(told) as seen, fact_id, title_fr, title_ar, title_en, address, total
from ranked
join party_named on party_named.party = ranked.partner
join agreement on agreement.agreement = latest
left join (select agreement, source from agreement_source where rank = 1) main on main.agreement = latest
left join source using (source)
left join tied on tied.partner = ranked.partner
order by nearness, agreements desc, told // 10 desc nulls last, ranked.partner
