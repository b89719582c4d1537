-- What happened to these programmes since the day from which changes are told, and which calls open or close within 180 days? The latest first, two hundred at most.
-- Calls, awards and pages published; `told_on` is the day a page told of what is still to come: the day it was published, or else read.
with happened as (
    select programme, opens as date, 'opened' as change, source, 'opened/' || call as entry, tranche_fr as told_fr, tranche_ar as told_ar, tranche_en as told_en
    from call
    where since_then(opens)
    union all
    select programme, closes, 'closed', source, 'closed/' || call, tranche_fr, tranche_ar, tranche_en from call where over_since_then(closes)
    union all
    select programme, date, 'award', source, 'award/' || award, text_fr, text_ar, text_en from award where since_then(date)
    union all
    select programme, published, 'programme_page', source, concat_ws('/', 'programme_page', programme, address), title, title, title
    from programme_source
    join source using (source)
    where since_then(published)
    union all
    select programme, if(first_day > current_date, opens, closes), case when call is null then 'expected' when first_day > current_date then 'opening' else 'closing' end,
           source, if(call is null, concat_ws('/', 'expected', programme, closes), if(first_day > current_date, 'opening/', 'closing/') || call),
           tranche_fr, tranche_ar, tranche_en
    from call_on(current_date)
    where if(first_day > current_date, first_day, last_day) between current_date + 1 and current_date + 180
)
select happened.date, change, programme, told_fr, told_ar, told_en, address, coalesce(published, read) as told_on, entry
from chosen_programme
join happened using (programme)
join source using (source)
order by happened.date desc, change, entry
limit 200
