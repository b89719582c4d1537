"""A large dataset is kept compressed in memory: columns of codes, counts and repeated texts take a tenth of their room."""

from __future__ import annotations

from typing import Any

# DuckDB compresses a database in memory only when it is attached as such, not the one that a connection begins with.
ATTACH = "attach ':memory:' as kept (compress)"


def compress(cursor: Any) -> None:
    """Move every table into `kept`; a view of its name takes its place, so that no question knows where a table lies.

    Whoever is being answered meanwhile goes on with the table they found.
    """
    tables = cursor.execute("select table_name from duckdb_tables() where database_name = 'memory' and not temporary").fetchall()
    for (name,) in tables:
        cursor.execute(f"create table kept.{name} as from main.{name}")
        # Of two databases one statement of changes may only change one.
        cursor.execute(f"begin; drop table main.{name}; create view main.{name} as from kept.{name}; commit")
    cursor.execute("checkpoint kept")
