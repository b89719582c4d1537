-- Which former regions made agreements, and in which regions of today do their provinces lie?
select former, count(distinct agreement) as agreements, string_agg(distinct region::text, '|' order by region::text) as successors,
       any_value(since) as since
from agreement_heir
join chosen using (agreement)
group by former
order by agreements desc, former
