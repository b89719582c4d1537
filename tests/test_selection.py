"""What the reader chose: the same in a link, in the question and in words."""

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from importlib import resources
from itertools import combinations
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest

from coopstats.selection import CODED, FIRST_YEAR, LAST_YEAR, LONGEST_TEXT, Selection, read_link, read_query
from coopstats.sentence import filter_name, parts, sentence
from coopstats.store import Store
from coopstats.words import LANGUAGES, Words

NAMES = [field.name for field in fields(Selection)]
CODED_NAMES = list(CODED)
# Values of the filters that are no codes; those of the coded ones come from the dataset.
PLAIN: dict[str, Any] = {
    "from_year": 1999,
    "to_year": 2020,
    "undated": "without",
    "elements": 4,
    "publishers": 2,
    "text": "Salé & سلا = 100 % + ?",
}


def example(name: str, store: Store) -> Any:
    """A value of one filter that is not its default."""
    return store.codes()[CODED[name]][-2:] if name in CODED else PLAIN[name]


def through_link(selection: Selection, store: Store) -> tuple[Selection, list[tuple[str, str]]]:
    """What a reader finds who opens the address of a selection."""
    return read_link(parse_qs(urlencode(selection.to_link(), doseq=True)), store.codes())


def count(store: Store, selection: Selection) -> int:
    """How many agreements a selection lets through; each has exactly one status."""
    with store.choose(selection) as choice:
        return int(choice.ask("agreements_by_status")["agreements"].sum())


def test_the_examples_cover_every_filter() -> None:
    """A new filter has its example here, its name in words and its parameter in chosen.sql."""
    assert sorted([*CODED, *PLAIN]) == sorted(NAMES)
    for language in LANGUAGES:
        names = [filter_name(name, Words(language)) for name in NAMES]
        assert all(names)
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", NAMES)
def test_a_filter_comes_back_from_its_link(name: str, store: Store) -> None:
    """It alone stands in the link, and it comes back as it was."""
    selection = replace(Selection(), **{name: example(name, store)})
    assert list(selection.to_link()) == [name]
    assert through_link(selection, store) == (selection, [])


@pytest.mark.parametrize("names", [*combinations(NAMES, 2), tuple(NAMES)], ids="+".join)
def test_filters_together_come_back_from_their_link(names: Sequence[str], store: Store) -> None:
    selection = replace(Selection(), **{name: example(name, store) for name in names})
    assert sorted(selection.to_link()) == sorted(names)
    assert through_link(selection, store) == (selection, [])


def test_the_usual_selection_needs_no_link(store: Store) -> None:
    assert Selection().to_link() == {}
    assert read_link({}, store.codes()) == (Selection(), [])


def test_a_scope_opened_to_all_is_said_in_the_link(store: Store) -> None:
    """An empty scope is not the usual one: it must not be lost on the way."""
    assert Selection(scope=()).to_link() == {"scope": "all"}
    assert read_link({"scope": ["all"]}, store.codes()) == (Selection(scope=()), [])


@pytest.mark.parametrize("name", [name for name in NAMES if name != "text"])
def test_an_unknown_value_is_refused_and_the_rest_holds(name: str, store: Store) -> None:
    """Refused by name and value; the known values beside it, and every other filter, stay."""
    kept = replace(Selection(), **{other: example(other, store) for other in NAMES if other != name})
    link = parse_qs(urlencode(kept.to_link(), doseq=True))
    assert read_link({**link, name: ["nowhere"]}, store.codes()) == (kept, [(name, "nowhere")])
    if name in CODED:
        known = example(name, store)
        selection, refused = read_link({**link, name: ["nowhere", *known, "' or 1=1"]}, store.codes())
        assert selection == replace(kept, **{name: known})
        assert refused == [(name, "nowhere"), (name, "' or 1=1")]


@pytest.mark.parametrize("year", [str(FIRST_YEAR - 1), str(LAST_YEAR + 1), "-2000", "2000.5", " 2000", "٢٠٠٠", "²", "", "1e3"])
@pytest.mark.parametrize("name", ["from_year", "to_year"])
def test_a_year_is_four_latin_digits(name: str, year: str, store: Store) -> None:
    assert read_link({name: [year]}, store.codes()) == (Selection(), [(name, year)])


def test_years_in_the_wrong_order_are_refused(store: Store) -> None:
    """The later bound goes; one year alone is a range."""
    link = {"from_year": ["2010"], "to_year": ["2009"]}
    assert read_link(link, store.codes()) == (Selection(from_year=2010), [("to_year", "2009")])
    link = {"from_year": ["2010"], "to_year": ["2010"]}
    assert read_link(link, store.codes()) == (Selection(from_year=2010, to_year=2010), [])


def test_a_value_asked_for_twice_counts_once(store: Store) -> None:
    (code,) = store.codes()["sectors"][:1]
    assert read_link({"sector": [code, code]}, store.codes()) == (Selection(sector=(code,)), [])


def test_a_text_is_trimmed_and_bounded(store: Store) -> None:
    """Spaces around it say nothing, and no link makes the search arbitrarily long."""
    assert read_link({"text": ["  eau potable\t"]}, store.codes()) == (Selection(text="eau potable"), [])
    assert read_link({"text": ["   "]}, store.codes()) == (Selection(), [])
    selection, refused = read_link({"text": ["x" * (LONGEST_TEXT + 1)]}, store.codes())
    assert (selection.text, refused) == ("x" * LONGEST_TEXT, [])


def test_what_is_no_filter_is_left_to_others(store: Store) -> None:
    """The language and a page's own parameters stand in the same address."""
    assert read_link({"lang": ["ar"], "page": ["2"], "utm_source": ["x"]}, store.codes()) == (Selection(), [])


@pytest.mark.parametrize("name", NAMES)
def test_each_part_can_be_taken_away(name: str, store: Store) -> None:
    """Every part of a filter names what takes it away, and nothing else goes with it."""
    words = Words("fr", store.labels("fr"))
    whole = replace(Selection(), **{other: example(other, store) for other in NAMES})
    held = parts(whole, words)
    told = {"from_year": "years", "to_year": "years"}.get(name, name)
    mine = [part for part in held if part[0] == told]
    assert mine
    for part in mine:
        assert parts(whole.without(*part[:2]), words) == [other for other in held if other != part]


def test_taking_part_after_part_away_ends_at_the_usual_selection(store: Store) -> None:
    words = Words("fr", store.labels("fr"))
    selection = replace(Selection(), **{name: example(name, store) for name in NAMES})
    taken = 0
    while held := parts(selection, words):
        selection = selection.without(*held[0][:2])
        taken += 1
        assert taken < 50
    assert selection == Selection()


@pytest.mark.parametrize("name", NAMES)
def test_each_filter_is_said_in_three_languages(name: str, store: Store) -> None:
    """In words, never in codes, and differently in each language."""
    value = example(name, store)
    selection = replace(Selection(), **{name: value})
    said = {language: sentence(selection, Words(language, store.labels(language))) for language in LANGUAGES}
    assert len(set(said.values())) == len(LANGUAGES)
    for language, text in said.items():
        assert text != sentence(Selection(), Words(language))
        wanted = value if name in CODED else (value,)
        code_list = CODED.get(name, name)
        for code in wanted:
            assert store.labels(language).get((code_list, code), str(code)).lower() in text.lower()


def test_the_usual_selection_and_all_parties_are_said() -> None:
    """No filter is a sentence too, and an open scope is never silent."""
    for selection in (Selection(), Selection(scope=())):
        assert len({sentence(selection, Words(language)) for language in LANGUAGES}) == len(LANGUAGES)
    for language in LANGUAGES:
        assert sentence(Selection(scope=()), Words(language)) != sentence(Selection(), Words(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_years_are_said_as_years(language: str) -> None:
    """Without a group separator, and a range otherwise than one of its ends."""
    ranges = {
        "2010": Selection(from_year=2010),
        "2020": Selection(to_year=2020),
        "20102020": Selection(from_year=2010, to_year=2020),
    }
    said = {years: sentence(selection, Words(language)) for years, selection in ranges.items()}
    assert {years: "".join(re.findall(r"\d+", text)) for years, text in said.items()} == {years: years for years in ranges}
    assert len({re.sub(r"\d+", "", text) for text in said.values()}) == len(ranges)


def test_the_conditions_of_the_question_are_those_of_the_filters(store: Store) -> None:
    """Every filter has its condition in chosen.sql, under its name and asking for nothing else; a sheet and the page of a party have one more each.

    The condition of what is sought is made by searching.py: `{text}` stands for it.
    """
    sql = resources.files("coopstats").joinpath("chosen.sql").read_text(encoding="utf-8")
    head, *conditions = re.split(r"^-- when (?=\w+$)", sql.partition("\n-- always\n")[0], flags=re.MULTILINE)
    asked = {condition.splitlines()[0]: set(re.findall(r"[${](\w+)", condition)) for condition in conditions}
    assert "$" not in head
    assert len(asked) == len(conditions)
    assert asked == {name: {name} for name in [*NAMES, "agreement", "party"]}
    whole = replace(Selection(), **{name: example(name, store) for name in NAMES})
    assert list(whole.parameters()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_filter_asks_for_its_own_condition_alone(name: str, store: Store) -> None:
    """What is not set costs nothing: at rest only the scope is asked for."""
    assert Selection().parameters() == {"scope": ["territorial"]}
    assert list(replace(Selection(scope=()), **{name: example(name, store)}).parameters()) == [name]


@pytest.mark.parametrize("text", ["with", "only", "all", "None", "territorial", "%", "_"])
def test_a_text_that_looks_like_something_else_is_still_a_text(text: str) -> None:
    assert Selection(scope=(), text=text).parameters() == {"text": text}


@pytest.mark.parametrize("name", [*CODED_NAMES, "year"])
def test_each_value_of_a_filter_lets_through_what_its_count_says(name: str, store: Store) -> None:
    """Chosen alone, a value shows as many agreements as are counted for it; filters of time count the dated ones."""
    scope = () if name == "scope" else Selection.scope
    with store.choose(Selection(scope=scope)) as choice:
        table = choice.ask("filter_counts")
    counts = table[table["filter"] == name].set_index("code")["agreements"].to_dict()
    assert counts
    for code, n in counts.items():
        chosen: dict[str, Any] = {"from_year": int(code), "to_year": int(code)} if name == "year" else {name: (code,)}
        if name in ("year", "mandate"):
            chosen["undated"] = "without"
        assert count(store, replace(Selection(scope=scope), **chosen)) == n, code


# The register alone has one provenance; what a file brings is asked for in test_contribute.py.
@pytest.mark.parametrize("name", [name for name in CODED_NAMES if name != "origin"])
def test_two_values_of_a_filter_let_either_through(name: str, store: Store) -> None:
    """Two values show at least what each shows alone, and at most their sum."""
    scope = () if name == "scope" else Selection.scope
    with store.choose(Selection(scope=scope)) as choice:
        table = choice.ask("filter_counts")
    first, second = table[table["filter"] == name]["code"].tolist()[:2]
    alone = [count(store, replace(Selection(scope=scope), **{name: (code,)})) for code in (first, second)]
    assert max(alone) <= count(store, replace(Selection(scope=scope), **{name: (first, second)})) <= sum(alone)


def test_two_filters_let_through_what_both_let_through(store: Store) -> None:
    """Filters narrow: what answers both is what answers one among those that answer the other."""

    def found(**filters: Any) -> set[str]:
        with store.choose(Selection(**filters)) as choice:
            return set(choice.ask("agreements")["fact_id"])

    one, other = {"sector": ("culture",)}, {"country": ("FR",)}
    assert found(**one) & found(**other) == found(**one, **other)
    assert found(**one, **other)
    assert found(**one, **other) < found(**one)


def test_the_undated_are_kept_left_out_or_shown_alone(store: Store) -> None:
    """A range of years hides no undated agreement unless the reader says so."""
    everything, dated, undated = (count(store, Selection(undated=code)) for code in ("with", "without", "only"))
    assert dated + undated == everything
    assert min(dated, undated) > 0
    within = count(store, Selection(from_year=2010, to_year=2019, undated="without"))
    assert count(store, Selection(from_year=2010, to_year=2019)) == within + undated
    assert (
        count(store, Selection(from_year=2010, undated="without")) + count(store, Selection(to_year=2009, undated="without"))
        == dated
    )


@pytest.mark.parametrize("text", ["Salé", "SALE", "  salé ", "سلا", "Sale twinning", "jumelage sale"])
def test_a_text_is_found_however_it_is_typed(text: str, store: Store) -> None:
    """Case, accents and the order of words do not matter, and titles of all languages are searched."""
    with store.choose(Selection(text=text)) as choice:
        found = choice.ask("agreements")
    assert "sale--grand-yoff--2009" in set(found["fact_id"])
    assert len(found) < count(store, Selection())


def test_every_word_of_a_text_must_be_found(store: Store) -> None:
    """More words narrow, in any order, and a word that stands nowhere finds nothing."""
    one, two = count(store, Selection(text="sale")), count(store, Selection(text="portalegre sale"))
    assert 0 < two < one
    assert count(store, Selection(text="sale portalegre")) == two
    assert count(store, Selection(text="sale xyzzy")) == 0


@pytest.mark.parametrize("name", CODED_NAMES)
def test_what_is_left_out_and_what_is_asked_for_make_the_whole(name: str, store: Store) -> None:
    """Each agreement either answers to a filter or to the filter turned round, those of which the answer is unknown to the latter."""
    everything = Selection(scope=())
    for codes in (example(name, store), store.codes()[CODED[name]][:1]):
        asked = replace(everything, **{name: tuple(codes)})
        left_out = replace(everything, **{name: tuple(f"-{code}" for code in codes)})
        assert count(store, asked) + count(store, left_out) == count(store, everything)


@pytest.mark.parametrize("name", CODED_NAMES)
def test_what_is_left_out_comes_back_from_its_link_and_is_said(name: str, store: Store) -> None:
    """The link carries it, the sentence says otherwise than what it says when the same is asked for, and it can be taken away."""
    code = store.codes()[CODED[name]][-1]
    asked, left_out = (replace(Selection(), **{name: (value,)}) for value in (code, f"-{code}"))
    assert through_link(left_out, store) == (left_out, [])
    assert asked.turned(name, code) == left_out
    assert left_out.turned(name, f"-{code}") == asked
    for language in LANGUAGES:
        words = Words(language, store.labels(language))
        assert sentence(asked, words) != sentence(left_out, words)
        (part,) = parts(left_out, words)
        assert left_out.without(*part[:2]) in (Selection(), Selection(scope=()))


def test_a_selection_comes_back_from_its_query(store: Store) -> None:
    """What stands in the address of another selection, to compare with, is whole."""
    for selection in (Selection(), *(replace(Selection(), **{name: example(name, store)}) for name in NAMES)):
        assert read_query(selection.query(), store.codes()) == selection


@pytest.mark.parametrize("least", range(1, 10))
def test_scores_filter(least: int, store: Store) -> None:
    """At least so many elements and publishers: the numbers of the coverage page, added up from above."""
    with store.choose(Selection()) as choice:
        elements, publishers = choice.ask("agreements_by_elements"), choice.ask("agreements_by_publishers")
    assert count(store, Selection(elements=least)) == elements[elements["elements"] >= least]["agreements"].sum()
    if least <= 3:
        assert count(store, Selection(publishers=least)) == publishers[publishers["publishers"] >= least]["agreements"].sum()
