"""Every question: its wording, its expected answer on eight agreements, and the same count made without SQL on all of them."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from coopstats.asking import Choice
from coopstats.opening import open_store
from coopstats.questions import questions
from coopstats.selection import Selection
from coopstats.store import Store
from coopstats.words import LANGUAGES, columns

from . import independent, independent_changes, independent_programmes, independent_project, independent_register

ANSWERS = independent.ANSWERS | independent_programmes.ANSWERS | independent_changes.ANSWERS
ANSWERS |= independent_project.ANSWERS | independent_register.ANSWERS
EXPECTED = Path(__file__).resolve().parent / "examples" / "answers"
EVERYTHING: dict[str, Any] = {"scope": ()}
NOTHING = "no such thing"

# Selections that an independent computation is compared on; together they use every filter.
SELECTIONS: dict[str, dict[str, Any]] = {
    "default": {},
    "everything": EVERYTHING,
    "dated transport since 2010": {"sector": ("transport",), "from_year": 2010, "undated": "without"},
    "undated only": {"undated": "only", "scope": ()},
    "twinnings and regions until 2005": {"partner_type": ("city_twinning", "sister_region"), "to_year": 2005},
    "region 06": {"region": ("06",)},
    "Salé and Rabat": {"province": ("04.441", "04.421")},
    "partners from France": {"country": ("FR",)},
    "text casablanca": {"text": "casablanca"},
    "Arabic text": {"text": "الدّار البيضاء", "scope": ()},
    "priorities of AFD and Casablanca-Settat": {"priority": ("afd_casablanca_settat",)},
    "communes": {"level": ("commune",)},
    "Rabat": {"authority": ("rabat",)},
    "mandate 2015-2021": {"mandate": ("2015-2021",)},
    "AFD with whomever": {"partner": ("afd",), "scope": ()},
    "loans signed by State and companies": {"scope": ("state", "enterprise"), "instrument": ("loan",), "status": ("signed",)},
    "one page": {"source": ("casasettat-1",), "scope": ()},
    "energy in the register": {"origin": ("register",), "sector": ("energy",)},
    "well known": {"elements": 4, "publishers": 2},
    "neither twinnings nor France nor culture": {
        "partner_type": ("-city_twinning",),
        "country": ("-FR",),
        "sector": ("-culture",),
    },
}


def cells(table: pd.DataFrame) -> list[tuple[object, ...]]:
    """The heading and the rows of a table, in their order; what is unknown is None."""
    known = table.astype(object).where(table.notna(), None)
    return [tuple(table.columns), *known.itertuples(index=False, name=None)]


def as_of_today(name: str, expected: str) -> str:
    """An expected answer with what is counted from today filled in: `{2 x years since 2020}`, `{silence since 2020}`."""
    this_year = independent.today().year
    expected = re.sub(r"\{([\d.]+) x years since (\d+)\}", lambda m: str(Decimal(m[1]) * (this_year - int(m[2]))), expected)
    expected = re.sub(r"\{silence since (\d+)\}", lambda m: independent.silence(this_year - int(m[1])), expected)
    if name == "relations_by_silence":
        # Years that have fallen into the same step by now are one row.
        heading, *rows = csv.reader(expected.splitlines())
        steps = {step: [0, 0] for step, _, _ in rows}
        for step, *counts in rows:
            steps[step] = [so_far + int(count) for so_far, count in zip(steps[step], counts, strict=True)]
        expected = "".join(",".join(map(str, row)) + "\n" for row in (heading, *((step, *n) for step, n in steps.items())))
    return expected


@pytest.mark.parametrize("name", questions())
def test_a_question_file_begins_with_its_question(name: str) -> None:
    """The first line is a comment whose first sentence ends in a question mark."""
    assert re.match(r"-- [A-Z][^.?]+\?( |$)", questions()[name].splitlines()[0])


def test_every_question_has_an_expected_answer_and_an_independent_one() -> None:
    """A new question is not finished before its answer is worked out by hand and computed without SQL."""
    assert {path.stem for path in EXPECTED.glob("*.csv")} == set(questions())
    assert set(ANSWERS) == set(questions())


@pytest.mark.parametrize("name", questions())
def test_a_question_gives_its_expected_answer(name: str, tiny_store: Store) -> None:
    """The answer on eight invented agreements is the one worked out by hand, order of rows included."""
    with tiny_store.choose(Selection(**EVERYTHING)) as choice:
        answer = choice.ask(name)
    expected = as_of_today(name, (EXPECTED / f"{name}.csv").read_text(encoding="utf-8"))
    assert answer.to_csv(index=False, lineterminator="\n") == expected


@pytest.mark.parametrize("name", questions())
def test_a_question_survives_an_empty_selection(name: str, store: Store) -> None:
    """Nothing chosen is counted as zero, or gives no row; the columns stay."""
    with store.choose(Selection(text=NOTHING)) as nothing, store.choose(Selection()) as something:
        answer = nothing.ask(name)
        assert list(answer.columns) == list(something.ask(name).columns)
    counted = ["agreements", "authorities", "partners", "countries", "total", "with_agreement", "as_signed", "as_today"]
    counted += ["programmes", "open_programmes", "placed", "unplaced"]
    counts = answer.filter(counted).select_dtypes("number")
    assert answer.empty or (not counts.empty and (counts == 0).all(axis=None))


def test_ends_are_told_by_their_distance_from_today(tiny_folder: Path, tmp_path: Path) -> None:
    """An agreement that ended last year or ends within two years is named; an end known to its month is the month's last day."""
    today = independent.today().date()
    day = {days: (today + timedelta(days)).isoformat() for days in (-400, -1, 0, 300, 600, 800)}
    ends = [day[-400], day[-1], day[0], day[0][:7], day[300], day[600], day[800], ""]
    folder = shutil.copytree(tiny_folder, tmp_path / "data")
    with (folder / "agreements.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with (folder / "agreements.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0])
        table.writeheader()
        table.writerows(row | {"start": "", "end": end} for row, end in zip(rows, ends, strict=True))
    with open_store(folder).choose(Selection(**EVERYTHING)) as choice:
        found = dict(choice.ask("agreements_ending")[["fact_id", "horizon"]].itertuples(index=False, name=None))
    horizons = [None, "ended", "within_6", "within_6", "within_12", "within_24", None, None]
    assert found == {row["fact_id"]: horizon for row, horizon in zip(rows, horizons, strict=True) if horizon}


def test_what_falls_next_is_told_with_what_it_is(tiny_folder: Path, tmp_path: Path) -> None:
    """A commitment due, an end and an expected meeting stand in the order of their days; what is past or complete is left out."""
    today = independent.today().date()
    day = {days: (today + timedelta(days)).isoformat() for days in (-1, 0, 30, 60, 90)}
    two_years_before = independent.today() + pd.DateOffset(days=45) - pd.DateOffset(years=2)
    changes: dict[str, list[dict[str, str]]] = {
        "agreements": [{}, {}, {}, {"start": "", "end": day[-1]}, {}, {}, {}, {"start": "", "end": day[60]}],
        "commitments": [{"due": day[30]}, {"due": ""}, {"due": day[90]}, {"due": day[0]}],
        "committees": [{"meetings_per_year": "0.5"}, {}, {}],
        "meetings": [{"date": ""}, {"date": ""}, {"date": ""}],
    }
    folder = shutil.copytree(tiny_folder, tmp_path / "data")
    for name, changed in changes.items():
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        if name == "meetings":
            rows[0] |= {"fact_id": "ancienne-region--region-lointaine--undated", "rank": "1"}
            changed[0] = {"date": two_years_before.strftime("%Y-%m-%d")}
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, rows[0])
            table.writeheader()
            table.writerows(row | change for row, change in zip(rows, changed, strict=True))
    with open_store(folder).choose(Selection(**EVERYTHING)) as choice:
        found = choice.ask("dates_next")
        nearest = list(choice.ask("commitments_open")["due"].dropna())
    meeting = (two_years_before + pd.DateOffset(months=24)).strftime("%Y-%m-%d")
    assert list(found[["date", "date_of"]].itertuples(index=False, name=None)) == [
        (day[0], "due"),
        (day[30], "due"),
        (meeting, "next_meeting"),
        (day[60], "end"),
    ]
    assert nearest == [day[0], day[30]]


@pytest.mark.parametrize(
    ("met", "per_year", "expected"),
    [
        ("2021-08-31", "2", "2022-02-28"),
        ("2021-04", "4", "2021-07"),
        ("2021-04", "0.5", "2023-04"),
        ("2021-04", "5", "2021-06"),
        ("2021", "2", None),
        ("", "2", "2020-09-15"),
        ("2021-08-31", "", None),
        ("", "", None),
    ],
)
def test_a_committee_is_expected_one_interval_after_what_is_known(
    met: str, per_year: str, expected: str | None, tiny_folder: Path, tmp_path: Path
) -> None:
    """After the last meeting known to its month or day; without a meeting, after an agreement's date known to its day."""
    folder = shutil.copytree(tiny_folder, tmp_path / "data")
    fact_id = "region-inventee--agence-lointaine--2020"
    for name, changed in (("meetings", {"date": met}), ("committees", {"meetings_per_year": per_year})):
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, rows[0])
            table.writeheader()
            table.writerows(row | (changed if row["fact_id"] == fact_id else {}) for row in rows)
    with open_store(folder).choose(Selection(**EVERYTHING)) as choice:
        clock = choice.ask("committees").set_index("fact_id")["next_meeting"]
    assert clock[fact_id] == expected or (expected is None and pd.isna(clock[fact_id]))


def test_a_public_total_is_counted_as_a_link_would_count_it(store: Store, data_folder: Path) -> None:
    """The filters beside a total, opened as a selection, show as many agreements as the table of coverage says."""
    with store.choose(Selection(text=NOTHING)) as nothing:
        told = nothing.ask("coverage_by_total").set_index("what_fr")["held"]
    totals = independent.texts(data_folder, "public_totals")
    assert set(totals["what_fr"]) == set(told.index)
    for _, total in totals.iterrows():
        with store.choose(Selection(**independent.filters_of(total))) as choice:
            assert choice.ask("figures")["agreements"].iloc[0] == told[total["what_fr"]], total["total"]


@pytest.mark.parametrize("name", questions())
def test_every_column_of_an_answer_has_a_heading(name: str, tiny_store: Store) -> None:
    """Each column stands in columns.csv, or is one text of it in three languages."""
    with tiny_store.choose(Selection(**EVERYTHING)) as choice:
        asked = list(choice.ask(name).columns)
    endings = tuple(f"_{language}" for language in LANGUAGES)
    assert {column[:-3] if column.endswith(endings) else column for column in asked} <= set(columns())


# Those compared whenever the tests run; all of them whenever the long ones do.
COMPARED_ALWAYS = ("default", "everything", "region 06", "neither twinnings nor France nor culture")


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(asked, id=name, marks=() if name in COMPARED_ALWAYS else pytest.mark.long)
        for name, asked in SELECTIONS.items()
    ],
)
def chosen_twice(request: pytest.FixtureRequest, store: Store, data_folder: Path) -> Iterator[tuple[Choice, independent.Chosen]]:
    """One selection, chosen by SQL and by pandas."""
    with store.choose(Selection(**request.param)) as choice:
        chosen = independent.choose(data_folder, **request.param)
        programmes = independent_programmes.chosen_programmes(data_folder, request.param)
        yield choice, replace(chosen, programmes=programmes)


@pytest.mark.parametrize("name", questions())
def test_a_question_agrees_with_an_independent_computation(name: str, chosen_twice: tuple[Choice, independent.Chosen]) -> None:
    """SQL in the store and pandas on the files give the same table, cell by cell and row by row."""
    choice, chosen = chosen_twice
    assert cells(choice.ask(name)) == cells(ANSWERS[name](chosen))


def test_the_compared_selections_use_every_filter(data_folder: Path) -> None:
    """Each filter is among them, each lets something through, and each but one holds something back."""
    assert {name for asked in SELECTIONS.values() for name in asked} == {field.name for field in fields(Selection)}
    sizes = {name: len(independent.choose(data_folder, **asked).agreements) for name, asked in SELECTIONS.items()}
    total = len(independent.load(data_folder).agreements)
    assert [name for name, size in sizes.items() if size == total] == ["everything"]
    assert min(sizes.values()) > 0


@pytest.mark.parametrize(
    ("typed", "also_typed"),
    [
        ("région d'Île-de-France", "REGION D’ILE DE FRANCE"),
        ("إتفاقيّة", "اتفـاقيه"),
        ("المنتقى", "المنتقي"),
        ("eau, énergie", "energie eau"),
    ],
)
def test_a_search_finds_the_same_however_it_is_typed(typed: str, also_typed: str, store: Store) -> None:
    """Case, accents, apostrophes, hamza, vowel signs, tatweel and the order of words make no difference."""
    with store.choose(Selection(text=typed)) as one, store.choose(Selection(text=also_typed)) as other:
        found = one.ask("agreements")["fact_id"]
        assert list(found) == list(other.ask("agreements")["fact_id"])
    assert not found.empty


def test_a_search_must_find_every_word(store: Store) -> None:
    """Two words find the agreements that each of them finds alone."""
    found = {}
    for text in ("rabat", "transport", "transport rabat"):
        with store.choose(Selection(text=text)) as choice:
            found[text] = set(choice.ask("agreements")["fact_id"])
    assert found["transport rabat"] == found["rabat"] & found["transport"]
    assert found["transport rabat"]
