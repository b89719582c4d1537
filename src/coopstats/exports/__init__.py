"""What readers take along: the agreements of a selection, or one table of them, in the formats of others.

    files = FORMATS["xlsx"].make(Asked(store, choice, "ar"))      # {".xlsx": bytes}

A format makes one file, or several of which the first is the main one: each under the ending that it adds to a name. The
command line, the screen and the tests go by this one list.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from coopstats.exports.asked import Asked, Files, Pieces
from coopstats.exports.iati import iati_files, iati_gate
from coopstats.exports.package import package_files, zip_into
from coopstats.exports.plain import csv_pieces, json_pieces, parquet_pieces, xlsx_files
from coopstats.exports.scdl import scdl_files, scdl_gate


@dataclass(frozen=True)
class Format:
    """A format: who makes it, how its main file ends, its type on the web.

    `any_table` says whether it holds any answer, or only what its standard knows; `parts` whether the register is several files,
    `gate` what it cannot hold.
    """

    pieces: Callable[[Asked], Pieces]
    ending: str
    mime: str
    any_table: bool = True
    parts: bool = False
    gate: Callable[[Asked], pd.DataFrame] | None = None

    def make(self, asked: Asked) -> Files:
        """The files, held whole."""
        return {ending: b"".join(parts) for ending, parts in self.pieces(asked)}


def at_once(make: Callable[[Asked], Files]) -> Callable[[Asked], Pieces]:
    """The pieces of what is made whole."""
    return lambda asked: ((ending, [file]) for ending, file in make(asked).items())


FORMATS = {
    "csv": Format(csv_pieces, ".csv", "text/csv", parts=True),
    "xlsx": Format(at_once(xlsx_files), ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": Format(json_pieces, ".json", "application/json"),
    "parquet": Format(parquet_pieces, ".parquet", "application/vnd.apache.parquet", parts=True),
    "package": Format(at_once(package_files), ".zip", "application/zip", any_table=False),
    "iati": Format(at_once(iati_files), ".xml", "application/zip", any_table=False, parts=True, gate=iati_gate),
    "scdl": Format(at_once(scdl_files), ".csv", "application/zip", any_table=False, parts=True, gate=scdl_gate),
}


def bundled(form: str, asked: Asked) -> bytes:
    """What was asked for as one file: several files of a format come in a zip."""
    if not FORMATS[form].parts or asked.question:
        return next(iter(FORMATS[form].make(asked).values()))
    buffer = io.BytesIO()
    zip_into(buffer, ((f"coopstats{ending}", parts) for ending, parts in FORMATS[form].pieces(asked)))
    return buffer.getvalue()


def file_name(form: str, question: str = "") -> str:
    """What that one file is called."""
    if form == "package":
        return "coopstats-dataset.zip"
    if question:
        return f"coopstats-{question}{FORMATS[form].ending}"
    return f"coopstats-{form}.zip" if FORMATS[form].parts else f"coopstats{FORMATS[form].ending}"


__all__ = ["FORMATS", "Asked", "Files", "Format", "Pieces", "bundled", "file_name"]
