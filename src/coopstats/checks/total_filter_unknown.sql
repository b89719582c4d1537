-- Which filters of public totals and of meetings name what is not to be chosen? A cell holds one code, or several parted by a bar.
with asked as (
    select 'public_totals.csv' as file, line, field, unnest(string_split(codes, '|')) as value
    from (from raw_public_totals
          unpivot (codes for field in (scope, partner_type, country, partner, authority, region, level, instrument)))
    union all
    select 'events.csv', line, field, unnest(string_split(codes, '|'))
    from (from raw_events unpivot (codes for field in (partner_type, country, partner)))
),
known (field, value, expected) as (
    select 'scope', code, 'codes/scopes.csv' from raw_code where list = 'scopes'
    union all select 'partner_type', code, 'codes/partner_types.csv' from raw_partner_types
    union all select 'country', code, 'codes/countries.csv' from raw_code where list = 'countries'
    union all select unnest(['partner', 'authority']), party, 'parties.csv' from raw_parties
    union all select 'region', place, 'places.csv' from raw_places where level = 'region'
    union all select 'level', code, 'codes/levels.csv' from raw_code where list = 'levels'
    union all select 'instrument', code, 'codes/instruments.csv' from raw_code where list = 'instruments'
),
lists as (select distinct field, expected from known)
select file, line, field, value, expected
from asked
join lists using (field)
anti join known using (field, value)
