"""Tables as CSV, workbook, JSON and Parquet: formats that hold any table. Zero rows are a file too."""

from __future__ import annotations

import io
import json
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from coopstats.downloads import csv_part, records
from coopstats.exports.asked import Asked, Files, Pieces
from coopstats.workbook import Front, as_workbook, sheet_of

# Agreements of a register from which on a workbook is written by way of the disk.
LARGE = 5_000
# Columns whose type must not hang on what is known of them.
ARROW = {"Int64": pa.int64(), "float64": pa.float64()}


def by_ending(asked: Asked, ending: str, parts: Callable[[str], Iterable[bytes]]) -> Pieces:
    """A file a table, by what it adds to a name: the first table stands for all, the others add their own."""
    main, *others = asked.names()
    yield ending, parts(main)
    yield from ((f"-{name}{ending}", parts(name)) for name in others)


def csv_pieces(asked: Asked) -> Pieces:
    """One CSV a table: UTF-8, comma, a text that a spreadsheet would run has an apostrophe before it."""

    def parts(name: str) -> Iterator[bytes]:
        yield BOM_UTF8 if asked.mark else b""
        for number, part in enumerate(asked.parts(name)):
            yield csv_part(part, first=number == 0)

    return by_ending(asked, ".csv", parts)


def json_pieces(asked: Asked) -> Pieces:
    """One document: what it says of itself, then a list of records a table."""
    yield ".json", document(asked)


def document(asked: Asked) -> Iterator[bytes]:
    """The parts of that document; it is indented as one that is written at once."""
    told = json.dumps(asked.about() | {"sources": asked.addresses()}, ensure_ascii=False, indent=1)
    yield told.removesuffix("\n}").encode() + b',\n "tables": {'
    for place, name in enumerate(asked.names()):
        yield ("," if place else "").encode() + f"\n  {json.dumps(name)}: [".encode()
        lead = ""
        for record in chain.from_iterable(map(records, asked.parts(name))):
            lines = json.dumps(record, ensure_ascii=False, indent=1).replace("\n", "\n   ")
            yield f"{lead}\n   {lines}".encode()
            lead = ","
        yield b"\n  ]" if lead else b"]"
    yield b"\n }\n}\n"


def parquet_pieces(asked: Asked) -> Pieces:
    """One Parquet file a table, each column of one type whatever is unknown; what it says of itself stands in its metadata."""

    def parts(name: str) -> Iterator[bytes]:
        yield as_parquet(pd.concat(list(asked.parts(name)), ignore_index=True), asked.about())

    return by_ending(asked, ".parquet", parts)


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
    about, sources = asked.about(), asked.addresses()
    title = asked.title(next(iter(asked.names())))
    front = Front(title, about["selection"], about["version"], sources if asked.question else (), asked.link)
    sheets = (sheet_of(asked.title(name), asked.choice.ask(question), asked.words) for name, question in asked.names().items())
    return {".xlsx": as_workbook(front, sheets, asked.words, large=asked.store.size() > LARGE)}
