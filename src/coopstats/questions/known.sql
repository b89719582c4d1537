-- How much is known of the agreements, field by field?
with sector_known as (select count(distinct agreement) as n from agreement_sector join chosen using (agreement)),
counts as (
    select count(*) as total, count(year) as year, count(*) filter (date_event = 'signature') as signature, count(amount) as amount,
           count(*) filter (confidence = 'primary') as primary_source
    from chosen
),
texts as (select count(agreement.summary_fr) as summary, count(agreement."end") as end_date from agreement join chosen using (agreement))
select unnest(['sector', 'summary', 'year', 'signature', 'primary_source', 'amount', 'end_date']) as known_field,
       unnest([sector_known.n, summary, year, signature, primary_source, amount, end_date]) as agreements,
       total
from counts, sector_known, texts
order by agreements desc, known_field
