"""Files made of an answer: a spreadsheet opens them without running anything, a program reads every unknown as unknown."""

import csv
import io
import json

import pandas as pd
import pytest

from coopstats.downloads import agreement_events, as_calendar, as_csv, as_json, harmless
from coopstats.selection import Selection
from coopstats.store import Store
from coopstats.words import LANGUAGES, Words


def cells(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"))))


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("x")', "+212 5", "-2+3", "@SUM(A1)", "\tx", "\rx"])
def test_a_text_that_a_spreadsheet_would_run_is_made_harmless(text: str) -> None:
    """The cell begins with an apostrophe, its text is whole, and a heading is treated like a cell."""
    assert harmless(text) == f"'{text}"
    assert as_csv(pd.DataFrame({text: [text]})).decode("utf-8-sig").count(f"'{text[0]}") == 2


@pytest.mark.parametrize("text", ["Salé", "سلا", "a=b", "2-3", "", "'quoted'", 'a,"b"\nc'])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    """Quotes, commas and line ends come back from the file unharmed."""
    assert cells(as_csv(pd.DataFrame({"name": [text, "end"]})))[1:] == [[text], ["end"]]


def test_numbers_stay_numbers() -> None:
    """A negative number begins with a sign and is no formula."""
    assert cells(as_csv(pd.DataFrame({"amount": [-5, 0], "share": [-0.25, 1.5]})))[1:] == [["-5", "-0.25"], ["0", "1.5"]]


def test_a_file_begins_with_the_mark_that_spreadsheets_look_for() -> None:
    """One byte order mark, then the heading: accents and Arabic open right by a double click."""
    file = as_csv(pd.DataFrame({"Région": ["الشرق"]}))
    assert file == "\ufeffRégion\nالشرق\n".encode()


def test_zero_rows_are_a_file_with_its_heading(tiny_store: Store) -> None:
    """A selection that nothing answers still says what would stand there."""
    with tiny_store.choose(Selection(scope=(), text="nothing is called so")) as choice:
        table = choice.ask("agreements")
    assert table.empty
    assert cells(as_csv(table)) == [list(table.columns)]
    assert json.loads(as_json(table)) == []


def test_unknown_is_null_in_json_and_an_empty_cell_in_csv() -> None:
    """Neither NaN, which is no JSON, nor the word None."""
    table = pd.DataFrame(
        {
            "amount": [1.5, None],
            "year": pd.array([2018, None], dtype="Int32"),
            "name": ["Fès", None],
            "code": pd.Categorical(["a", None]),
        }
    )
    assert json.loads(as_json(table), parse_constant=pytest.fail) == [
        {"amount": 1.5, "year": 2018, "name": "Fès", "code": "a"},
        {"amount": None, "year": None, "name": None, "code": None},
    ]
    assert cells(as_csv(table))[1:] == [["1.5", "2018", "Fès", "a"], ["", "", "", ""]]


def test_json_is_readable_in_any_script() -> None:
    """Arabic stands in the file as Arabic, not as escapes."""
    assert "الشرق" in as_json(pd.DataFrame({"name": ["الشرق"]}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar_says_what_is_only_expected(language: str) -> None:
    """A day due, an end and an expected meeting are one event each; the expected one says so, what is not known to the day is left out."""
    titles = {"fact_id": ["a", "b"], "title_fr": ["T", "T"], "title_ar": ["T", "T"], "title_en": ["T", "T"]}
    due = pd.DataFrame({**titles, "due": ["2027-01-02", "2027"], "text_fr": "x", "text_ar": "x", "text_en": "x"})
    ends = pd.DataFrame({**titles, "end": ["2027-12", "2027-03-04"]})
    clock = pd.DataFrame({**titles, "next_meeting": ["2027-05-06", None]})
    words = Words(language)
    told = as_calendar(agreement_events(due, ends, clock, words)).decode().replace("\r\n ", "")
    assert [line for line in told.split("\r\n") if line.startswith("DTSTART")] == [
        f"DTSTART;VALUE=DATE:{day}" for day in ("20270102", "20270304", "20270506")
    ]
    meeting = told.partition("20270506T000000Z")[2]
    assert f"SUMMARY:{words.say('Réunion attendue : %(title)s', title='T')}" in meeting
    assert "DESCRIPTION:" + words.say(
        "Date attendue selon le rythme que l'accord se donne ; aucune page publique ne l'annonce."
    ).replace(";", "\\;") in meeting.replace("\\,", ",")
