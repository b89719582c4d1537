"""Workbooks read back: what a spreadsheet finds in each cell, in three languages."""

from __future__ import annotations

import io
from datetime import date, datetime

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from coopstats.selection import Selection
from coopstats.store import Store
from coopstats.tables import said
from coopstats.words import LANGUAGES, Words
from coopstats.workbook import MOST_ROWS, Front, Sheet, as_workbook, sheet_names, sheet_of

FRONT = Front("Titre", "Accords de Salé", "abc123", ("https://example.org/a", "https://example.org/b", "https://example.org/a"))
DANGEROUS = ["=1+1", '=HYPERLINK("http://example.org")', "+212 5", "-2+3", "@SUM(A1)", "{=1+1}", "http://example.org", "12"]


def read(file: bytes) -> Workbook:
    return load_workbook(io.BytesIO(file))


def one(sheet: Sheet, language: str = "fr") -> Worksheet:
    """The one sheet of a workbook, beside the front."""
    return read(as_workbook(FRONT, [sheet], Words(language))).worksheets[1]


def table(page: Worksheet) -> list[tuple[object, ...]]:
    """The heading and rows of a sheet; they stand below the title and the lines above the table."""
    top = int(str(page.freeze_panes).removeprefix("A")) - 1
    return list(page.iter_rows(min_row=top, values_only=True))


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_stays_a_text(text: str) -> None:
    """Neither a formula, nor a link, nor a number is made of what stands in the data, as a cell, a heading, a line or a name."""
    book = read(as_workbook(Front(text, text, text), [Sheet(text, pd.DataFrame({text: [text]}), above=[text])], Words("fr")))
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row if cell.value is not None]
    assert [cell.value for cell in cells].count(text) == 7
    assert {cell.data_type for cell in cells if cell.value == text} == {"s"}
    assert not [cell for cell in cells if cell.hyperlink]


def test_each_cell_has_the_type_of_its_kind() -> None:
    """Numbers, shares, years and whole days are typed; a date known to its month is the text it is; unknown is an empty cell."""
    frame = pd.DataFrame(
        {
            "n": pd.array([1_250_000, None], dtype="Int64"),
            "m": [2.5, None],
            "y": pd.array([2018, None], dtype="Int64"),
            "s": [0.25, None],
            "d": ["2018-06-27", "2018-06"],
            "e": ["2018", None],
            "b": [True, False],
            "l": ["https://example.org/a?b=c", "javascript:alert(1)"],
        }
    )
    kinds = {"n": "number", "m": "number", "y": "year", "s": "share", "d": "date", "e": "date", "l": "link"}
    page = one(Sheet("x", frame, kinds))
    assert table(page) == [
        tuple("nmysdebl"),
        (1_250_000, 2.5, 2018, 0.25, datetime(2018, 6, 27), 2018, "oui", "https://example.org/a?b=c"),  # noqa: DTZ001 - a day has no zone
        (None, None, None, None, "2018-06", None, "non", "javascript:alert(1)"),
    ]
    row = next(page.iter_rows(min_row=page.max_row - 1))
    assert [cell.number_format for cell in row[:6]] == ["#,##0", "#,##0.00", "0", "0%", "yyyy-mm-dd", "0"]
    assert [cell.hyperlink.target for cell in (row[7],)] == ["https://example.org/a?b=c"]
    assert not next(page.iter_rows(min_row=page.max_row))[7].hyperlink


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_comes_back_in_words(language: str, store: Store) -> None:
    """Every row and column of an answer, headed in the language; sheets run the way the language is read."""
    words = Words(language, store.labels(language))
    with store.choose(Selection(region=("06",))) as choice:
        answer = choice.ask("agreements")
    book = read(as_workbook(FRONT, [sheet_of("agreements", answer, words, ["a line"])], words))
    assert [bool(page.sheet_view.rightToLeft) for page in book.worksheets] == [language == "ar"] * 2
    heading, *rows = table(book.worksheets[1])
    expected = said(answer, words)
    assert heading == tuple(words.heading(name) for name in expected.columns)
    assert len(rows) == len(expected) > 50
    for name, text in (("title", str), ("partner_type", str), ("amount", float)):
        read_back = pd.Series([row[list(expected.columns).index(name)] for row in rows])
        assert read_back.notna().sum() == expected[name].notna().sum() > 0
        assert list(read_back.dropna().map(text)) == list(expected[name].dropna().map(text))
    days = [(row[list(expected.columns).index("date")], told) for row, told in zip(rows, expected["date"], strict=True)]
    assert all(cell.date().isoformat() == told for cell, told in days if isinstance(cell, datetime))
    assert sum(isinstance(cell, datetime) for cell, _ in days) == expected["date"].str.len().eq(10).sum() > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_front_sheet_says_what_the_workbook_is(language: str) -> None:
    """Title, selection, the day, the version, the licence and each source once, as links."""
    words = Words(language)
    page = read(as_workbook(FRONT, [], words)).worksheets[0]
    cells = {row[0].value: row[1] for row in page.iter_rows(min_row=3) if row[0].value}
    assert page["A1"].value == FRONT.title
    assert cells[words.say("Sélection")].value == FRONT.selection
    assert cells[words.say("Fait le")].value.date() == date.today()  # noqa: DTZ011 - the day where the reader is
    assert cells[words.say("Version du jeu de données")].value == FRONT.version
    assert "CC BY 4.0" in cells[words.say("Licence")].value
    linked = [row[1].value for row in page.iter_rows(min_row=3) if row[1].hyperlink]
    assert linked == ["https://example.org/a", "https://example.org/b"]


def test_a_column_may_offer_choices() -> None:
    """In the rows that there are and in some below; the cells stay empty for the reader."""
    page = one(Sheet("x", pd.DataFrame({"a": ["b"], "state": [None]}), choices={"state": ["à faire", "fait"]}))
    (offered,) = page.data_validations.dataValidation
    assert offered.formula1 == '"à faire,fait"'
    first, last = str(offered.sqref).split(":")
    assert first == f"B{page.max_row}"
    assert int(last[1:]) > page.max_row
    assert table(page)[1] == ("b", None)


def test_names_of_sheets_are_such_as_a_spreadsheet_takes() -> None:
    """Signs of its own go, long names are cut, no two are alike whatever their case, and none is empty."""
    assert list(sheet_names(["a/b", "A B", "x" * 40, "x" * 35, "", "''"])) == [
        "a b",
        "A B 2",
        "x" * 31,
        "x" * 29 + " 4",
        "5",
        "6",
    ]


def test_an_empty_table_keeps_its_headings_and_one_too_long_is_refused() -> None:
    assert table(one(Sheet("x", pd.DataFrame({"a": [], "b": []})))) == [("a", "b")]
    with pytest.raises(ValueError, match="rows at most"):
        as_workbook(FRONT, [Sheet("x", pd.DataFrame({"a": range(MOST_ROWS + 1)}))], Words("fr"))
