-- How many programmes, how many can be asked now, and how much of them is known?
select count(*) as programmes, count(*) filter (state in ('open', 'continuous')) as open_programmes, count(rate_max) as with_rate,
       count(max_amount) as with_ceiling, count(distinct funder_type) as funder_types
from chosen_programme
join programme using (programme)
join window_on((select any_value(day) from chosen_programme)) using (programme)
