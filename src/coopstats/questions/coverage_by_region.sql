-- In each region, how many of its communes, provinces and prefectures does at least one chosen agreement name?
with authority as (select party from agreement_authority join chosen using (agreement) group by party),
named as (select distinct place from authority join party_named using (party) where place is not null)
select place.region, count(*) as territories, count(named.place) as with_agreement,
       count(named.place) / count(*) as share
from place
left join named using (place)
where place.level <> 'region'
group by place.region
order by place.region
