-- How much is committed, currency by currency? Envelopes, ceilings and announcements stand apart and are never added to it.
-- Amounts of an agreement and of the framework above it are not added twice: a framework with parts counts by its parts.
select currency, money_role, count(*) as agreements, sum(amount) as amount
from chosen
where amount is not null and not holds_parts
group by currency, money_role
order by money_role, amount desc, currency
