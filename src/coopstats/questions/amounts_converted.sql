-- How much is committed when it is told in one currency, at the average rate of each agreement's own year?
-- An amount without a year, or of a year or currency without a rate, is not converted: it is counted apart.
select committed.currency, count(committed.amount) as agreements, count(*) - count(committed.amount) as unconverted,
       round(sum(committed.amount)) as amount
from committed
join chosen using (agreement)
group by committed.currency
order by committed.currency
