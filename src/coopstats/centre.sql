-- Whom an answer is about: `centre` holds one party, `around` every agreement of the selection, whoever made it.
-- when named
-- `chosen` is narrowed to the agreements of the party that was named, by its condition in chosen.sql; an unknown name leaves nothing.
create or replace temp table centre as
select party from party_named where party = try_cast($party as party);
alter table chosen rename to around;
create or replace temp table chosen as
from around
where {party}
order by agreement
-- when not
-- Nobody was named: `chosen` stays whole, and the centre is the party with most agreements of it, found only when it is asked for.
create or replace temp view around as
from chosen;
create or replace temp view centre as
select party
from agreement_party
join chosen using (agreement)
group by party
order by count(distinct agreement) desc, party
limit 1
