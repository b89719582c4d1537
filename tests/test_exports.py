"""What is taken along: every format in every language, of all, some and no agreements, read back as others read it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from numbers import Number
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from coopstats.asking import Choice
from coopstats.checking import contract
from coopstats.cli import main
from coopstats.downloads import harmless
from coopstats.exports import FORMATS, Asked, Files
from coopstats.exports.asked import REGISTER
from coopstats.exports.package import zipped
from coopstats.opening import open_store
from coopstats.questions import questions
from coopstats.selection import Selection
from coopstats.sentence import sentence
from coopstats.store import Store
from coopstats.tables import in_words
from coopstats.words import LANGUAGES, Words

SELECTIONS = {
    "all": Selection(scope=()),
    "some": Selection(sector=("transport",), from_year=2010, undated="without"),
    "none": Selection(text="nothing is called so"),
}
IN_CODES = ""


def plain(cell: object) -> object:
    """A cell as it is compared: unknown is None, whole numbers and dates are what they say."""
    if cell is None or (not isinstance(cell, str) and pd.isna(cell)):
        return None
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return round(float(cell), 12) if isinstance(cell, Number) and not isinstance(cell, bool) else cell


def rows(table: pd.DataFrame) -> list[list[object]]:
    return [list(table.columns), *([plain(cell) for cell in row] for row in table.itertuples(index=False, name=None))]


def from_csv(files: Files) -> list[list[list[object]]]:
    """A CSV knows only texts."""
    return [list(csv.reader(io.StringIO(file.decode()))) for file in files.values()]


def from_json(files: Files) -> list[list[list[object]]]:
    tables = json.loads(files[".json"])["tables"].values()
    return [
        [list(records[0]) if records else [], *([plain(cell) for cell in row.values()] for row in records)] for records in tables
    ]


def from_parquet(files: Files) -> list[list[list[object]]]:
    tables = [pq.read_table(io.BytesIO(file)) for file in files.values()]
    return [[table.column_names, *([plain(cell) for cell in row.values()] for row in table.to_pylist())] for table in tables]


def from_xlsx(files: Files) -> list[list[list[object]]]:
    """The tables of the sheets after the first: each below its title and an empty line."""
    book = openpyxl.load_workbook(io.BytesIO(files[".xlsx"]))
    found = []
    for page in book.worksheets[1:]:
        cells = [[plain(cell.value) for cell in row] for row in page.iter_rows(min_row=3)]
        found.append(cells)
    return found


READ: dict[str, Callable[[Files], list[list[list[object]]]]] = {
    "csv": from_csv,
    "json": from_json,
    "parquet": from_parquet,
    "xlsx": from_xlsx,
}


def expected(form: str, table: pd.DataFrame) -> list[list[object]]:
    """What a format must hold of a table: the same cells, as far as it can tell them apart."""
    told = rows(table)
    if form == "csv":
        safe = table.map(harmless).rename(columns=harmless)
        return list(csv.reader(io.StringIO(safe.to_csv(index=False))))
    if form == "json" and table.empty:
        return [[]]
    if form == "xlsx":
        return [
            told[0],
            *(
                [float(c) if isinstance(c, str) and is_year(c, told[0][n]) else c or None for n, c in enumerate(row)]
                for row in told[1:]
            ),
        ]
    return told


def is_year(cell: str, heading: object) -> bool:
    """Whether a workbook writes this as a year: a date known to its year only."""
    return len(cell) == 4 and cell.isdigit() and heading in DATE_HEADINGS


DATE_HEADINGS = {
    Words(code).heading(name) for code in LANGUAGES for name in ("date", "start", "end", "due", "seen", "published", "read")
}


@pytest.fixture(params=SELECTIONS.values(), ids=SELECTIONS)
def choice(request: pytest.FixtureRequest, store: Store) -> Iterator[Any]:
    with store.choose(request.param) as chosen:
        yield chosen


@pytest.mark.slow
@pytest.mark.parametrize("language", [*LANGUAGES, IN_CODES])
@pytest.mark.parametrize("form", READ)
def test_every_format_holds_the_register_as_it_is(form: str, language: str, choice: Any, store: Store) -> None:
    """All tables of the chosen agreements, cell by cell, in the reader's words or in codes; none of them is a file too."""
    files = FORMATS[form].make(Asked(store, choice, language))
    words = Words(language or "fr", store.labels(language or "fr"))
    answers = [choice.ask(question) for question in REGISTER.values()]
    in_codes = not language and form != "xlsx"
    tables = answers if in_codes else [in_words(answer, words) for answer in answers]
    assert [len(table) for table in READ[form](files)] == [len(expected(form, table)) for table in tables]
    assert READ[form](files) == [expected(form, table) for table in tables]


@pytest.mark.parametrize("form", READ)
@pytest.mark.parametrize("name", ["agreements_by_sector", "figures", "programmes", "map_by_region", "agreements_by_year"])
def test_every_format_holds_any_table(name: str, form: str, store: Store) -> None:
    """The answer to one question is one file of the same cells."""
    with store.choose(Selection()) as chosen:
        files = FORMATS[form].make(Asked(store, chosen, "en", name))
        (table,) = READ[form](files)
        wanted = expected(form, in_words(chosen.ask(name), Words("en", store.labels("en"))))
    assert [[None if cell == "" else cell for cell in row] for row in table] == [
        [None if cell == "" else cell for cell in row] for row in wanted
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_says_what_it_is(language: str, store: Store) -> None:
    """Selection in words, version and licence stand in workbook, JSON and Parquet; a workbook in Arabic runs right to left."""
    words, selection = Words(language, store.labels(language)), SELECTIONS["some"]
    with store.choose(selection) as chosen:
        made = {form: FORMATS[form].make(Asked(store, chosen, language)) for form in ("xlsx", "json", "parquet")}
        addresses = set(chosen.ask("sources")["address"])
    book = openpyxl.load_workbook(io.BytesIO(made["xlsx"][".xlsx"]))
    front = {str(cell.value) for row in book.worksheets[0] for cell in row}
    document = json.loads(made["json"][".json"])
    metadata = pq.read_schema(io.BytesIO(made["parquet"][".parquet"])).metadata
    for fact in (sentence(selection, words), store.version):
        assert fact in front
        assert fact in document.values()
        assert fact.encode() in metadata.values()
    assert set(document["sources"]) == addresses
    assert all(bool(page.sheet_view.rightToLeft) == words.rtl for page in book.worksheets)


def test_dates_of_a_workbook_are_dates_and_texts_are_never_formulas(store: Store) -> None:
    """A whole day is a date cell, an amount a number; no cell of the register is a formula."""
    with store.choose(Selection(scope=())) as chosen:
        book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].make(Asked(store, chosen, "fr"))[".xlsx"]))
        known = chosen.ask("register_agreements")
    page = book.worksheets[1]
    heading = [cell.value for cell in page[3]]
    column = heading.index(Words("fr").heading("date"))
    days = [row[column].value for row in page.iter_rows(min_row=4) if row[column].is_date]
    assert [day.date().isoformat() for day in days] == [
        date for date in known["date"] if isinstance(date, str) and len(date) == 10
    ]
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}


@pytest.mark.parametrize("mark", [True, False])
def test_a_csv_bears_a_mark_when_it_is_asked_to(*, mark: bool, store: Store) -> None:
    with store.choose(Selection()) as chosen:
        files = FORMATS["csv"].make(Asked(store, chosen, "ar", mark=mark))
    assert {file.startswith(b"\xef\xbb\xbf") for file in files.values()} == {mark}


def test_the_package_is_the_whole_dataset_and_the_same_bytes_each_time(
    store: Store, tiny_store: Store, data_folder: Path
) -> None:
    """Every file as it stands in the folder, with its description; a dataset that brings no description is given one."""
    with store.choose(Selection(sector=("transport",))) as chosen, tiny_store.choose(Selection()) as tiny:
        (packed,) = FORMATS["package"].make(Asked(store, chosen)).values()
        (again,) = FORMATS["package"].make(Asked(store, chosen)).values()
        (small,) = FORMATS["package"].make(Asked(tiny_store, tiny)).values()
    assert packed == again
    with zipfile.ZipFile(io.BytesIO(packed)) as bundle:
        assert {name: bundle.read(name) for name in bundle.namelist()} == {
            name: (data_folder / name).read_bytes()
            for name in ("datapackage.json", *(table["path"] for table in contract()))
            if name != "contributions.csv"
        }
    with zipfile.ZipFile(io.BytesIO(small)) as bundle:
        described = [resource["path"] for resource in json.loads(bundle.read("datapackage.json"))["resources"]]
        assert sorted(bundle.namelist()) == sorted(["datapackage.json", *described])


def test_a_packed_dataset_opens_again(tiny_store: Store, tmp_path: Path) -> None:
    """What comes out of the zip is a dataset with the same version."""
    with tiny_store.choose(Selection()) as chosen:
        (packed,) = FORMATS["package"].make(Asked(tiny_store, chosen)).values()
    zipfile.ZipFile(io.BytesIO(packed)).extractall(tmp_path)
    assert open_store(tmp_path).version == tiny_store.version


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS)
def test_the_command_writes_what_the_screen_gives(
    form: str, tiny_store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The main file where it was asked for and the others beside it, named line by line; in a .zip all of them."""
    filters = [] if form == "package" else ["scope=all"]
    with tiny_store.choose(Selection(scope=())) as chosen:
        files = FORMATS[form].make(Asked(tiny_store, chosen, "en"))
    main_file, zip_file = tmp_path / "out.file", tmp_path / "out.zip"
    places = {name: main_file if name == FORMATS[form].ending else tmp_path / f"out{name}" for name in files}
    told = []
    for target in (main_file, zip_file):
        assert main(["export", form, "-o", str(target), *filters, "lang=en", "--data", str(tiny_store.folder)]) == 0
        told.append([line for line in capsys.readouterr().out.splitlines() if line.startswith(str(tmp_path))])
    assert told[0] == list(map(str, places.values()))
    if form != "xlsx":  # a workbook bears the second in which it was made
        assert [place.read_bytes() for place in places.values()] == list(files.values())
    if len(files) > 1:
        assert told[1] == [str(zip_file)]
        assert zip_file.read_bytes() == zipped({f"coopstats{ending}": file for ending, file in files.items()})


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["csv", "sector=transports"], "sector=transports"),
        (["csv", "--table", "nothing"], "nothing"),
        (["package", "sector=transport"], "whole dataset"),
        (["package", "--table", "figures"], "standard"),
        (["json", "--bom"], "--bom"),
        (["csv", "--assume-running"], "--assume-running"),
        (["iati", "--table", "figures"], "standard"),
        (["csv", "lang=es"], "lang=es"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_exported_is_refused(
    arguments: list[str], told: str, tiny_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, one sentence, and no file."""
    assert main(["export", arguments[0], "-o", str(tmp_path / "out"), *arguments[1:], "--data", str(tiny_folder)]) == 2
    assert told in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_every_table_of_the_register_is_a_question() -> None:
    assert set(REGISTER.values()) == {name for name in questions() if name.startswith("register_")}


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
@pytest.mark.parametrize("language", ["", "ar"])
def test_a_register_made_in_parts_is_the_one_made_at_once(
    form: str, language: str, tiny_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However few rows a part holds, the bytes are the same."""
    with tiny_store.choose(Selection(scope=())) as chosen:
        asked = Asked(tiny_store, chosen, language)
        at_once = FORMATS[form].make(asked)
        monkeypatch.setattr("coopstats.asking.ROWS_OF_PART", 3)
        pieces = [(ending, list(parts)) for ending, parts in FORMATS[form].pieces(asked)]
    assert {ending: b"".join(parts) for ending, parts in pieces} == at_once
    if form != "parquet":
        assert max(len(parts) for _, parts in pieces) > 3


def test_a_large_workbook_holds_what_a_small_one_does(tiny_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Written by way of the disk, every cell, link and format is the same."""

    def cells(file: bytes) -> list[list[list[tuple[object, ...]]]]:
        book = openpyxl.load_workbook(io.BytesIO(file))
        return [
            [[(cell.value, cell.number_format, cell.hyperlink and cell.hyperlink.target) for cell in row] for row in sheet]
            for sheet in book
        ]

    with tiny_store.choose(Selection(scope=())) as chosen:
        small = FORMATS["xlsx"].make(Asked(tiny_store, chosen, "ar"))[".xlsx"]
        monkeypatch.setattr("coopstats.exports.plain.LARGE", 1)
        large = FORMATS["xlsx"].make(Asked(tiny_store, chosen, "ar"))[".xlsx"]
    assert "xl/sharedStrings.xml" in zipfile.ZipFile(io.BytesIO(small)).namelist()
    assert b"inlineStr" in zipfile.ZipFile(io.BytesIO(large)).read("xl/worksheets/sheet2.xml")
    assert cells(large) == cells(small)


def test_an_export_that_fails_on_the_way_leaves_what_stood_there(
    tiny_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file is there whole or as it was before; nothing lies beside it."""
    target = tmp_path / "out.csv"
    target.write_bytes(b"before")

    def cut(_: Choice, __: str) -> Iterator[pd.DataFrame]:
        yield pd.DataFrame({"fact_id": ["one"]})
        raise OSError("no room")

    monkeypatch.setattr(Choice, "parts", cut)
    assert main(["export", "csv", "-o", str(target), "--data", str(tiny_folder)]) == 2
    assert "no room" in capsys.readouterr().err
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("out.csv", b"before")]
