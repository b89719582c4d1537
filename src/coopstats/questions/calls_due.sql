-- Which calls open or close within thirty, ninety and a hundred and eighty days? A day known to its year only is left out.
with due as (
    select programme, tranche_fr, tranche_ar, tranche_en, 'opens' as call_event, opens as date, first_day as falls, source
    from call_on((select any_value(day) from chosen_programme))
    where length(opens) >= 7
    union all
    select programme, tranche_fr, tranche_ar, tranche_en, if(call_state = 'expected', 'expected', 'closes'), closes, last_day, source
    from call_on((select any_value(day) from chosen_programme))
    where length(closes) >= 7
)
select programme, tranche_fr, tranche_ar, tranche_en, call_event, date,
       case when falls <= day + 30 then 'within_30' when falls <= day + 90 then 'within_90' else 'within_180' end as delay, address
from chosen_programme
join due using (programme)
join source using (source)
where falls between day and day + 180
order by falls, programme, call_event
