"""Files as tables of cells, whatever wrote them: CSV of any usual encoding and sign, workbooks, archives of CSV files.

    for paper in papers(path, "registre.xlsx"):
        for row in paper.rows: ...     # (line, cells), or a Problem for what cannot be read

A text file is read as it comes, never whole. What is no table, or more than a council's file can be, is a problem told in
words, never a failure.
"""

from __future__ import annotations

import codecs
import csv
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO
from xml.etree.ElementTree import ParseError

from charset_normalizer import from_bytes
from python_calamine import CalamineError, CalamineWorkbook

from coopstats.imports.stream import Progress
from coopstats.imports.unpacking import LARGEST_UNPACKED, MOST_COLUMNS, TooLargeError, entries_of, packed_anew, unpack
from coopstats.problems import Problem

# What offices write when it is not UTF-8: Windows and Mac, Latin and Arabic.
ENCODINGS = ["cp1252", "cp1256", "iso8859_6", "iso8859_15", "mac_roman"]
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
SIGNS = (",", ";", "\t", "|")
# Far above any register, far below what would fill a machine. A broken row ends where its line does.
LONGEST_LINE, LONGEST_CELL, MEGABYTE = 1_000_000, 100_000, 1_000_000
HEAD, CHUNK = 200_000, 1 << 20
# After how many rows whoever waits is told.
TOLD = 500
ZIP, OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
TEXTS = (".csv", ".tsv", ".txt")
# What the standard library says of archives and XML that are none.
UNREADABLE = (zipfile.BadZipFile, zlib.error, ParseError, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)

Rows = Iterator["tuple[int, list[object]] | Problem"]


@dataclass(frozen=True)
class Paper:
    """One table: what to call it in front of its writer, and its lines with their numbers, the first being 1."""

    name: str
    rows: Rows


def papers(path: Path, name: str, progress: Progress = lambda _: None) -> Iterator[Paper]:
    """The tables of a file. `progress` hears how many bytes of a text were read; workbooks and archives are unpacked as a whole."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(ZIP):
        yield from unpacked(path, name)
    elif head.startswith(OLD_WORKBOOK):
        yield from sheets_of(path, name)
    else:
        yield Paper(name, lines_of(path, name, progress))


def unpacked(path: Path, name: str) -> Iterator[Paper]:
    """The tables of a workbook, or those of each text file of an archive."""
    try:
        with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as folder:
            texts = [entry for entry in entries_of(archive) if entry.filename.lower().endswith(TEXTS)]
            if not texts:
                yield from sheets_of(packed_anew(archive, Path(folder)), name)
            left = LARGEST_UNPACKED
            for entry in texts:
                # The name within an archive is its writer's word: nothing is ever written under it.
                place, called = Path(folder) / "table", f"{name} › {entry.filename}"
                left -= unpack(archive, entry, place, left)
                yield Paper(called, lines_of(place, called, lambda _: None))
    except TooLargeError as error:
        if error.columns:
            yield refused(name, "columns_too_many", str(MOST_COLUMNS), str(error.columns))
        else:
            yield refused(name, "file_too_large", str(LARGEST_UNPACKED // MEGABYTE))
    except UNREADABLE as error:
        yield refused(name, "file_unreadable", first_line(error))


def sheets_of(path: Path, name: str) -> Iterator[Paper]:
    """The sheets of a workbook."""
    try:
        book = CalamineWorkbook.from_path(str(path))
    except (CalamineError, OSError, ValueError) as error:
        yield refused(name, "file_unreadable", first_line(error))
        return
    for sheet in book.sheet_names:
        yield Paper(f"{name} › {sheet}", sheet_rows(book, sheet, f"{name} › {sheet}"))


def sheet_rows(book: CalamineWorkbook, sheet: str, name: str) -> Rows:
    """The lines of one sheet, numbered as the spreadsheet shows them."""
    try:
        page = book.get_sheet_by_name(sheet)
        rows = page.iter_rows()
    except (CalamineError, OSError, ValueError) as error:
        yield Problem(name, 0, "", "file_unreadable", expected=first_line(error))
        return
    if page.width > MOST_COLUMNS:
        yield Problem(name, 0, "", "columns_too_many", str(page.width), str(MOST_COLUMNS))
        return
    yield from enumerate(map(list, rows), 1)


def lines_of(path: Path, name: str, progress: Progress) -> Rows:
    """The rows of a text file; a row bears the number of the line on which it begins."""
    encoding = encoding_of(path)
    with path.open("rb") as raw, TextIOWrapper(raw, encoding=encoding or "ascii", newline="", errors="replace") as file:
        head = file.read(HEAD)
        odd = sum(not (sign.isprintable() or sign.isspace()) for sign in head)
        if not encoding or "\0" in head or odd > len(head) / 100:
            yield Problem(name, 0, "", "file_not_table" if head else "file_empty")
            return
        if not head.strip():
            yield Problem(name, 0, "", "file_empty")
            return
        file.seek(0)
        for number, row in enumerate(parsed(file, sign_of(head), name)):
            if number % TOLD == 0:
                progress(raw.tell())
            yield row
        progress(raw.tell())


def parsed(file: TextIO, sign: str, name: str) -> Rows:
    """The rows of CSV. After one that cannot be read the next line begins anew."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(bounded(file), delimiter=sign, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Problem(name, line, "", "row_unreadable", expected=str(error))
            continue
        except EOFError:
            yield Problem(name, line, "", "line_too_long", expected=str(LONGEST_LINE))
            return
        if len(cells) > MOST_COLUMNS:
            yield Problem(name, line, "", "columns_too_many", str(len(cells)), str(MOST_COLUMNS))
            return
        yield line, list(cells)


def bounded(file: TextIO) -> Iterator[str]:
    """The lines of a file. Raises EOFError at one that no table has, before it is held."""
    while text := file.readline(LONGEST_LINE):
        if len(text) == LONGEST_LINE:
            raise EOFError
        yield text


def encoding_of(path: Path) -> str:
    """The encoding of a text: by its mark, else UTF-8 when all of it is, else the likeliest; empty when it is no text."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        head = file.read(HEAD)
        marked = next((name for mark, name in MARKS.items() if head.startswith(mark)), "")
        if marked or b"\0" in head:
            return marked
        try:
            decoder.decode(head)
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            best = from_bytes(head, cp_isolation=ENCODINGS, preemptive_behaviour=False).best()
            return best.encoding if best else ""
    return "utf-8"


def sign_of(head: str) -> str:
    """The sign between cells: that which parts most of the first lines most evenly."""
    lines = [line[:LONGEST_CELL] for line in head.splitlines()[:30] if line.strip()]
    return max(SIGNS, key=lambda sign: sum(len(next(csv.reader([line], delimiter=sign), [])) - 1 for line in lines))


def refused(name: str, check: str, expected: str, value: str = "") -> Paper:
    """A table of which nothing can be read but why."""
    return Paper(name, iter([Problem(name, 0, "", check, value, expected)]))


def first_line(error: Exception) -> str:
    """What an error of a library says, in one line."""
    return str(error).split("\n")[0]
