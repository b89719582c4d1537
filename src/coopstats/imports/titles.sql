-- Titles of agreements with a line from $first up to $next, not itself: so many at a time as a small memory holds.

-- A title that lacks in a language is made of instrument, parties and year in that language, and a claim says so.
create or replace temp table titleless as
select fact_id, line, instrument, date, title_fr, title_ar, title_en
from raw_agreements
where line >= getvariable('first') and line < getvariable('next') and (title_fr is null or title_ar is null or title_en is null);
create or replace temp table title_made as
with named as (
    select party, coalesce(p.name_fr, place.name_fr) as fr, coalesce(p.name_ar, place.name_ar) as ar,
           coalesce(p.name_en, place.name_fr) as en
    from raw_parties p
    left join raw_places place using (place)
),
sides as (
    select fact_id, string_agg(fr, ', ' order by (side = 'partner')::integer, position) filter (side = 'moroccan') as moroccan_fr,
           string_agg(ar, '، ' order by position) filter (side = 'moroccan') as moroccan_ar,
           string_agg(en, ', ' order by position) filter (side = 'moroccan') as moroccan_en,
           string_agg(fr, ', ' order by position) filter (side = 'partner') as partner_fr,
           string_agg(ar, '، ' order by position) filter (side = 'partner') as partner_ar,
           string_agg(en, ', ' order by position) filter (side = 'partner') as partner_en
    from raw_agreement_parties
    semi join titleless using (fact_id)
    join named using (party)
    group by fact_id
)
select a.fact_id, a.line,
       coalesce(title_fr, concat(act.fr, ' – ', moroccan_fr, ' – ', partner_fr, ', ' || left(date, 4))) as title_fr,
       coalesce(title_ar, concat(act.ar, ' – ', moroccan_ar, ' – ', partner_ar, '، ' || left(date, 4))) as title_ar,
       coalesce(title_en, concat(act.en, ' – ', moroccan_en, ' – ', partner_en, ', ' || left(date, 4))) as title_en
from titleless a
join sides using (fact_id)
join raw_instruments act on act.code = a.instrument;
insert into raw_claims (line, position, fact_id, rank, field, stance, value, language, reason_fr, reason_ar, reason_en)
select line, line, fact_id, coalesce(held.rank, 0) + 1, 'wording', 'inferred', coalesce(a.title_fr, a.title_ar, a.title_en),
       case when a.title_fr is not null then 'fr' when a.title_ar is not null then 'ar' when a.title_en is not null then 'en' end,
       'Le titre manque au fichier dans une langue au moins : il y est fait de l''acte, des parties et de l''année.',
       'العنوان غائب عن الملف بلغة واحدة على الأقل: صيغ فيها من نوع الوثيقة والأطراف والسنة.',
       'The file lacks the title in at least one language: there it is made of the act, the parties and the year.'
from title_made
join titleless a using (fact_id, line)
left join (select fact_id, max(rank::integer) as rank from raw_claims semi join titleless using (fact_id) group by fact_id) held using (fact_id);
update raw_agreements set title_fr = made.title_fr, title_ar = made.title_ar, title_en = made.title_en
from title_made made
where made.fact_id = raw_agreements.fact_id;
