-- How many agreements are there, how many of them are dated, and from which year to which?
select count(*) as agreements, count(year) as dated, min(year) as first_year, max(year) as last_year
from chosen
