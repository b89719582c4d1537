-- Which agreements were made of the awards of these programmes, or name the programme?
select chosen_programme.programme, fact_id, title_fr, title_ar, title_en, date, from_award
from chosen_programme
join (
    select programme, agreement, bool_or(award is not null) as from_award
    from (
        select programme, agreement, award from award join award_agreement using (award)
        union all
        select programme, agreement, null from agreement where programme is not null
    )
    group by programme, agreement
) as made on made.programme = chosen_programme.programme
join agreement using (agreement)
order by chosen_programme.programme, date nulls last, fact_id
