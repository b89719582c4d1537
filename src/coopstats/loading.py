"""From a dataset folder to raw tables, where every column is text: what the checks judge and `tables.sql` turns into types.

Code lists with one heading are read by one statement: such a small file costs less than the statement.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from importlib import resources
from itertools import chain
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import NamedTuple

import duckdb

from coopstats.checking import Table, code_lists, column_names, contract, sheet_of, sheets
from coopstats.problems import Problem

# Bytes of a file that are read at once: more take memory and no less time.
BUFFER = 4_000_000
REJECTED = """select file_path, line, coalesce(column_name, ''), error_message
              from unreadable_row join unreadable_scan using (scan_id, file_id)"""


# Within a quoted cell it is none; only then is the file read for it.
EMPTY_LINE = re.compile(rb"\n[ \t]*\r?\n")


class Batch(NamedTuple):
    """What is read by one statement: code lists of one heading, or one file alone, whose path is then in `alone`.

    A code list with a quote in it is read alone as well: among several files, DuckDB 2.0 passes over a quote that never ends.
    """

    raw: str
    heading: tuple[str, ...]
    alone: str


def read_texts(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[Problem]:
    """Fill `raw_<table>(line, …)` with the texts of each file as they stand; empty cells are null.

    What keeps a file from being read at all comes back as problems: then the tables are not complete. An optional table
    that a dataset does without is empty.
    """
    problems: list[Problem] = []
    batches: dict[Batch, list[str]] = defaultdict(list)
    absent = [table for table in contract() if table.get("optional") and not (folder / table["path"]).exists()]
    for table in (table for table in contract() if table not in absent):
        path = folder / table["path"]
        heading, found = heading_of(path, table)
        found = found or empty_lines(path, table["path"])
        problems += found
        if not found:
            alone = "" if table in code_lists() and b'"' not in path.read_bytes() else table["path"]
            batches[Batch(sheet_of(table["name"]).raw, tuple(heading), alone)].append(str(path))
    create(connection, absent)
    work = iter(batches.items())
    with ThreadPoolExecutor(2) as readers:
        rejected = readers.map(lambda _: load(connection, folder, work), range(2))
    return problems + sorted(chain.from_iterable(rejected))


def create(connection: duckdb.DuckDBPyConnection, absent: list[Table]) -> None:
    """What no file makes: the raw table of all code lists, each of which is a view of it, the tables of absent files, and what is asked of several."""
    statements = ["create table raw_code (list varchar, line bigint, code varchar, fr varchar, ar varchar, en varchar)"]
    statements += [f"create view raw_{table['name']} as from raw_code where list = '{table['name']}'" for table in code_lists()]
    for table in (table for table in absent if table not in code_lists()):
        texts = ", ".join(f'"{column}" varchar' for column in column_names(table["schema"]))
        statements.append(f"create table raw_{table['name']} (line bigint, {texts})")
    statements.append(resources.files("coopstats").joinpath("scope_of.sql").read_text(encoding="utf-8"))
    connection.execute(";\n".join(["begin", *statements, "commit"]))


def forget_texts(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop the raw tables, and what is asked of them."""
    views = [f"drop view raw_{table['name']}" for table in code_lists()]
    asked = ["drop macro scope_of"]
    connection.execute(";\n".join(["begin", *views, *asked, *(f"drop table {sheet.raw}" for sheet in sheets()), "commit"]))


def heading_of(path: Path, table: Table) -> tuple[list[str], list[Problem]]:
    """The columns of a file in its own order, and the problems of the file as a whole and of its heading."""
    name, expected = table["path"], column_names(table["schema"])
    if not path.is_file():
        return [], [Problem(name, 0, "", "file_missing")]
    try:
        with path.open(encoding="utf-8-sig") as lines:
            heading = [cell.strip() for cell in lines.readline().rstrip("\r\n").split(",")]
    except (OSError, UnicodeDecodeError) as error:
        return [], [Problem(name, 0, "", "file_unreadable", expected=str(error))]
    found = [Problem(name, 1, column, "column_missing") for column in expected if column not in heading]
    found += [Problem(name, 1, column, "value_repeated", column) for column in expected if heading.count(column) > 1]
    return heading, found + [Problem(name, 1, column, "column_unknown") for column in heading if column not in expected]


def empty_lines(path: Path, name: str) -> list[Problem]:
    """The empty lines between the rows of a file. DuckDB passes over them, and every later problem would be told of a wrong line."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) if path.stat().st_size else nullcontext(b"") as text:
        end = len(text)
        while end and text[end - 1 : end].isspace():
            end -= 1
        if not EMPTY_LINE.search(text, 0, end):
            return []
        rows = csv.reader(text[:end].decode("utf-8-sig", errors="replace").splitlines(keepends=True))
    return [Problem(name, rows.line_num, "", "line_empty") for row in rows if not "".join(row).strip()]


def load(connection: duckdb.DuckDBPyConnection, folder: Path, work: Iterator[tuple[Batch, list[str]]]) -> list[Problem]:
    """Take what is next and fill its raw table, until no work is left; the rows that cannot be read come back as problems."""
    names = {str(folder / table["path"]): table["path"] for table in contract()}
    with connection.cursor() as cursor:
        filled = [cursor.execute(filling(batch), {"paths": paths}) for batch, paths in work]
        rejected = cursor.execute(REJECTED).fetchall() if filled else []
    return [
        Problem(names[path], line, field, "row_unreadable", expected=text.split("\n")[0]) for path, line, field, text in rejected
    ]


def filling(batch: Batch) -> str:
    """SQL that reads the files of a batch into their raw table. `line` is counted in each file by itself."""
    types = "{" + ", ".join(f"'{column}': 'VARCHAR'" for column in batch.heading) + "}"
    rows = f"""read_csv($paths, columns={types}, header=true, delim=',', quote='"', escape='"', auto_detect=false,
                        null_padding=false, buffer_size={BUFFER}, store_rejects=true, rejects_limit=1000, rejects_table='unreadable_row',
                        rejects_scan='unreadable_scan')"""
    if batch.raw != "raw_code":
        return f"create table {batch.raw} as select row_number() over () + 1 as line, nullif(trim(columns(*)), '') from {rows}"
    return f"""insert into raw_code by name
               select parse_filename(filename, true) as list, number - min(number) over (partition by filename) + 2 as line,
                      nullif(trim(columns(* exclude (filename, number))), '')
               from (select *, filename, row_number() over () as number from {rows})
               order by number"""
