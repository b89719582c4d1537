-- Which former regions made agreements, and in which regions of today do their provinces lie?
select former, count(distinct agreement) as agreements, string_agg(distinct successor, '|' order by successor) as successors, any_value(since) as since
from agreement_party
join chosen using (agreement)
join succession on succession.former = agreement_party.party
group by former
order by agreements desc, former
