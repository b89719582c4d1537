-- What happened to these agreements since the day from which changes are told? The latest first, two hundred at most.
-- The date of an agreement, its end, results and meetings that were reported, and the day a page about it was published; `entry` names each for good.
with recent as (select agreement from chosen where year >= (select left(since, 4)::integer from watched_from)),
happened as (
    select agreement, date, 'agreement' as change, null as source, null as rank from recent join agreement using (agreement) where since_then(date)
    union all
    select agreement, "end", 'ended', null, null from chosen join agreement using (agreement) where over_since_then("end")
    union all
    select agreement, date, 'evidence', source, rank from evidence join chosen using (agreement) where since_then(date)
    union all
    select agreement, date, 'meeting', source, rank from meeting join chosen using (agreement) where since_then(date)
    union all
    select agreement, published, 'page', source, null
    from source
    join agreement_source using (source)
    join chosen using (agreement)
    where since_then(published)
),
page as (
    select * from happened order by date desc, change, agreement, source, rank limit 200
),
main as (
    select agreement, address
    from (select distinct agreement from page)
    join agreement_source using (agreement)
    join source using (source)
    where rank = 1
)
select page.date, change, fact_id, title_fr, title_ar, title_en, coalesce(evidence.text_fr, meeting.text_fr, source.title) as told_fr,
       coalesce(evidence.text_ar, meeting.text_ar, source.title) as told_ar, coalesce(evidence.text_en, meeting.text_en, source.title) as told_en,
       coalesce(source.address, main.address) as address, concat_ws('/', change, fact_id, coalesce(page.rank::text, source.address)) as entry
from page
join agreement using (agreement)
left join evidence on change = 'evidence' and evidence.agreement = page.agreement and evidence.rank = page.rank
left join meeting on change = 'meeting' and meeting.agreement = page.agreement and meeting.rank = page.rank
left join source on source.source = page.source
left join main on main.agreement = page.agreement
order by page.date desc, change, page.agreement, page.source, page.rank
