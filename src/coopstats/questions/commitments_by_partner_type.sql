-- How many commitments do the agreements with each type of partner state, and for how many is there public evidence?
select partner_type, count(*) as commitments, count(*) filter (state <> 'no_public_evidence') as evidenced,
       count(distinct agreement) as agreements
from commitment
join chosen using (agreement)
group by partner_type
order by commitments desc, partner_type
