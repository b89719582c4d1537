-- What is known of these programmes, field by field?
select programme.* exclude (search, name_fr, name_ar, name_en), address, source.title as source_title, state as "window"
from chosen_programme
join programme using (programme)
join source using (source)
join window_on((select any_value(day) from chosen_programme)) using (programme)
order by programme
