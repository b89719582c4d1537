-- What is sought, made by a thread of its own while the first page is drawn; only a search waits for it.

-- Text as a searcher would type it: no case, accent, hamza form, ta marbuta, alef maqsura, tatweel or punctuation. Arabic writes the
-- article and prepositions as one with the word: texts stand a second time without them, `sought` leaves them off. A word is
-- sought from its beginning, so both have a blank before it; an Arabic one of three letters is sought whole, for it begins too
-- many others. See searching.py.
create macro folded(text) as translate(strip_accents(lower(text)), 'ىةٱـ', 'يها');
create macro plain(text) as trim(regexp_replace(folded(text), '[^\p{L}\p{N}_]+', ' ', 'g'));
create macro bare(text) as regexp_replace(text, '(^| )[وف]?(?:لل|[بلك]?(?:ال)?)([ء-ي]{3,})', '\1\2', 'g');
create macro searchable(latin, arabic) as concat(' ', plain(latin), ' ', plain(arabic), ' ', bare(plain(arabic)), ' ');
create macro sought(words) as ' ' || bare(plain(words)) || if(regexp_matches(bare(plain(words)), '(^| )[ء-ي]{1,3}$'), ' ', '');

create table place_search as
select place, searchable(concat_ws(' ', name_fr, also_named), concat_ws(' ', name_ar, also_named)) as search
from place;

create table programme_search as
select programme, searchable(concat_ws(' ', name_fr, name_en, summary_fr, summary_en), concat_ws(' ', name_ar, summary_ar)) as search
from programme;

create temp table written as
with names as (
    select agreement, string_agg(concat_ws(' ', name_fr, name_en, acronym, also_written, also_named), ' ') as latin,
           string_agg(concat_ws(' ', name_ar, also_written, also_named), ' ') as arabic
    from agreement_party
    join party_named using (party)
    group by agreement
),
promises as (
    select agreement, string_agg(concat_ws(' ', text_fr, text_en), ' ') as latin, string_agg(text_ar, ' ') as arabic
    from commitment
    group by agreement
)
select agreement, searchable(concat_ws(' ', title_fr, title_en, names.latin), concat_ws(' ', title_ar, names.arabic)) as names,
       searchable(concat_ws(' ', summary_fr, summary_en, promises.latin), concat_ws(' ', summary_ar, promises.arabic)) as told
from agreement
left join names using (agreement)
left join promises using (agreement)
order by agreement;

create table agreement_search as select agreement, names || told as search from written order by agreement;

-- Every word with the agreements that hold it, and with those that hold it in titles and names of parties: a search reads these few words
-- instead of all the texts. Blanks stand around a word as in the texts, so that `sought` is its beginning, or all of it.
create table agreement_word as
select ' ' || word || ' ' as word, list(agreement) filter (not named) as agreements, list(agreement) filter (named) as named
from (
    select agreement, unnest(list_distinct(string_split(names || told, ' '))) as word, false as named from written
    union all
    select agreement, unnest(list_distinct(string_split(names, ' '))), true from written
)
where word != ''
group by word;

drop table written;

create macro agreements_with(words) as table
select unnest(agreements) as agreement from agreement_word where starts_with(word, sought(words));

create macro agreements_named(words) as table
select unnest(named) as agreement from agreement_word where starts_with(word, sought(words));
