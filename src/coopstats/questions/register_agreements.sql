-- What is known of each of these agreements, with its parties, sectors and sources in one row?
select fact_id, title_fr, title_ar, title_en, agreement.scope, chosen.partner_type, moroccan, partners, sectors, chosen.instrument,
       chosen.status, date, chosen.date_event, date_basis, date_note, start, "end", chosen.amount, chosen.currency, chosen.money_role,
       amount_note_fr, amount_note_ar, amount_note_en, chosen.confidence, parent, programme,
       summary_fr, summary_ar, summary_en, note_fr, note_ar, note_en, sources
from chosen
join agreement using (agreement)
join agreement_listing using (agreement)
order by chosen.rowid
