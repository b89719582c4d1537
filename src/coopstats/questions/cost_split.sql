-- How would the cost of this project be shared by each programme's own rules? At most, at least, or as it was seen elsewhere.
-- What the programme pays at most never passes its ceiling; a ceiling in another currency is told at the last yearly rate. Rules that
-- cannot hold for Morocco, or that are for another kind of applicant, and the endowment of a fund are left out.
select programme, payer, rule, percent, split, cost, currency,
       round(cost * percent / 100, 2) as by_percent,
       case when payer = 'fund' and rule = 'max' and by_percent > most_in_currency then most_in_currency else by_percent end as amount,
       case when payer = 'fund' and rule = 'max' then cost - amount end as rest,
       most_in_currency as ceiling, text_fr as wording_fr, text_ar as wording_ar, text_en as wording_en, address
from chosen_programme
join programme_share using (programme)
join source using (source)
left join programme_limit using (programme, currency)
where rule <> 'endowment' and not excludes_morocco
  and (programme_share.applicant is null or chosen_programme.applicant is null or programme_share.applicant = chosen_programme.applicant
       or (programme_share.applicant = 'foreign_authority' and chosen_programme.applicant in ('region', 'prefecture', 'province', 'commune', 'group'))
       or (programme_share.applicant = 'foreign_ngo' and chosen_programme.applicant = 'ngo'))
order by programme, rank
