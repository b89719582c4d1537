-- Which of the elements that an agreement should hold were found?
select unnest(['parties', 'object', 'sectors', 'obligations', 'money', 'duration', 'committee', 'rhythm', 'evaluation']) as element,
       unnest([has_parties, has_object, has_sectors, has_obligations, has_money, has_duration, has_committee, has_rhythm,
               has_evaluation]) as found
from agreement_score
join chosen using (agreement)
