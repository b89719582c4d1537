-- The programmes that the reader chose, each with the project that it is judged for: what `chosen` is for agreements. Filters that
-- only an agreement can answer (territory, dates, act) leave programmes alone. Under `window` the day is that of the project.
create or replace temp table chosen_programme as
select programme, $applicant::applicant as applicant, $field::sector[] as field, $cost::decimal(18, 2) as cost, coalesce($currency, 'MAD') as currency,
       $partner_country as partner_country, $place as place, coalesce($day::date, current_date) as day
from programme
where true
-- when programme
  programme in (select unnest($programme))
-- when partner_type
  funder_type in (select unnest($partner_type))
-- when sector
  programme in (select programme from programme_sector where sector in (select unnest($sector)))
-- when priority
  programme in (
        select programme from programme_sector join priority_set_sector using (sector) where priority_set in (select unnest($priority)))
-- when partner
  programme in (select programme from programme_funder where party in (select unnest($partner)))
-- when country
  programme in (select programme from programme_funder where country in (select unnest($country)))
-- when text
  programme in (select programme from programme_search where {text})
-- when who
  programme in (select programme from programme_applicant where applicant = $who)
-- when support
  programme in (select programme from programme_instrument where instrument = $support)
-- when window
  programme in (select programme from window_on(coalesce($day::date, current_date)) where state = $window)
