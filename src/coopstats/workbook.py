"""Workbooks made of answers: typed cells, real dates, links, a front sheet that says what it is; right to left in Arabic.

    file = as_workbook(Front(title, selection, version, sources), [sheet_of(title, answer, words)], words)

Nothing in a workbook is ever run: a text that begins like a formula stays a text, and only web addresses become links.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain, tee
from typing import Any

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from coopstats.tables import DATES, SHARES, YEARS, said
from coopstats.words import Words

# How a cell is written, by the kind of its column. Numbers follow the reader's own spreadsheet in how they group.
FORMATS = {"whole": "#,##0", "decimal": "#,##0.00", "year": "0", "share": "0%", "date": "yyyy-mm-dd"}
FIGURES = ("number", "year", "share")
LINKS = ("address", "link")
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# What a spreadsheet can hold, and how wide a column may grow.
LONGEST_NAME, LONGEST_TEXT, LONGEST_LINK, LONGEST_OFFER, MOST_ROWS = 31, 32_767, 2_000, 255, 1_048_000
NARROWEST, WIDEST, MEASURED_ROWS = 10, 60, 200
# Lines under a table in which a reader may go on writing; the choices of a column hold there as well.
LINES_LEFT = 50
INK, PAPER, LINE = "#1d3f5e", "#e9eff5", "#b8c4cf"


@dataclass(frozen=True)
class Sheet:
    """A table of a workbook. Its columns are its headings, in the reader's words.

    `kinds` says how the cells of a column are written: "text" (any column that is not named), "number", "year", "share" (0 to 1),
    "date" (`2018`, `2018-06` or `2018-06-27`; only a whole day becomes a date cell), "link". A column of `choices` is offered them
    as a list. `above` are lines between the title and the table: the rule of its order, what was tried, what is missing.
    """

    name: str
    table: pd.DataFrame
    kinds: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    above: Sequence[str] = ()


@dataclass(frozen=True)
class Front:
    """What the first sheet says: the selection in words, the version of the dataset, where the page stands, on which pages it rests."""

    title: str
    selection: str
    version: str
    sources: Sequence[str] = ()
    link: str = ""


def sheet_of(name: str, answer: pd.DataFrame, words: Words, above: Sequence[str] = ()) -> Sheet:
    """The answer to a question as a sheet: codes in words, each column of the kind that its name tells."""
    table = said(answer, words)
    kinds = {words.heading(column): kind_of(table[column]) for column in table.columns}
    return Sheet(name, table.rename(columns=words.heading), kinds, above=above)


def kind_of(column: pd.Series) -> str:
    """The kind of a column of an answer, by its name or else by what it holds."""
    named = (
        dict.fromkeys(SHARES, "share")
        | dict.fromkeys(YEARS, "year")
        | dict.fromkeys(DATES, "date")
        | dict.fromkeys(LINKS, "link")
    )
    numeric = pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)
    return named.get(str(column.name), "number" if numeric else "text")


def as_workbook(front: Front, sheets: Iterable[Sheet], words: Words, *, large: bool = False) -> bytes:
    """The bytes of an .xlsx file. Raises ValueError when a table has more rows than a sheet can hold.

    Sheets are asked for one after the other. What is `large` goes to the disk line by line, and holds every text where it stands
    instead of once for all.
    """
    buffer = io.BytesIO()
    sheets, titled = tee(sheets)
    names = sheet_names(chain([words.say("À propos")], (sheet.name for sheet in titled)))
    with Workbook(buffer, OPTIONS | {"in_memory": not large, "constant_memory": large}) as book:
        book.set_properties({"title": front.title, "author": "coopstats", "comments": front.selection})
        writer = Writer(book, words)
        writer.front(next(names), front)
        for name, sheet in zip(names, sheets, strict=True):
            if len(sheet.table) > MOST_ROWS:
                raise ValueError(f"a sheet holds {MOST_ROWS} rows at most")
            writer.sheet(name, sheet)
    return buffer.getvalue()


def sheet_names(names: Iterable[str]) -> Iterator[str]:
    """Names that a spreadsheet takes: no sign of its own, 31 letters at most, no two alike."""
    taken: set[str] = set()
    for number, name in enumerate(names, 1):
        plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", name).strip("' ")[:LONGEST_NAME].strip("' ")
        if not plain or plain.casefold() in taken:
            plain = f"{plain[: LONGEST_NAME - len(str(number)) - 1]} {number}".strip()
        taken.add(plain.casefold())
        yield plain


class Writer:
    """Writes the sheets of one workbook, all in the direction of one language."""

    def __init__(self, book: Workbook, words: Words) -> None:
        self._book = book
        self._words = words
        self._lists: Worksheet | None = None
        self._listed = 0
        self._order = 2 if words.rtl else 1
        align = {"align": "right" if words.rtl else "left", "valign": "top", "text_wrap": True, "reading_order": self._order}
        self._text = book.add_format(align)
        self._title = book.add_format(align | {"bold": True, "font_size": 16, "font_color": INK, "text_wrap": False})
        self._aside = book.add_format(align | {"font_color": "#555555", "text_wrap": False})
        self._name = book.add_format(align | {"bold": True})
        self._head = book.add_format(
            align | {"bold": True, "font_color": INK, "bg_color": PAPER, "bottom": 1, "bottom_color": LINE}
        )
        self._figure = book.add_format(
            align | {"align": "right", "bold": True, "font_color": INK, "bg_color": PAPER, "bottom": 1, "bottom_color": LINE}
        )
        self._link = book.add_format(align | {"font_color": "#0b5394", "underline": 1})
        sides = {kind: align["align"] if kind == "date" else "right" for kind in FORMATS}
        self._formats = {
            kind: book.add_format({"valign": "top", "align": sides[kind], "num_format": FORMATS[kind]}) for kind in FORMATS
        }

    def front(self, name: str, front: Front) -> None:
        """The sheet that says what the others are: selection, version, date, licence, sources."""
        say, page = self._words.say, self._page(name)
        page.set_column(0, 0, 24)
        page.set_column(1, 1, 100)
        page.write_string(0, 0, front.title, self._title)
        lines: list[tuple[str, object, str]] = [
            (say("Sélection"), front.selection, "text"),
            (say("Fait le"), date.today().isoformat(), "date"),  # noqa: DTZ011 - the day where the reader is
            (say("Version du jeu de données"), front.version, "text"),
            (say("Licence"), say("Titres, résumés et notes : CC BY 4.0. Les faits sont ceux des pages citées."), "text"),
            (say("À savoir"), say("Une cellule vide est une information non trouvée, non une absence."), "text"),
        ]
        lines += [(say("Lien vers cette page"), front.link, "link")] if front.link else []
        lines += [(say("Sources") if n == 0 else "", address, "link") for n, address in enumerate(dict.fromkeys(front.sources))]
        for row, (what, cell, kind) in enumerate(lines, 2):
            page.write_string(row, 0, what, self._name)
            self._write(page, row, 1, cell, kind)

    def sheet(self, name: str, sheet: Sheet) -> None:
        """One table under its title, with headings that stay, filters, and columns as wide as what they hold."""
        page, headings, rows = self._page(name), [str(heading) for heading in sheet.table.columns], len(sheet.table)
        page.write_string(0, 0, sheet.name, self._title)
        for row, line in enumerate(sheet.above, 1):
            page.write_string(row, 0, line, self._aside)
        top = len(sheet.above) + 2
        kinds = [sheet.kinds.get(heading, "text") for heading in headings]
        for column, (heading, kind) in enumerate(zip(headings, kinds, strict=True)):
            page.set_column(column, column, width([heading, *sheet.table.iloc[:MEASURED_ROWS, column]]))
            page.write_string(top, column, heading, self._figure if kind in FIGURES else self._head)
        # Line by line: what is written to the disk cannot be gone back to.
        for row, cells in enumerate(sheet.table.itertuples(index=False, name=None), top + 1):
            for column, (cell, kind) in enumerate(zip(cells, kinds, strict=True)):
                self._write(page, row, column, cell, kind)
        for column, heading in enumerate(headings):
            if heading in sheet.choices:
                offered = {"validate": "list", "source": self._offered(list(sheet.choices[heading]))}
                # Several names may stand in one cell: what is not in the list is asked about, not refused.
                offered |= {"error_type": "information"}
                page.data_validation(top + 1, column, top + rows + LINES_LEFT, column, offered)
        page.freeze_panes(top + 1, 0)
        page.repeat_rows(top)
        if headings:
            page.autofilter(top, 0, top + max(rows, 1), len(headings) - 1)

    def _offered(self, names: list[str]) -> list[str] | str:
        """What a cell is offered: the names themselves, or where they are too long for that the place where they stand."""
        if len(",".join(names)) <= LONGEST_OFFER:
            return names
        name = self._words.say("Listes")
        if self._lists is None:
            self._lists = self._book.add_worksheet(name)
            self._lists.hide()
        column = self._listed
        self._lists.write_column(0, column, names)
        self._listed += 1
        letter = xl_col_to_name(column, col_abs=True)
        return f"='{name}'!{letter}$1:{letter}${len(names)}"

    def _page(self, name: str) -> Worksheet:
        """An empty sheet in the language's direction, that prints on pages laid across."""
        page: Worksheet = self._book.add_worksheet(name)
        if self._words.rtl:
            page.right_to_left()
        page.hide_gridlines(2)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_footer("&C&P / &N")
        return page

    def _write(self, page: Worksheet, row: int, column: int, cell: Any, kind: str) -> None:
        """One cell by its kind; unknown stays empty, and what does not fit its kind stays a text."""
        if isinstance(cell, str) and cell:
            day = whole_day(cell) if kind == "date" else None
            if day:
                page.write_datetime(row, column, day, self._formats["date"])
            elif kind == "date" and cell.isdigit():
                page.write_number(row, column, int(cell), self._formats["year"])
            elif kind == "link" and re.match(r"https?://", cell) and len(cell) <= LONGEST_LINK:
                page.write_url(row, column, cell, self._link, cell)
            else:
                page.write_string(row, column, cell[:LONGEST_TEXT], self._text)
        elif pd.api.types.is_bool(cell):
            page.write_string(row, column, self._words.say("oui") if cell else self._words.say("non"), self._text)
        elif pd.notna(cell) and cell != "":
            form = kind if kind in ("year", "share") else "whole" if cell == int(cell) else "decimal"
            page.write_number(row, column, cell, self._formats[form])


def whole_day(text: str) -> datetime | None:
    """The day of a date that is known to the day."""
    try:
        return datetime.fromisoformat(text) if len(text) == len("2026-01-01") else None
    except ValueError:
        return None


def width(cells: Sequence[object]) -> int:
    """How wide a column is, in letters: as its longest cell, within bounds; longer texts wrap."""
    return max(NARROWEST, min(WIDEST, 2 + max(len(cell) if isinstance(cell, str) else NARROWEST for cell in cells)))
