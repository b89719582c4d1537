-- Which calls are known or expected, and where do they stand today? The latest first, those without any date last.
select programme, call, tranche_fr, tranche_ar, tranche_en, opens, closes, first_day::text as start, last_day::text as "end", call_state, address
from chosen_programme
join call_on((select any_value(day) from chosen_programme)) using (programme)
join source using (source)
order by coalesce(last_day, first_day) desc nulls last, programme, call
