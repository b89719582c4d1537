-- Which texts stand in one language and are missing in another?
with texts as (
    select 'agreements.csv' as file, line,
           unnest(['summary', 'note', 'amount_note']) as text_name,
           unnest([[summary_fr, summary_ar, summary_en], [note_fr, note_ar, note_en],
                   [amount_note_fr, amount_note_ar, amount_note_en]]) as texts
    from raw_agreements
    union all
    select 'committees.csv', line, unnest(['name', 'composition', 'chair', 'convened', 'evaluation']),
           unnest([[name_fr, name_ar, name_en], [composition_fr, composition_ar, composition_en], [chair_fr, chair_ar, chair_en],
                   [convened_fr, convened_ar, convened_en], [evaluation_fr, evaluation_ar, evaluation_en]])
    from raw_committees
    union all
    select 'public_totals.csv', line, 'note', [note_fr, note_ar, note_en] from raw_public_totals
    union all
    select 'events.csv', line, unnest(['place', 'note']), unnest([[place_fr, place_ar, place_en], [note_fr, note_ar, note_en]]) from raw_events
    union all
    select 'programmes.csv', line, unnest(['budget_note', 'partner_rule', 'rhythm', 'summary', 'note']),
           unnest([[budget_note_fr, budget_note_ar, budget_note_en], [partner_rule_fr, partner_rule_ar, partner_rule_en],
                   [rhythm_fr, rhythm_ar, rhythm_en], [summary_fr, summary_ar, summary_en], [note_fr, note_ar, note_en]])
    from raw_programmes
    union all
    select 'parties.csv', line, 'name', [name_fr, name_ar, name_en] from raw_parties where place is null
),
cells as (
    select file, line, text_name, unnest(['fr', 'ar', 'en']) as language, unnest(texts) as text
    from texts
    where list_count(texts) > 0
)
select file, line, text_name || '_' || language as field, '' as value, language as expected
from cells
where text is null
