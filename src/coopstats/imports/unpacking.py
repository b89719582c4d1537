"""Archives and workbooks unpacked within bounds, whatever they say of their own size.

A workbook is an archive too. It is packed anew from what was unpacked here, and only that is handed to the library that reads it:
what it would hold in memory, a cell for every place up to the last one used, is told from the XML beforehand.
"""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Iterator
from copy import copy
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import iterparse  # expat itself refuses entities that blow up

LARGEST_UNPACKED, MOST_UNPACKED, MOST_COLUMNS = 300_000_000, 200, 500
CHUNK = 1 << 20
# What the library holds for every place of a sheet, empty or not.
PLACE = 32
CELL = re.compile(rb"<(?:\w+:)?c\s([^<>]*[^<>/])>")
REFERENCE = re.compile(rb"""\br=["']([A-Z]+)(\d+)["']""")
LONGEST_TAG = 1000
ODS = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


class TooLargeError(ValueError):
    """What unpacks to more than is read, or is wider; `columns` when it is the width."""

    def __init__(self, columns: int = 0) -> None:
        self.columns = columns
        super().__init__(columns)


def entries_of(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """What is in an archive, each name once. Raises TooLargeError when it is more than any register's, by its own word already."""
    entries = list({entry.filename: entry for entry in archive.infolist() if not entry.is_dir()}.values())
    if len(entries) > MOST_UNPACKED or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise TooLargeError
    return entries


def chunks_of(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of an entry to their real end, a part at a time. Raises BadZipFile when they are not what was said of them."""
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        # The others unpack a whole entry at once.
        raise zipfile.BadZipFile(zipfile.compressor_names.get(entry.compress_type, "?"))  # type: ignore[attr-defined]
    real = copy(entry)
    real.file_size = sys.maxsize
    with archive.open(real) as file:
        while chunk := file.read(CHUNK):
            yield chunk


def unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, place: Path, most: int = LARGEST_UNPACKED) -> int:
    """Write an entry into a file and give its size. Raises TooLargeError as soon as it is more than `most`."""
    size = 0
    with place.open("wb") as file:
        for chunk in chunks_of(archive, entry):
            size += len(chunk)
            if size > most:
                raise TooLargeError
            file.write(chunk)
    return size


def packed_anew(archive: zipfile.ZipFile, folder: Path) -> Path:
    """A workbook again, without compression, of what its entries really hold. Raises TooLargeError, BadZipFile, ParseError."""
    place, book, size = folder / "entry", folder / "book", 0
    entries = entries_of(archive)
    if any(entry.filename.endswith("workbook.bin") for entry in entries):
        raise zipfile.BadZipFile("xlsb")
    with zipfile.ZipFile(book, "w") as made:
        for entry in entries:
            size += unpack(archive, entry, place, LARGEST_UNPACKED - size)
            with place.open("rb") as file:
                for width, height in sheets_within(entry.filename, file):
                    if width > MOST_COLUMNS:
                        raise TooLargeError(width)
                    if width * height * PLACE > LARGEST_UNPACKED:
                        raise TooLargeError
            made.write(place, entry.filename)
    return book


def sheets_within(name: str, file: IO[bytes]) -> Iterator[tuple[int, int]]:
    """Last column and last line with anything in them, of each sheet in an entry of a workbook."""
    if name == "content.xml":
        yield from open_document(file)
    elif name.startswith("xl/worksheets/"):
        width = height = 0
        rest = b""
        while chunk := file.read(CHUNK):
            text = rest + chunk
            for cell in CELL.finditer(text):
                if place := REFERENCE.search(cell[1]):
                    width, height = max(width, column_number(place[1])), max(height, int(place[2]))
            rest = text[-LONGEST_TAG:]
        yield width, height


def column_number(letters: bytes) -> int:
    """The number of a column by its letters, from 1."""
    number = 0
    for letter in letters[:9]:
        number = number * 26 + letter - 64
    return number


def open_document(file: IO[bytes]) -> Iterator[tuple[int, int]]:
    """Width and height of each sheet of an OpenDocument spreadsheet, where a cell or a line may stand for any number of the same."""
    column = last = line = width = height = 0
    for _, element in iterparse(file):  # noqa: S314 - see above
        kind = element.tag.removeprefix(ODS)
        if kind in ("table-cell", "covered-table-cell"):
            column += int(element.get(f"{ODS}number-columns-repeated", "1"))
            last = column if len(element) or any("value" in name for name in element.attrib) else last
            element.clear()
        elif kind == "table-row":
            line += int(element.get(f"{ODS}number-rows-repeated", "1"))
            width, height = max(width, last), line if last else height
            column = last = 0
            element.clear()
        elif kind == "table":
            yield width, height
            column = last = line = width = height = 0
            element.clear()
