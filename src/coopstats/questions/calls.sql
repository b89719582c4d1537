-- Which calls are known, and where do they stand today? The latest first, those without any date last.
select programme, call, tranche_fr, tranche_ar, tranche_en, opens, closes,
       case when last_day < day then 'closed'
            when first_day > day then 'upcoming'
            when first_day <= day and last_day >= day then 'open'
            else 'unknown'
       end as "window",
       address
from chosen_programme
join call using (programme)
join source on source.source = call.source
order by coalesce(last_day, first_day) desc nulls last, call
