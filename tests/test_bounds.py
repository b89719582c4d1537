"""More than a council's file can be is refused in words, before it is held: measured in a process of its own."""

from __future__ import annotations

import io
import json
import shutil
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

HEADING = "Titre,Collectivité,Partenaire\n"
MEGABYTE = 1_000_000
# Reads every table of a file, and tells what is wrong, how many rows were read, and by how much the process grew meanwhile.
READ = """
import json, resource, sys
from pathlib import Path
from coopstats.imports.papers import papers
from coopstats.problems import Problem

def most():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

before, rows, problems = most(), 0, []
for paper in papers(Path(sys.argv[1]), "f"):
    for row in paper.rows:
        if isinstance(row, Problem):
            problems.append(row.check)
        else:
            rows += 1
print(json.dumps([problems, rows, (most() - before) / 1000]))
"""


def zeros(megabytes: int) -> bytes:
    """An archive of one table of so much nothing."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("liste.csv", "w", force_zip64=False) as file:
        for _ in range(megabytes):
            file.write(b"\n" * MEGABYTE)
    return packed.getvalue()


def lying(packed: bytes) -> bytes:
    """The same archive, which says of itself that it unpacks to ten bytes."""
    said = bytearray(packed)
    at = said.rindex(b"PK\x01\x02")
    said[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(said)


def workbook(packed: bytes) -> bytes:
    """A workbook whose first sheet is an archive's table."""
    made, told = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(told) as book:
        book.add_worksheet().write(0, 0, "Titre")
    with zipfile.ZipFile(told) as sound, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in sound.infolist():
            if entry.filename != "xl/worksheets/sheet1.xml":
                archive.writestr(entry, sound.read(entry))
        with (
            zipfile.ZipFile(io.BytesIO(packed)) as inner,
            inner.open("liste.csv") as sheet,
            archive.open("xl/worksheets/sheet1.xml", "w") as file,
        ):
            shutil.copyfileobj(sheet, file)
    return made.getvalue()


def cells(columns: int) -> bytes:
    return b",".join([b"a"] * columns)


BOUNDS: dict[str, tuple[Callable[[], bytes], list[str], int]] = {
    "a zip bomb that says how large it is": (lambda: zeros(310), ["file_too_large"], 0),
    "a zip bomb that says it is small": (lambda: lying(zeros(310)), ["file_too_large"], 0),
    "a zip whose size is not the one told": (lambda: lying(zeros(1)), ["file_empty"], 0),
    "a workbook that is a bomb": (lambda: lying(workbook(zeros(310))), ["file_too_large"], 0),
    "a million columns": (lambda: HEADING.encode() + cells(1_000_000) + b"\n", ["line_too_long"], 1),
    "a few hundred thousand columns": (lambda: HEADING.encode() + cells(400_000) + b"\n", ["columns_too_many"], 1),
    "a line without end": (lambda: HEADING.encode() + b"a" * 50 * MEGABYTE, ["line_too_long"], 1),
    "a quote that never ends": (lambda: HEADING.encode() + b'"' + b"a\n" * MEGABYTE, ["row_unreadable"], 950_000),
    "a cell of ten megabytes": (lambda: HEADING.encode() + b'"' + b"a" * 10 * MEGABYTE + b'",b,c\n', ["line_too_long"], 1),
    "a cell of two hundred thousand letters": (
        lambda: HEADING.encode() + b"a" * 200_000 + b",b,c\nd,e,f\n",
        ["row_unreadable"],
        2,
    ),
}


@pytest.mark.parametrize("name", BOUNDS)
def test_what_is_too_much_is_refused_and_never_held(name: str, tmp_path: Path) -> None:
    """The check is told, what could be read before is read, and memory grows by less than sixty megabytes."""
    make, checks, rows = BOUNDS[name]
    file = tmp_path / "file"
    file.write_bytes(make())
    done = subprocess.run(  # noqa: S603 - our own lines
        [sys.executable, "-c", READ, str(file)], check=False, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    found, read, grown = json.loads(done.stdout)
    assert found == checks
    assert read == rows
    assert grown < 60
