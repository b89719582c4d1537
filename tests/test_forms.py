"""Reading forgives the form and never guesses the content: encodings, signs, headings, dates, amounts, and whatever bytes there are."""

from __future__ import annotations

import csv
import io
import re
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from coopstats.imports.drafts import Unread
from coopstats.imports.headings import BESIDE, TABLES, heading_of, names_of, plain_columns, wordings
from coopstats.imports.naming import key
from coopstats.imports.papers import papers
from coopstats.imports.values import as_currency, as_date, as_money, as_number
from coopstats.problems import Problem
from coopstats.words import LANGUAGES, columns

FRENCH = [["Intitulé", "Collectivité", "Date de signature"], ["Forêt brûlée, été", "Ville Inventée", "2018"]]
ARABIC = [["الموضوع", "الجماعة الترابية", "تاريخ التوقيع"], ["غابة محترقة", "المدينة المتخيلة", "2018"]]
ENCODINGS = {
    "utf-8": FRENCH + ARABIC,
    "utf-8-sig": FRENCH + ARABIC,
    "utf-16": FRENCH + ARABIC,
    "cp1252": FRENCH * 3,
    "mac_roman": FRENCH * 3,
    "cp1256": ARABIC * 3,
    "iso8859_6": ARABIC * 3,
}
DATES = {
    "2018": "2018", "2018-06": "2018-06", "2018-06-27": "2018-06-27", "2018-6-7": "2018-06-07", "2018/06/27": "2018-06-27",
    "27/06/2018": "2018-06-27", "27.06.2018": "2018-06-27", "27-6-2018": "2018-06-27", "06/2018": "2018-06",
    "2018-06-27 00:00:00": "2018-06-27", "2018-06-27T10:00": "2018-06-27", "2018.0": "2018",
    "27 juin 2018": "2018-06-27", "1er août 2018": "2018-08-01", "juin 2018": "2018-06", "27 févr. 2018": "2018-02-27",
    "June 27, 2018": "2018-06-27", "1st March 2018": "2018-03-01", "Sept 2018": "2018-09",
    "27 يونيو 2018": "2018-06-27", "٢٧/٠٦/٢٠١٨": "2018-06-27", "يوليوز 2018": "2018-07", "غشت 2018": "2018-08", "٢٠١٨": "2018",
}  # fmt: skip
NO_DATES = [
    "",
    "hier",
    "30/02/2018",
    "2018-13",
    "27/06/18",
    "06/27/2018",
    "juin",
    "27 juin",
    "2018 ou 2019",
    "juin juillet 2018",
    "0000",
]
AMOUNTS = {
    "1234567": ("1234567", ""), "1 234 567,50 DH": ("1234567.5", "MAD"), "1 234 567,50": ("1234567.5", ""),
    "1\u00a0234\u00a0567": ("1234567", ""), "1\u202f234 €": ("1234", "EUR"), "1.234.567,50 EUR": ("1234567.5", "EUR"),
    "1,234,567.50 USD": ("1234567.5", "USD"), "45 M€": ("45000000", "EUR"), "2,5 millions d'euros": ("2500000", "EUR"),
    "2.5 million dollars": ("2500000", "USD"), "3 MDH": ("3000000", "MAD"), "45 مليون أورو": ("45000000", "EUR"),
    "١٢٣٤٥٦٧ درهم": ("1234567", "MAD"), "0,5": ("0.5", ""), "0.125": ("0.125", ""), "12 milliards de dirhams": ("12000000000", "MAD"),
    "500 CHF": ("500", "CHF"), "$ 500": ("500", "USD"), "500 000": ("500000", ""),
}  # fmt: skip
NO_AMOUNTS = {
    "1,234": "number_ambiguous", "1.234": "number_ambiguous", "": "number_unread", "beaucoup": "number_unread",
    "10 à 20": "number_unread", "1.23.4": "number_unread", "5 lots": "number_unread", "1 EUR 2 USD": "number_unread",
    "10 EUR USD": "number_unread", "1,2,3": "number_unread", "--5": "number_unread",
}  # fmt: skip


def read(file: Path) -> list[object]:
    return [row for paper in papers(file, "liste") for row in paper.rows]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_text_is_read_whatever_its_encoding_and_its_sign(encoding: str, sign: str, tmp_path: Path) -> None:
    """What offices write, with Windows and Mac, Latin and Arabic letters."""
    told = io.StringIO()
    csv.writer(told, delimiter=sign).writerows(ENCODINGS[encoding])
    file = tmp_path / "liste.csv"
    file.write_bytes(told.getvalue().encode(encoding))
    assert read(file) == list(enumerate(ENCODINGS[encoding], 1))


@pytest.mark.parametrize("writer", ["openpyxl", "xlsxwriter"])
def test_a_workbook_is_read_as_its_cells_are(writer: str, tmp_path: Path) -> None:
    """Whole numbers, dates and empty lines above, numbered as the spreadsheet shows them."""
    file = tmp_path / "liste.xlsx"
    if writer == "openpyxl":
        book = openpyxl.Workbook()
        page = book.active
        for place, cell in {"A3": "Titre", "B3": "Date", "A4": "Forêt", "B4": date(2018, 6, 27), "A5": 12}.items():
            page[place] = cell
        book.save(file)
    else:
        with xlsxwriter.Workbook(file) as made:
            sheet, day = made.add_worksheet(), made.add_format({"num_format": "yyyy-mm-dd"})
            sheet.write_row("A3", ["Titre", "Date"])
            sheet.write("A4", "Forêt")
            sheet.write_datetime("B4", datetime(2018, 6, 27), day)  # noqa: DTZ001 - a day, no instant
            sheet.write("A5", 12)
    found = [row for row in read(file) if any(row[1])]
    assert found == [(3, ["Titre", "Date"]), (4, ["Forêt", date(2018, 6, 27)]), (5, [12.0, ""])]


@pytest.mark.parametrize("text", DATES)
def test_a_date_is_read_as_people_write_it(text: str) -> None:
    assert as_date(text) == DATES[text]


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(Unread) as unread:
        as_date(text)
    assert unread.value.check == "date_unread"


@pytest.mark.parametrize("text", AMOUNTS)
def test_an_amount_is_read_as_people_write_it(text: str) -> None:
    assert as_money(text) == AMOUNTS[text]


@pytest.mark.parametrize("text", NO_AMOUNTS)
def test_an_amount_that_can_be_read_in_two_ways_or_none_is_refused(text: str) -> None:
    with pytest.raises(Unread) as unread:
        as_money(text)
    assert unread.value.check == NO_AMOUNTS[text]


def test_a_number_bears_no_unit_but_per_cent() -> None:
    assert as_number("80 %") == "80"
    assert as_number("٨٠٪") == "80"
    with pytest.raises(Unread):
        as_number("80 EUR")


def test_a_currency_is_known_by_code_sign_and_name() -> None:
    assert [as_currency(text) for text in ("eur", "€", "dirhams", "درهم", "CHF")] == ["EUR", "EUR", "MAD", "MAD", "CHF"]
    with pytest.raises(Unread):
        as_currency("coquillages")


@pytest.mark.parametrize("language", [*LANGUAGES, "codes"])
@pytest.mark.parametrize("table", [name for name, held in TABLES.items() if held])
def test_every_column_of_every_table_is_known_by_its_heading(table: str, language: str) -> None:
    """By the words of our own exports, and by the names of the data."""
    if language == "codes":
        cells = {name: name for name in names_of(table)}
    else:
        named = [name for name in (*plain_columns(table), *BESIDE[table]) if name in columns()]
        cells = {columns()[name][language]: name for name in named}
    heading = heading_of(1, list(cells))
    assert heading is not None
    assert list(heading.unknown) == []
    assert [heading.columns[place].removesuffix(f"_{language}") for place in range(len(cells))] == list(cells.values())


def accepted() -> list[tuple[str, str]]:
    """The table of the README: (column, wording)."""
    text = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
    table = text.partition("| column | French | Arabic | English |")[2].partition("\n\n")[0].splitlines()[2:]
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in table]
    return [(row[0].strip("`"), wording) for row in rows for cell in row[1:] for wording in cell.split(" · ")]


def test_the_readme_names_headings_that_are_known() -> None:
    """Every wording of its table means the column of its line."""
    assert len(accepted()) > 60
    wrong = [one for one in accepted() if one[0] not in {name for name, _, _ in wordings("agreements").get(key(one[1]), ())}]
    assert wrong == []


cell = st.one_of(st.text(max_size=30), st.sampled_from([*DATES, *AMOUNTS, *NO_AMOUNTS, "\0", '"', "\n"]), st.floats(), st.dates())


@settings(max_examples=200, deadline=None)
@given(cell)
def test_any_cell_is_read_or_refused(told: object) -> None:
    """What comes out is in the dataset's form; all else is Unread."""
    for reading, form in ((as_date, r"\d{4}(-\d\d(-\d\d)?)?"), (as_number, r"-?\d+(\.\d+)?")):
        with suppress(Unread):
            assert re.fullmatch(form, reading(told), re.ASCII)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.binary(max_size=200).map(lambda more: b"PK\x03\x04" + more)))
def test_any_bytes_are_rows_or_problems(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """Never a failure, whatever somebody brings."""
    file = tmp_path_factory.mktemp("bytes") / "file"
    file.write_bytes(content)
    assert all(isinstance(row, Problem) or row[0] > 0 for row in read(file))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 255), st.integers(0, 40))
def test_a_damaged_workbook_is_rows_or_problems(
    tmp_path_factory: pytest.TempPathFactory, place: int, byte: int, length: int
) -> None:
    """Any byte another, any part cut out."""
    folder = tmp_path_factory.mktemp("book")
    with xlsxwriter.Workbook(folder / "sound.xlsx") as book:
        book.add_worksheet().write_row(0, 0, ["Titre", "Date"])
    content = bytearray((folder / "sound.xlsx").read_bytes())
    at = place % len(content)
    content[at : at + length] = bytes([byte])
    file = folder / "file"
    file.write_bytes(content)
    assert all(isinstance(row, Problem) or row[0] > 0 for row in read(file))
