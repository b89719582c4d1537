"""The store under its users: many at once, locked from the world, page by page, and true to its files."""

from __future__ import annotations

import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from pathlib import Path
from threading import Barrier

import duckdb
import pandas as pd
import pytest

from coopstats.checking import contract
from coopstats.engines.publish import write
from coopstats.engines.published import read_published
from coopstats.folder import version_of
from coopstats.opening import LOCKS, open_store
from coopstats.paging import ORDERS, Page
from coopstats.questions import questions
from coopstats.selection import Selection
from coopstats.store import LATER, Store, made_later

THREADS = 8
EVERYTHING = Selection(scope=())


def register(store: Store, selection: Selection, page: Page | None = None) -> pd.DataFrame:
    """The agreements of a selection, or of a page of it."""
    with store.choose(selection) as choice:
        return choice.ask("agreements", page)


def test_what_was_asked_last_is_asked_ahead(data_folder: Path) -> None:
    """A choice of the same habit begins with the questions of the one before, and its answers are those that asking gives."""
    store, page, other = open_store(data_folder), Page("title", 3, 5), Selection(scope=(), partner_type=("city_twinning",))
    for selection in (EVERYTHING, other):
        with store.choose(selection, habit="reader") as choice:
            if selection == other:
                store.workers.shutdown(wait=True)
                assert all(
                    store.kept(key) is not None
                    for key in (("figures", other, None, None, None, None), ("agreements", other, None, None, page, None))
                )
            first, second = choice.ask("figures"), choice.ask("agreements", page)
    with store.choose(other) as choice:
        pd.testing.assert_frame_equal(choice.ask("figures"), first)
        pd.testing.assert_frame_equal(choice.ask("agreements", page), second)


def test_a_large_store_is_compressed_and_answers_the_same(
    store: Store, data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every question, the pages of the register and what is published are the same; no table is left where it was, and little of its room."""
    monkeypatch.setattr("coopstats.opening.WORTH_COMPRESSING", 1)
    small = open_store(data_folder, writes=tmp_path)
    small.wait_for_all()
    with small.cursor() as cursor:
        assert cursor.execute("select count(*) from duckdb_tables() where database_name = 'memory'").fetchall() == [(0,)]
        (compressed,) = cursor.execute("select sum(memory_usage_bytes) from duckdb_memory()").fetchone() or ()
    store.wait_for_all()
    with store.cursor() as cursor:
        (plain,) = cursor.execute("select sum(memory_usage_bytes) from duckdb_memory()").fetchone() or ()
    assert compressed < plain
    for selection in (EVERYTHING, Selection(sector=("transport",), text="eau")):
        with store.choose(selection, party="afd") as here, small.choose(selection, party="afd") as there:
            differing = [name for name in questions() if not there.ask(name).equals(here.ask(name))]
        assert differing == []
    for order in ("title", "amount", "latest"):
        pd.testing.assert_frame_equal(
            register(small, EVERYTHING, Page(order, 3, 9)), register(store, EVERYTHING, Page(order, 3, 9))
        )
    write(small, tmp_path / "published")
    assert set(read_published(tmp_path / "published").tables) > {"agreement", "agreement_party"}


@pytest.mark.slow
def test_eight_threads_at_once_get_the_answers_of_one(store: Store, data_folder: Path) -> None:
    """Each thread has a selection of its own and shares another; nobody gets another's answer, and nobody an error."""
    own = [Selection(region=(code,)) for code in store.codes()["regions"][:THREADS]]
    asked_at_once, start = open_store(data_folder), Barrier(THREADS)

    def ask_all(selection: Selection, among: Store) -> dict[tuple[str, Selection], pd.DataFrame]:
        with among.choose(EVERYTHING) as everything, among.choose(selection) as region:
            return {(name, choice.selection): choice.ask(name) for name in questions() for choice in (everything, region)}

    def ask_together(selection: Selection) -> dict[tuple[str, Selection], pd.DataFrame]:
        start.wait()
        return ask_all(selection, asked_at_once)

    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(ask_together, own))
    for selection, answers in zip(own, found, strict=True):
        alone = ask_all(selection, store)
        assert [key for key, answer in answers.items() if not answer.equals(alone[key])] == []
    assert len({tuple(found[n]["agreements", selection]["fact_id"]) for n, selection in enumerate(own)}) == THREADS


@pytest.mark.parametrize(
    "attempt",
    [
        "select * from read_csv('{folder}/agreements.csv')",
        "select content from read_text('{folder}/agreements.csv')",
        "select * from glob('{folder}/*')",
        "copy (select 1) to '{folder}/written.csv'",
        "attach '{folder}/attached.duckdb' as attached",
        "select * from frame",
        "set python_enable_replacements = true",
    ],
)
def test_the_store_reaches_nothing_but_its_tables(attempt: str, tiny_store: Store, tiny_folder: Path, tmp_path: Path) -> None:
    """What an ordinary connection does, the store's refuses: files, Python objects, other databases and new settings."""
    folder = shutil.copytree(tiny_folder, tmp_path / "data")
    frame = pd.DataFrame({"a": [1]})  # noqa: F841 - the Python object that SQL tries to see
    with duckdb.connect() as ordinary:
        ordinary.execute(attempt.format(folder=folder)).fetchall()
    with tiny_store.cursor() as cursor, pytest.raises(duckdb.Error):
        cursor.execute(attempt.format(folder=folder)).fetchall()


@pytest.mark.parametrize("lock", LOCKS)
def test_each_lock_is_shut_and_stays_so(lock: str, tiny_store: Store) -> None:
    """The setting is as it was locked, and no statement changes it."""
    name, _, value = lock.partition("=")
    with tiny_store.cursor() as cursor:
        assert str(cursor.execute(f"select current_setting('{name}')").fetchall()[0][0]).lower() == value
        for other in ("true", "false"):
            with pytest.raises(duckdb.Error):
                cursor.execute(f"set {name} = {other}").fetchall()


@pytest.mark.parametrize("filters", [("sector",), ("country", "year"), ("partner", "source", "scope")], ids="+".join)
@pytest.mark.parametrize(
    "selection", [Selection(), Selection(country=("FR",), from_year=2000)], ids=["none", "France since 2000"]
)
def test_values_of_some_filters_are_counted_as_among_all(selection: Selection, filters: tuple[str, ...], store: Store) -> None:
    """A page counts what it shows; what is left out changes no number, and the answer for all is another."""
    every = store.counts(selection)
    assert store.counts(selection, filters) == {name: every[name] for name in sorted(filters)}
    assert store.counts(selection) == every
    assert len(every) > 10


@pytest.mark.parametrize("selection", [EVERYTHING, Selection(country=("FR",))], ids=["everything", "France"])
@pytest.mark.parametrize(("order", "language"), [*((order, "fr") for order in ORDERS), ("title", "ar"), ("title", "en")])
def test_pages_together_hold_each_agreement_once(selection: Selection, order: str, language: str, store: Store) -> None:
    """Page after page gives what one long page gives, and that is every chosen agreement once."""
    every = list(register(store, selection)["fact_id"])
    paged: list[str] = []
    while len(page := register(store, selection, Page(order, len(paged), 128, language))):
        paged += list(page["fact_id"])
    assert paged == list(register(store, selection, Page(order, 0, len(every), language))["fact_id"])
    assert sorted(paged) == sorted(every)


# Where the eight invented agreements stand in the register, by the order asked for: 1 is the latest, 7 and 8 are undated.
PLACES = {
    "relevance": [1, 2, 3, 4, 5, 6, 7, 8],  # nothing is sought: as the latest
    "latest": [1, 2, 3, 4, 5, 6, 7, 8],
    "oldest": [6, 5, 4, 3, 1, 2, 7, 8],
    "title": [4, 2, 6, 5, 7, 3, 8, 1],
    "partner_type": [3, 4, 1, 2, 8, 7, 6, 5],
    "status": [3, 4, 5, 1, 2, 7, 6, 8],
    "amount": [4, 3, 2, 1, 8, 5, 6, 7],
}


@pytest.mark.parametrize("order", ORDERS)
def test_pages_come_in_their_order(order: str, tiny_store: Store) -> None:
    """Dates, French titles, the lists' own order and amounts currency by currency; the unknown stand last."""
    latest = list(register(tiny_store, EVERYTHING)["fact_id"])
    page = register(tiny_store, EVERYTHING, Page(order, 0, len(latest)))
    assert [latest.index(fact_id) + 1 for fact_id in page["fact_id"]] == PLACES[order]


def test_the_sheet_of_one_agreement_is_of_that_one(tiny_store: Store) -> None:
    """A reference chooses its agreement alone; an unknown one chooses nothing."""
    reference = "ville-inventee--agence-lointaine--2020"
    with tiny_store.choose(EVERYTHING, agreement=reference) as one, tiny_store.choose(EVERYTHING, agreement="unknown") as none:
        assert list(one.ask("agreement_sheet")["fact_id"]) == [reference]
        assert list(one.ask("agreement_relatives")["relation"]) == ["parent"]
        assert none.ask("agreement_sheet").empty


@pytest.mark.parametrize("path", [table["path"] for table in contract()])
def test_the_version_changes_with_any_byte(path: str, tiny_folder: Path, tmp_path: Path) -> None:
    """One byte more at the end of any table makes another version; the same bytes make the same."""
    folder = shutil.copytree(tiny_folder, tmp_path / "data")
    assert version_of(folder) == version_of(tiny_folder)
    with (folder / path).open("ab") as file:
        file.write(b"\n")
    assert version_of(folder) != version_of(tiny_folder)


def test_the_store_carries_the_version_of_its_files(tiny_store: Store, tiny_folder: Path) -> None:
    """Twelve hexadecimal digits, those of the folder it was opened from."""
    assert tiny_store.version == version_of(tiny_folder)
    assert re.fullmatch("[0-9a-f]{12}", tiny_store.version)


def test_a_kept_answer_is_safe_from_those_who_got_it(tiny_store: Store) -> None:
    """Whatever a caller does to an answer, the next one gets it as it was."""
    with tiny_store.choose(EVERYTHING) as choice:
        before = choice.ask("agreements_by_partner").copy(deep=True)
        mine = choice.ask("agreements_by_partner")
        mine.loc[0, "agreements"] = 1_000
        mine["added"] = "x"
        mine.index = mine.index + 1
        mine.columns = [name.upper() for name in mine.columns]
        mine["PARTNER"] = mine["PARTNER"].str.upper()
        pd.testing.assert_frame_equal(choice.ask("agreements_by_partner"), before)


@pytest.mark.parametrize(
    "name", ["figures", "commitments", "programmes", "priorities", "committees", "amounts_converted", "iati_activities"]
)
def test_whoever_asks_at_once_waits_for_what_is_still_being_made(name: str, tiny_folder: Path, tiny_store: Store) -> None:
    """The very first question of a fresh store, on a selection that needs scores and search texts, gets the whole answer."""
    selection = Selection(elements=2, text="eau -zzz")
    with tiny_store.choose(selection) as choice:
        expected = choice.ask(name)
    fresh = open_store(tiny_folder)
    with fresh.choose(selection) as choice:
        pd.testing.assert_frame_equal(choice.ask(name), expected)
    fresh.close()


def test_no_raw_text_is_left_once_all_is_made(tiny_store: Store) -> None:
    """What the typed tables were made of is dropped: it would take as much room as they do."""
    tiny_store.wait_for_all()
    with tiny_store.cursor() as cursor:
        assert cursor.execute("select table_name from duckdb_tables() where table_name like 'raw%'").fetchall() == []
        assert cursor.execute("select view_name from duckdb_views() where view_name like 'raw%'").fetchall() == []


@pytest.mark.parametrize("statements", LATER)
def test_what_is_made_later_is_waited_for(statements: str) -> None:
    """A statement that names a table or macro of a file made after opening waits for that file, and for no other."""
    text = resources.files("coopstats").joinpath(statements).read_text(encoding="utf-8")
    made = re.findall(r"^create (?:table|macro|view) (\w+)", text, flags=re.MULTILINE)
    assert made
    assert {name: made_later(f"from {name}") for name in made} == {name: [statements] for name in made}
    assert made_later("select count(*) from agreement join chosen using (agreement)") == []
