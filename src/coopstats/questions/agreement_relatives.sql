-- Which agreements stand above and below these, as the records themselves say?
with named as (select agreement.fact_id, agreement.parent from agreement join chosen using (agreement))
select distinct 'parent' as relation, agreement.fact_id, title_fr, title_ar, title_en, date
from agreement join named on agreement.fact_id = named.parent
union all
select 'child', agreement.fact_id, title_fr, title_ar, title_en, date
from agreement join named on agreement.parent = named.fact_id
order by relation desc, date nulls last, fact_id
