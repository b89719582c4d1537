-- The agreements that the reader chose: the only WHERE of the dashboard. Each condition stands under the name of its filter and is
-- used only when that filter is set, so that filters nobody uses cost nothing. A range of years keeps agreements whose year is
-- unknown: it never hides them in silence, only `undated` does. A mandate is asked for by its dates and holds dated ones only.
create or replace temp table chosen as
select agreement, partner_type, combination, instrument, status, year, date_event, amount, currency, money_role, holds_parts, confidence
from agreement
where true
-- when agreement
  fact_id = $agreement
-- when party
  agreement in (select agreement from agreement_party where party = try_cast($party as party))
-- when scope
  scope in (select unnest($scope))
-- when partner_type
  partner_type in (select unnest($partner_type))
-- when sector
  agreement in (select agreement from agreement_sector where sector in (select unnest($sector)))
-- when priority
  agreement in (
        select agreement from agreement_priority where priority_set in (select unnest($priority)))
-- when level
  agreement in (select agreement from agreement_authority where kind in (select unnest($level)))
-- when region
  agreement in (select agreement from agreement_authority where region in (select unnest($region)))
-- when province
  agreement in (select agreement from agreement_authority where province in (select unnest($province)))
-- when authority
  agreement in (select agreement from agreement_authority where party in (select unnest($authority)))
-- when partner
  agreement in (select agreement from agreement_partner where party in (select unnest($partner)))
-- when country
  agreement in (select agreement from agreement_partner where country in (select unnest($country)))
-- when instrument
  instrument in (select unnest($instrument))
-- when status
  status in (select unnest($status))
-- when mandate
  year in (
        select unnest(range(left(code, 4)::integer, right(code, 4)::integer + 1)) from (select unnest($mandate) as code))
-- when origin
  origin in (select unnest($origin))
-- when source
  agreement in (select agreement from agreement_source where source in (select unnest($source)))
-- when from_year
  (year is null or year >= $from_year)
-- when to_year
  (year is null or year <= $to_year)
-- when undated
  (year is null) = ($undated = 'only')
-- when elements
  agreement in (select agreement from agreement_score where elements >= $elements)
-- when publishers
  agreement in (select agreement from agreement_score where publishers >= $publishers)
-- when text
  {text}
