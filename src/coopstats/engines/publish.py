"""`coopstats publish`: the tables that questions ask, as a folder of Parquet for any engine.

    FOLDER/manifest.json                        what it is: see published.py
    FOLDER/agreement/year=2015/data_0.parquet   the agreements of a year; those without one: year=__HIVE_DEFAULT_PARTITION__
    FOLDER/<table>/data_0.parquet               every other table

A code stands as its text in `<column>`, and in `<column>_position` as its place in its list, from 0: DuckDB compares codes by
their places, and an engine that knows only the texts would put them in another order. A set that DuckDB keeps as the binary
digits of one number is written as the places of these digits.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from coopstats.engines.published import CODE, CODES, DIGITS, MANIFEST, Column, Published, Table, manifest_of, read_published
from coopstats.exports.package import CC_BY
from coopstats.folder import own_folder
from coopstats.opening import open_store
from coopstats.problems import DatasetError
from coopstats.store import Store

# Steps on the way to other tables, and the shapes of maps, which have another licence: no question asks them.
KEPT_BACK = ("agreement_combination", "common_value", "filter_value", "numbered", "outline", "rare_value")
PARTED_BY = {"agreement": "year"}

Lists = Mapping[str, tuple[str, ...]]


def add_publish(parser: argparse.ArgumentParser) -> None:
    """What the command understands."""
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FOLDER", help="a new folder, or one published before"
    )
    parser.add_argument("--data", type=Path, default=own_folder(), help="a dataset folder")


def command(given: argparse.Namespace) -> int:
    """Publish; the number is the exit code: 0 done, 1 a problem in the data, 2 a problem in the call."""
    try:
        published = publish(given.data, given.output)
    except (DatasetError, ValueError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1 if isinstance(error, DatasetError) else 2
    rows = sum(table.rows for table in published.tables.values())
    sys.stdout.write(f"{given.output}: {len(published.tables)} tables, {rows} rows, version {published.version}\n")
    return 0


def publish(data: Path, target: Path) -> Published:
    """Write a dataset folder as a folder of Parquet, all of it or nothing: who looks meanwhile finds the folder of before.

    Raises DatasetError when the data must not be shown, FileExistsError when `target` is something else than a published folder.
    """
    if target.exists() and not (target / MANIFEST).is_file():
        raise FileExistsError(f"{target} is there and is no published folder: it is left as it is")
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".publishing-", dir=target.resolve().parent))
    try:
        write(open_store(data, writes=scratch), scratch / "new")
        if target.exists():
            target.rename(scratch / "old")
        (scratch / "new").rename(target)
    finally:
        shutil.rmtree(scratch)
    return read_published(target)


def write(store: Store, folder: Path) -> None:
    """Write the tables of a store one after the other, as DuckDB streams them, then the manifest."""
    store.wait_for_all()
    with store.cursor() as cursor:
        labels = "select type_name, labels from duckdb_types() where logical_type = 'ENUM' and labels is not null"
        lists = {name: tuple(codes) for name, codes in cursor.execute(labels).fetchall()}
        names = [
            name
            for (name,) in cursor.execute(
                "select table_name from duckdb_tables() where not temporary order by table_name"
            ).fetchall()
        ]
        tables = {name: write_table(cursor, name, lists, folder) for name in names if name not in KEPT_BACK}
    told = manifest_of(Published(folder, store.version, tables, lists), CC_BY["name"])
    (folder / MANIFEST).write_text(told, encoding="utf-8")


def write_table(cursor: Any, name: str, lists: Lists, folder: Path) -> Table:
    """Write one table; gives what the manifest says of it."""
    columns = columns_of(cursor, name, lists)
    parted_by = PARTED_BY.get(name, "")
    place = folder / name / ("" if parted_by else "data_0.parquet")
    (place if parted_by else place.parent).mkdir(parents=True)
    quoted = str(place).replace("'", "''")
    options = f"format parquet, compression zstd{f', partition_by ({parted_by}), overwrite_or_ignore' if parted_by else ''}"
    written = cursor.execute(f"copy (select {', '.join(map(stored, columns))} from {name}) to '{quoted}' ({options})")
    return Table(name, written.fetchall()[0][0], parted_by, columns)


def columns_of(cursor: Any, name: str, lists: Lists) -> tuple[Column, ...]:
    """The columns of a table in its order."""
    empty = cursor.execute(f"select * from {name} limit 0").description
    return tuple(column_of(column, kind, lists) for column, kind, *_ in empty)


def column_of(name: str, kind: Any, lists: Lists) -> Column:
    """A column by its DuckDB type. A type's codes tell its name: of two that hold the same codes either will do."""
    inner = dict(kind.children)["child"] if kind.id == "list" else kind
    if inner.id == "enum":
        codes = tuple(dict(inner.children)["values"])
        return Column(name, CODES if kind.id == "list" else CODE, next(held for held in lists if lists[held] == codes))
    return Column(name, DIGITS if kind.id == "hugeint" else str(kind))


def stored(column: Column) -> str:
    """A column as the expressions that write it."""
    name = f'"{column.name}"'
    if column.type == CODE:
        return f"{name}::varchar as {name}, enum_code({name})::integer as {column.name}_position"
    if column.type == CODES:
        positions = f"list_transform({name}, lambda code: enum_code(code)::integer)"
        return f"{name}::varchar[] as {name}, {positions} as {column.name}_position"
    if column.type == DIGITS:
        places = f"list_filter(range(127), lambda place: ({name} >> place::integer) & 1 = 1)::integer[]"
        return f"if({name} is null, null, {places}) as {name}"
    return name
