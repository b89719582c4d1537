-- Which parts of one whole do not add up to a hundred per cent, give or take half of one?
with wholes as (
    select programme, split, min(line) as line, sum(try_cast(percent as decimal(18, 2))) as percent
    from raw_programme_shares
    where split is not null and rule in ('observed', 'planned', 'endowment')
    group by programme, split
)
select 'programme_shares.csv' as file, line, 'percent' as field, percent::text as value, '100' as expected
from wholes
where abs(percent - 100) > 0.5
