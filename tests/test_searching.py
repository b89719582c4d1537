"""The search box: what is typed, what it finds, in which order, and where the words stand."""

import csv
from pathlib import Path

import pytest

from coopstats.paging import Page
from coopstats.searching import Term, alternatives, excerpt, folded, parted, sought_words
from coopstats.selection import Selection
from coopstats.store import Store

SPELLINGS = Path(__file__).parent / "examples" / "spellings.csv"
ROWS = list(csv.DictReader(SPELLINGS.read_text(encoding="utf-8").splitlines()))


def found(store: Store, text: str) -> set[str]:
    """The agreements of all parties that a text finds."""
    with store.choose(Selection(scope=(), text=text)) as choice:
        return set(choice.ask("agreements")["fact_id"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("eau énergie", [[Term("eau"), Term("énergie")]]),
        ('"gestion des déchets" -tri', [[Term("gestion des déchets"), Term("tri", left_out=True)]]),
        ("« coopération décentralisée »", [[Term(" coopération décentralisée ")]]),
        ("eau OU énergie SAUF solaire", [[Term("eau")], [Term("énergie"), Term("solaire", left_out=True)]]),
        ("نقل أو طاقة", [[Term("نقل")], [Term("طاقة")]]),
        ("rabat ou salé", [[Term("rabat"), Term("ou"), Term("salé")]]),
        ("... - !", []),
        ("", []),
    ],
)
def test_what_is_typed_is_understood(typed: str, meant: list[list[Term]]) -> None:
    """Words, phrases in any quotes, alternatives in capitals or Arabic, and what must not be found."""
    assert alternatives(typed) == meant


def test_alternatives_and_what_is_left_out_are_sets(store: Store) -> None:
    """OR unites, a minus takes away, a phrase narrows, all words must be found."""
    everything = found(store, "")
    transport, energy = found(store, "transport"), found(store, "énergie")
    assert transport
    assert energy
    assert found(store, "transport OU énergie") == transport | energy
    assert found(store, "transport énergie") == transport & energy
    assert found(store, "transport -énergie") == transport - energy
    assert found(store, "-transport") == everything - transport
    assert found(store, "professionnelle formation")
    assert not found(store, '"professionnelle formation"')


@pytest.mark.parametrize("text", ["جماعة", "الجماعة", "للجماعة", "بالجماعة", "والجماعة"])
def test_the_arabic_article_makes_no_difference(text: str, store: Store) -> None:
    assert found(store, text) == found(store, "جماعه")
    assert found(store, text)


def test_a_word_is_found_from_its_beginning_only(store: Store) -> None:
    """The middle of a word is not its name: "erusalem" finds nothing where "jerusalem" does."""
    assert found(store, "jerusalem")
    assert not found(store, "erusalem")


def test_the_same_folding_stands_in_sql_and_here(store: Store) -> None:
    """Every word of every title and name is folded alike by both, so that what was found is what is marked."""
    store.places_named("salé")  # waits until texts are searchable
    rows = store.cursor().execute(
        """with word as (select distinct unnest(regexp_extract_all(concat_ws(' ', title_fr, title_ar, title_en), '[\\p{L}\\p{N}]+')) as word
                         from agreement)
           select word, plain(word) from word"""
    )
    assert {(word, plain) for word, plain in rows.fetchall() if folded(word) != plain} == set()


@pytest.mark.parametrize("text", ["casablanca transport", "الدار البيضاء", "afd OU berd"])
def test_the_most_relevant_come_first(text: str, store: Store) -> None:
    """Agreements with more of the words in their title or the names of their parties stand before those with fewer."""
    with store.choose(Selection(scope=(), text=text)) as choice:
        rows = choice.ask("agreements", Page("relevance", 0, 1000))
    named = (
        "select fact_id, word from (select unnest(named) as agreement, word from agreement_word) join agreement using (agreement)"
    )
    titles: dict[str, set[str]] = {}
    for fact_id, word in store.cursor().execute(named).fetchall():
        titles.setdefault(fact_id, set()).add(word)
    counts = [
        sum(any(held.startswith(f" {word}") for held in titles[fact_id]) for word in sought_words(text))
        for fact_id in rows["fact_id"]
    ]
    assert counts == sorted(counts, reverse=True)
    assert set(rows["fact_id"]) == found(store, text)


def test_words_are_marked_where_they_stand() -> None:
    """As they are written, accents and article included."""
    wanted = sought_words("sale للجهة")
    assert [piece for piece, mark in parted("Ville de Salé et الجهة الشرقية", wanted) if mark] == ["Salé", "الجهة"]
    assert "".join(piece for piece, _ in parted("Ville de Salé", wanted)) == "Ville de Salé"


def test_an_excerpt_is_cut_between_words() -> None:
    text = "un " * 40 + "jumelage" + " deux" * 40
    cut = excerpt(text, ["jumel"], 20)
    assert cut.startswith("… un")
    assert cut.endswith("deux …")
    assert "jumelage" in cut
    assert excerpt(text, ["absent"], 20) == ""


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["spelling"])
def test_a_place_is_found_however_it_is_spelt(row: dict[str, str], store: Store) -> None:
    """Sixty spellings in Latin, Arabic and Tifinagh letters lead to their place."""
    assert row["place"] in [place for place, *_ in store.places_named(row["spelling"])]


def test_the_spellings_are_many() -> None:
    """At least sixty, in three scripts."""
    assert len(ROWS) >= 60
    assert {row["script"] for row in ROWS} == {"latin", "arabic", "tifinagh"}


def test_every_territory_is_found_by_its_names(store: Store) -> None:
    """Each of the regions, provinces, prefectures and communes by its French and by its Arabic name."""
    places = store.cursor().execute("select place, name_fr, name_ar from place").fetchall()
    asked = """select p.place from place p, place_search
               where place_search.place = p.place and contains(place_search.search, sought(p.name_fr)) and contains(place_search.search, sought(p.name_ar))"""
    assert {place for (place,) in store.cursor().execute(asked).fetchall()} == {place for place, *_ in places}
