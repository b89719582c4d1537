-- How many agreements does each public total say there are, and how many does the whole dataset hold that answer to the same filters?
-- `held` counts over the whole dataset, `agreements` those of them that the reader chose. The two sides of `share` may count different
-- things: a page counts projects, partners or loans as it understands them, the dataset acts and relations that a public page names.
with counts as (
    select total, count(*) as held, count(chosen.agreement) as agreements
    from agreement_total
    left join chosen using (agreement)
    group by total
)
select what_fr, what_ar, what_en, number, coalesce(held, 0) as held, coalesce(held, 0) / number as share,
       coalesce(agreements, 0) as agreements, scope is not null as territorial, date, publisher, address, note_fr, note_ar, note_en
from public_total
join source using (source)
left join counts using (total)
order by territorial desc, date desc nulls last, total
