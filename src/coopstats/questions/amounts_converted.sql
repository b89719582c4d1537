-- How much is committed when it is told in one currency, at the average rate of each agreement's own year?
-- An amount without a year, or of a year or currency without a rate, is not converted: it is counted apart.
with target as (select unnest(['EUR', 'MAD', 'USD']) as currency),
per_euro as (
    select year, currency, per_euro from rate
    union all
    select distinct year, 'EUR', 1::decimal(18, 6) from rate
)
select target.currency, count(here.per_euro * there.per_euro) as agreements,
       count(*) - count(here.per_euro * there.per_euro) as unconverted,
       round(sum(amount::double / here.per_euro::double * there.per_euro::double)) as amount
from chosen
cross join target
left join per_euro here on here.year = chosen.year and here.currency = chosen.currency::text
left join per_euro there on there.year = chosen.year and there.currency = target.currency
where money_role = 'committed' and not holds_parts
group by target.currency
order by target.currency
