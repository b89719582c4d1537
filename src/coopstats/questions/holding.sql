-- How many agreements does the whole dataset hold, how many of them of territorial authorities, and when was a source last read?
-- `agreements` are those that the reader chose.
select (select count(*) from chosen) as agreements,
       count(*) as held, count(*) filter (scope = 'territorial') as held_territorial,
       (select max(read) from source) as read
from agreement
