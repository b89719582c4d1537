-- How many agreements does each value of each filter hold, among those that the other filters let through?
select filter, code, agreements
from value_count
where agreements > 0
order by filter, agreements desc, code
