"""A published folder as it is found again: its manifest, and whether every file that the manifest tells of is there whole.

published = read_published(Path("folder"))      # raises UnreadableError with one sentence
published.tables["agreement"].rows
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from coopstats.store import LISTS

FORM = "coopstats-published-1"
MANIFEST = "manifest.json"
# Columns that are more than one of DuckDB's plain types: a code, a list of codes, the digits of a number that stands for a set.
CODE, CODES, DIGITS = "code", "code[]", "digits"


class UnreadableError(ValueError):
    """A folder that is no published one, or not all of it; the message says which file and what to do."""


@dataclass(frozen=True)
class Column:
    """A column: its type, one of DuckDB's or CODE, CODES, DIGITS; `codes` names the list of its codes."""

    name: str
    type: str
    codes: str = ""


@dataclass(frozen=True)
class Table:
    """A table: how many rows, and the column by whose values its files lie in folders ("" for none)."""

    name: str
    rows: int
    parted_by: str
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Published:
    """A published folder. `version` is that of the dataset; `codes` holds every list of codes in its order."""

    folder: Path
    version: str
    tables: dict[str, Table]
    lists: dict[str, tuple[str, ...]]

    @cached_property
    def names(self) -> list[dict[str, Any]]:
        """The names of all codes that a reader may say: the table `label`."""
        rows: list[dict[str, Any]] = pq.read_table(self.folder / "label").to_pylist()
        return sorted(rows, key=lambda row: (row["list"], row["position"]))

    def codes(self) -> dict[str, tuple[str, ...]]:
        """The codes of every list, in the list's own order, as a store gives them."""
        found: dict[str, list[str]] = {name: [] for name in LISTS}
        for row in self.names:
            found.setdefault(row["list"], []).append(row["code"])
        return {name: tuple(codes) for name, codes in found.items()}

    def labels(self, language: str) -> dict[tuple[str, str], str]:
        """The name of every code in one language, as a store gives them."""
        return {(row["list"], row["code"]): row[language] for row in self.names}


def manifest_of(published: Published, licence: str) -> str:
    """The manifest as its file."""
    told = {
        "format": FORM,
        "version": published.version,
        "licence": licence,
        "tables": [asdict(table) for table in published.tables.values()],
        "codes": published.lists,
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def read_published(folder: Path) -> Published:
    """The published folder there. Raises UnreadableError."""
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UnreadableError(f"{folder} is no published folder: it has no {MANIFEST} (coopstats publish -o makes one)") from None
    except ValueError:
        raise UnreadableError(f"{folder}: {MANIFEST} is no JSON; publish the folder anew") from None
    if not isinstance(told, dict) or told.get("format") != FORM:
        raise UnreadableError(f"{folder}: {MANIFEST} is not of the form {FORM}; publish the folder anew with this version")
    tables = [Table(**table | {"columns": tuple(Column(**column) for column in table["columns"])}) for table in told["tables"]]
    for table in tables:
        found = rows_in(folder / table.name)
        if found != table.rows:
            raise UnreadableError(
                f"{folder}: {table.name} holds {found} rows and should hold {table.rows}; publish the folder anew"
            )
    lists = {name: tuple(codes) for name, codes in told["codes"].items()}
    return Published(folder, told["version"], {table.name: table for table in tables}, lists)


def rows_in(folder: Path) -> int:
    """How many rows the files of a table hold, read from their ends alone. Raises UnreadableError for a file that was cut short."""
    rows = 0
    for file in sorted(folder.rglob("*.parquet")):
        try:
            rows += pq.read_metadata(file).num_rows
        except (pa.ArrowInvalid, OSError):
            raise UnreadableError(f"{file} is no whole Parquet file; publish the folder anew") from None
    return rows
