"""What readers take along: the agreements of a selection, or one table of them, in the formats of others.

    files = FORMATS["xlsx"].make(Asked(store, choice, "ar"))      # {".xlsx": bytes}

A format makes one file, or several of which the first is the main one: each under the ending that it adds to a name. The
command line, the screen and the tests go by this one list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from coopstats.exports.asked import Asked, Files
from coopstats.exports.iati import iati_files, iati_gate
from coopstats.exports.package import package_files, zipped
from coopstats.exports.plain import csv_files, json_files, parquet_files, xlsx_files
from coopstats.exports.scdl import scdl_files, scdl_gate


@dataclass(frozen=True)
class Format:
    """A format: who makes it, how its main file ends, its type on the web.

    `any_table` says whether it holds any answer, or only what its standard knows; `parts` whether the register is several files,
    `gate` what it cannot hold.
    """

    make: Callable[[Asked], Files]
    ending: str
    mime: str
    any_table: bool = True
    parts: bool = False
    gate: Callable[[Asked], pd.DataFrame] | None = None


FORMATS = {
    "csv": Format(csv_files, ".csv", "text/csv", parts=True),
    "xlsx": Format(xlsx_files, ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": Format(json_files, ".json", "application/json"),
    "parquet": Format(parquet_files, ".parquet", "application/vnd.apache.parquet", parts=True),
    "package": Format(package_files, ".zip", "application/zip", any_table=False),
    "iati": Format(iati_files, ".xml", "application/zip", any_table=False, parts=True, gate=iati_gate),
    "scdl": Format(scdl_files, ".csv", "application/zip", any_table=False, parts=True, gate=scdl_gate),
}


def bundled(form: str, asked: Asked) -> bytes:
    """What was asked for as one file: several files of a format come in a zip."""
    files = FORMATS[form].make(asked)
    if not FORMATS[form].parts or asked.question:
        return next(iter(files.values()))
    return zipped({f"coopstats{ending}": file for ending, file in files.items()})


def file_name(form: str, question: str = "") -> str:
    """What that one file is called."""
    if form == "package":
        return "coopstats-dataset.zip"
    if question:
        return f"coopstats-{question}{FORMATS[form].ending}"
    return f"coopstats-{form}.zip" if FORMATS[form].parts else f"coopstats{FORMATS[form].ending}"


__all__ = ["FORMATS", "Asked", "Files", "Format", "bundled", "file_name"]
