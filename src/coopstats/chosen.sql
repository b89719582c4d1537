-- The agreements that the reader chose: the only WHERE of the dashboard. A filter that is not set is null and lets all through.
-- `undated` = with keeps agreements whose year is unknown even when years are asked for, so that a range never hides them in silence.
create or replace temp table chosen as
select agreement, scope, partner_type, instrument, status, year, date_event, date_basis, amount, currency, money_role, holds_parts, confidence
from agreement
where ($agreement is null or fact_id = $agreement)
  and ($scope is null or scope in (select unnest($scope)))
  and ($partner_type is null or partner_type in (select unnest($partner_type)))
  and ($instrument is null or instrument in (select unnest($instrument)))
  and ($status is null or status in (select unnest($status)))
  and (year between coalesce($from_year, 0) and coalesce($to_year, 9999) or (year is null and $undated <> 'without'))
  and ($undated <> 'only' or year is null)
  and ($mandate is null or year in (select unnest(range(left(code, 4)::integer, right(code, 4)::integer + 1)) from (select unnest($mandate::varchar[]) as code))
       or (year is null and $undated <> 'without'))
  and ($sector is null or agreement in (select agreement from agreement_sector where sector in (select unnest($sector))))
  and ($priority is null or agreement in (
        select agreement
        from agreement_sector
        where sector in (select sector from priority_set_sector where priority_set in (select unnest($priority)))))
  and ($level is null or agreement in (
        select agreement from agreement_party where is_authority and kind in (select unnest($level))))
  and ($region is null or agreement in (
        select agreement from agreement_party where is_authority and region in (select unnest($region))))
  and ($authority is null or agreement in (
        select agreement from agreement_party where is_authority and party in (select unnest($authority))))
  and ($partner is null or agreement in (
        select agreement from agreement_party where side = 'partner' and party in (select unnest($partner))))
  and ($country is null or agreement in (
        select agreement from agreement_party where side = 'partner' and country in (select unnest($country))))
  and ($text is null or list_aggregate([contains(search, word) for word in string_split(plain($text), ' ')], 'bool_and'))
order by agreement
