-- Who already works on the project's sectors near its territory, or with its peers? The twenty first of each ring.
-- Rings: the authority itself, its province or prefecture, its region, its five peers; each partner stands in its nearest one, by the
-- number of agreements there and in wider rings, then by the last trace. `works_with` are these authorities; the title is that of the
-- latest agreement, `total` counts the partners of the ring.
with found as (
    select agreement, agreement_partner.party as partner, nearby.party, nearness, is_peer
    from agreement_authority
    join nearby using (party)
    semi join aimed using (agreement)
    join agreement_partner using (agreement)
    where agreement_partner.party <> nearby.party
),
pair as (select partner, party, nearness, is_peer, count(*) as agreements from found group by all),
met as (
    select partner, min(nearness) as nearness, bool_or(is_peer) as with_peer, string_agg(party, '|' order by nearness, agreements desc, party) as works_with,
           string_agg(distinct nearness, '|' order by nearness) filter (nearness <> 'peer') as rings
    from pair
    group by partner
),
counted as (
    select partner, count(distinct agreement) as agreements, min(agreement) as latest, max(told) as told
    from found
    left join last_trace using (agreement)
    group by partner
),
tied as (select distinct other as partner from tie semi join project using (party)),
ranked as (
    select *, count(*) over (partition by nearness) as total
    from met
    join counted using (partner)
    where partner not in (select party from project where party is not null)
    qualify row_number() over (partition by nearness order by agreements desc, told // 10 desc nulls last, partner) <= 20
)
select nearness, ranked.partner, kind, country, agreements, works_with,
       concat_ws('|', rings, if(with_peer, 'peer', null), if(nearness <> 'same_place' and tied.partner is not null, 'known_here', null),
                 if(year(current_date) - told // 100000 <= 2, 'recent', null)) as reasons,
       day_told(told) as seen, fact_id, title_fr, title_ar, title_en, address, total
from ranked
join party_named on party_named.party = ranked.partner
join agreement on agreement.agreement = latest
left join (select agreement, source from agreement_source where rank = 1) main on main.agreement = latest
left join source using (source)
left join tied on tied.partner = ranked.partner
order by nearness, agreements desc, told // 10 desc nulls last, ranked.partner
