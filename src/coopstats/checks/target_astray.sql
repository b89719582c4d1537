-- Which targets of the SDGs stand under a goal that is not theirs?
select 'sector_sdgs.csv' as file, line, 'target' as field, target as value, sdg as expected
from raw_sector_sdgs
where split_part(target, '.', 1) <> sdg
