-- Which agreements are these? In the order of `chosen`: the latest first and the undated last, or as the reader sorts them.
with sectors_of as (
    select agreement, string_agg(sector::text, '|' order by agreement_sector.rowid) as sectors from agreement_sector join chosen using (agreement) group by agreement
),
parties_of as (
    select agreement,
           string_agg(party::text, '|' order by agreement_party.rowid) filter (side = 'moroccan') as moroccan,
           string_agg(party::text, '|' order by agreement_party.rowid) filter (side = 'partner') as partners
    from agreement_party join chosen using (agreement)
    group by agreement
),
sources_of as (
    select agreement, string_agg(source.address, ' ' order by rank) as sources
    from agreement_source join chosen using (agreement) join source using (source)
    group by agreement
)
select fact_id, title_fr, title_ar, title_en, chosen.scope, chosen.partner_type, moroccan, partners, sectors, chosen.instrument,
       chosen.status, date, chosen.date_event, chosen.date_basis, start, "end", chosen.amount, chosen.currency, chosen.money_role, summary_fr, summary_ar, summary_en, sources
from agreement
join chosen using (agreement)
left join sectors_of using (agreement)
left join parties_of using (agreement)
left join sources_of using (agreement)
order by chosen.rowid
