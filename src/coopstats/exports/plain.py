"""Tables as CSV, workbook, JSON and Parquet: formats that hold any table. Zero rows are a file too."""

from __future__ import annotations

import io
import json
from codecs import BOM_UTF8

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from coopstats.downloads import as_csv, as_json
from coopstats.exports.asked import Asked, Files
from coopstats.workbook import Front, as_workbook, sheet_of

# Columns whose type must not hang on what is known of them.
ARROW = {"Int64": pa.int64(), "float64": pa.float64()}


def named(asked: Asked, ending: str, made: dict[str, bytes]) -> Files:
    """Files by what they add to a name: the first table stands for all, the others add their own."""
    main = next(iter(asked.names()))
    return {ending if name == main else f"-{name}{ending}": file for name, file in made.items()}


def csv_files(asked: Asked) -> Files:
    """One CSV a table: UTF-8, comma, a text that a spreadsheet would run has an apostrophe before it."""
    made = {name: as_csv(table) for name, table in asked.tables().items()}
    return named(asked, ".csv", {name: file if asked.mark else file.removeprefix(BOM_UTF8) for name, file in made.items()})


def json_files(asked: Asked) -> Files:
    """One document: what it says of itself, then a list of records a table."""
    tables = {name: json.loads(as_json(table)) for name, table in asked.tables().items()}
    told = asked.about() | {"sources": asked.addresses(), "tables": tables}
    return {".json": json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"}


def parquet_files(asked: Asked) -> Files:
    """One Parquet file a table, each column of one type whatever is unknown; what it says of itself stands in its metadata."""
    return named(asked, ".parquet", {name: as_parquet(table, asked.about()) for name, table in asked.tables().items()})


def as_parquet(table: pd.DataFrame, about: dict[str, str]) -> bytes:
    """A table as Parquet, typed as its cells are; a column of which nothing is known is text."""
    columns = {}
    for name, cells in table.items():
        known = pa.array(cells.astype(object).where(cells.notna(), None), type=ARROW.get(str(cells.dtype)))
        columns[str(name)] = known.cast(pa.string()) if pa.types.is_null(known.type) else known
    buffer = io.BytesIO()
    pq.write_table(pa.table(columns).replace_schema_metadata(about), buffer, compression="zstd")
    return buffer.getvalue()


def xlsx_files(asked: Asked) -> Files:
    """One workbook: a sheet that says what it is, then a sheet a table, always in words."""
    answers = {name: asked.choice.ask(question) for name, question in asked.names().items()}
    about, sources = asked.about(), asked.addresses()
    title = asked.title(next(iter(answers)))
    front = Front(title, about["selection"], about["version"], sources if asked.question else (), asked.link)
    sheets = [sheet_of(asked.title(name), answer, asked.words) for name, answer in answers.items()]
    return {".xlsx": as_workbook(front, sheets, asked.words)}
