-- How much of the selection can a map show?
-- The agreements with an authority in a region or province of today, and among all those that commit money how many can be told in
-- another currency, and how many cannot for want of a year or a rate.
with placed as (
    select count(*) filter (in_region) as region, count(*) filter (in_province) as province
    from (
        select agreement, bool_or(region is not null) as in_region, bool_or(agreement_authority.province is not null) as in_province
        from agreement_authority
        join chosen using (agreement)
        group by agreement
    )
),
money as (
    select count(committed.amount) as converted, count(*) - count(committed.amount) as unconverted
    from committed
    join chosen using (agreement)
    where committed.currency = 'EUR'
)
select unnest(['region', 'province']) as map_level, unnest([region, province]) as agreements,
       (select count(*) from chosen) as total, converted, unconverted
from placed, money
