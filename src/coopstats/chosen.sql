-- The agreements that the reader chose: the only WHERE of the dashboard. Each condition stands under the name of its filter and is
-- used only when that filter is set, so that filters nobody uses cost nothing. A range of years keeps agreements whose year is
-- unknown: it never hides them in silence, only `undated` does. A mandate is asked for by its dates and holds dated ones only.
create or replace temp table chosen as
select agreement, scope, partner_type, instrument, status, year, date_event, date_basis, amount, currency, money_role, holds_parts, confidence
from agreement
where true
-- when agreement
  and fact_id = $agreement
-- when scope
  and scope in (select unnest($scope))
-- when partner_type
  and partner_type in (select unnest($partner_type))
-- when sector
  and agreement in (select agreement from agreement_sector where sector in (select unnest($sector)))
-- when priority
  and agreement in (
        select agreement
        from agreement_sector
        where sector in (select sector from priority_set_sector where priority_set in (select unnest($priority))))
-- when level
  and agreement in (select agreement from agreement_authority where kind in (select unnest($level)))
-- when region
  and agreement in (select agreement from agreement_authority where region in (select unnest($region)))
-- when province
  and agreement in (select agreement from agreement_authority where province in (select unnest($province)))
-- when authority
  and agreement in (select agreement from agreement_authority where party in (select unnest($authority)))
-- when partner
  and agreement in (select agreement from agreement_party where side = 'partner' and party in (select unnest($partner)))
-- when country
  and agreement in (select agreement from agreement_party where side = 'partner' and country in (select unnest($country)))
-- when instrument
  and instrument in (select unnest($instrument))
-- when status
  and status in (select unnest($status))
-- when mandate
  and year in (
        select unnest(range(left(code, 4)::integer, right(code, 4)::integer + 1)) from (select unnest($mandate) as code))
-- when from_year
  and (year is null or year >= $from_year)
-- when to_year
  and (year is null or year <= $to_year)
-- when undated
  and (year is null) = ($undated = 'only')
-- when text
  and list_aggregate([contains(search, word) for word in string_split(plain($text), ' ')], 'bool_and')
-- always
order by agreement
