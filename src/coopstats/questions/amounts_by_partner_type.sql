-- How much is committed by each type of partner, currency by currency?
select partner_type, currency, count(*) as agreements, sum(amount) as amount
from chosen
where money_role = 'committed' and not holds_parts
group by partner_type, currency
order by currency, amount desc, partner_type
