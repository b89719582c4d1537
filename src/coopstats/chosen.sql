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
  list_contains($scope, scope::text)
-- when partner_type
  list_contains($partner_type, partner_type::text)
-- when sector
  agreement in (select agreement from agreement_sector where list_contains($sector, sector::text))
-- when priority
  agreement in (
        select agreement from agreement_priority where list_contains($priority, priority_set::text))
-- when level
  agreement in (select agreement from agreement_authority where list_contains($level, kind::text))
-- when region
  agreement in (select agreement from agreement_authority where list_contains($region, region::text))
-- when province
  agreement in (select agreement from agreement_authority where list_contains($province, province::text))
-- when authority
  agreement in (select agreement from agreement_authority where list_contains($authority, party::text))
-- when partner
  agreement in (select agreement from agreement_partner where list_contains($partner, party::text))
-- when country
  agreement in (select agreement from agreement_partner where list_contains($country, country::text))
-- when instrument
  list_contains($instrument, instrument::text)
-- when status
  list_contains($status, status::text)
-- when mandate
  year in (
        select unnest(range(left(code, 4)::integer, right(code, 4)::integer + 1)) from (select unnest($mandate) as code))
-- when origin
  list_contains($origin, origin::text)
-- when source
  agreement in (select agreement from agreement_source where list_contains($source, source::text))
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
