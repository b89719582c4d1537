"""From a dataset folder to raw tables, where every column is text: what the checks judge and `tables.sql` turns into types."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from coopstats.checking import contract
from coopstats.problems import Problem


def read_texts(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[Problem]:
    """Fill `raw_<table>(line, …)` with the texts of each file as they stand; empty cells are null.

    What keeps a file from being read at all comes back as problems: then the tables are not complete. An optional table
    that a dataset does without is empty.
    """
    problems: list[Problem] = []
    for table in contract():
        columns = [field["name"] for field in table["schema"]["fields"]]
        if table.get("optional") and not (folder / table["path"]).exists():
            texts = ", ".join(f'"{column}" varchar' for column in columns)
            connection.execute(f"create table raw_{table['name']} (line bigint, {texts})")
            continue
        found = unreadable(folder / table["path"], table["path"], columns)
        if not found:
            found = load(connection, folder / table["path"], table, columns)
        problems += found
    return problems


def unreadable(path: Path, name: str, columns: list[str]) -> list[Problem]:
    """Problems of the file as a whole and of its heading."""
    if not path.is_file():
        return [Problem(name, 0, "", "file_missing")]
    try:
        with path.open(encoding="utf-8-sig") as lines:
            heading = [cell.strip() for cell in lines.readline().rstrip("\r\n").split(",")]
    except (OSError, UnicodeDecodeError) as error:
        return [Problem(name, 0, "", "file_unreadable", expected=str(error))]
    missing = [Problem(name, 1, column, "column_missing") for column in columns if column not in heading]
    missing += [Problem(name, 1, column, "value_repeated", column) for column in columns if heading.count(column) > 1]
    return missing + [Problem(name, 1, column, "column_unknown") for column in heading if column not in columns]


def load(connection: duckdb.DuckDBPyConnection, path: Path, table: dict[str, Any], columns: list[str]) -> list[Problem]:
    """One file into its raw table; rows that cannot be read come back as problems."""
    with path.open(encoding="utf-8-sig") as lines:
        order = [cell.strip() for cell in lines.readline().rstrip("\r\n").split(",")]
    types = "{" + ", ".join(f"'{column}': 'VARCHAR'" for column in order) + "}"
    chosen = ", ".join(f'nullif(trim("{column}"), \'\') as "{column}"' for column in columns)
    connection.execute(
        f"""create table raw_{table["name"]} as
            select row_number() over () + 1 as line, {chosen}
            from read_csv($path, columns={types}, header=true, delim=',', quote='"', escape='"',
                          auto_detect=false, null_padding=false, store_rejects=true, rejects_limit=1000,
                          rejects_table='reject_{table["name"]}', rejects_scan='reject_scan_{table["name"]}')""",
        {"path": str(path)},
    )
    rejected = connection.execute(
        f"select line, coalesce(column_name, ''), error_message from reject_{table['name']} order by line"
    ).fetchall()
    for temporary in (f"reject_{table['name']}", f"reject_scan_{table['name']}"):
        connection.execute(f"drop table if exists {temporary}")
    return [Problem(table["path"], line, field, "row_unreadable", expected=text.split("\n")[0]) for line, field, text in rejected]
