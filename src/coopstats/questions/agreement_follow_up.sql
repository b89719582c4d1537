-- Which committee follows these agreements, and which meetings and results are documented?
select 'committee' as trace, null::varchar as date, null::varchar as state, source.address,
       concat_ws(' · ', name_fr, composition_fr, chair_fr, convened_fr, evaluation_fr) as text_fr,
       concat_ws(' · ', name_ar, composition_ar, chair_ar, convened_ar, evaluation_ar) as text_ar,
       concat_ws(' · ', name_en, composition_en, chair_en, convened_en, evaluation_en) as text_en
from committee join chosen using (agreement) left join source using (source)
union all
select 'meeting', date, null, source.address, text_fr, text_ar, text_en
from meeting join chosen using (agreement) left join source using (source)
union all
select 'evidence', date, state::varchar, source.address, text_fr, text_ar, text_en
from evidence join chosen using (agreement) left join source using (source)
where commitment is null
order by trace, date nulls last, text_fr
