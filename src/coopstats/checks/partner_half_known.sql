-- Which programmes require a partner without saying of what kind, or say the kind of one that they do not require?
select 'programmes.csv' as file, line, 'partner_kind' as field, coalesce(partner_kind, '') as value, coalesce(partner_required, '') as expected
from raw_programmes
where (partner_kind is not null) <> (coalesce(partner_required, 'no') = 'yes')
