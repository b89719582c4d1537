-- Which agreements are these? In the order of `chosen`: the latest first and the undated last, or as the reader sorts them.
select fact_id, title_fr, title_ar, title_en, agreement.scope, chosen.partner_type, moroccan, partners, sectors, chosen.instrument,
       chosen.status, date, chosen.date_event, agreement.date_basis, start, "end", chosen.amount, chosen.currency, chosen.money_role,
       summary_fr, summary_ar, summary_en, sources
from chosen
join agreement using (agreement)
join agreement_listing using (agreement)
order by chosen.rowid
