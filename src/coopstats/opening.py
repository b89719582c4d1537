"""Opening: a dataset folder is read, checked, built and locked, and becomes a store."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from pathlib import Path

import duckdb

from coopstats.checking import judge
from coopstats.compressing import ATTACH
from coopstats.loading import read_texts
from coopstats.problems import DatasetError, Problem
from coopstats.store import Store

# Agreements from which on two threads answer a question sooner than one: below, they wait for each other longer than they help.
WORTH_SHARING = 20_000
# Agreements from which on the store is kept compressed: it then takes a third of the memory, and some seconds more of a worker's time.
WORTH_COMPRESSING = 20_000
LOCKS = (
    "autoinstall_known_extensions=false",
    "autoload_known_extensions=false",
    "allow_community_extensions=false",
    "enable_external_access=false",
    "python_enable_replacements=false",
    "lock_configuration=true",
)


def open_store(folder: Path, writes: Path | None = None) -> Store:
    """Read, check and lock a dataset folder. Raises DatasetError with all problems when there is any.

    `writes` is the one folder that the store may write into; else it cannot touch a file. Opening is shared out between two threads of ours, each with statements of its own; DuckDB's own would only wait for theirs.
    """
    connection = duckdb.connect(config={"threads": 1})
    problems = read_texts(connection, folder) or judge_and_build(connection)
    if problems:
        connection.close()
        raise DatasetError(problems)
    ((agreements,),) = connection.execute("select count(*) from agreement").fetchall()
    connection.execute(f"set threads = {1 if agreements < WORTH_SHARING else 2}")
    connection.execute(ATTACH)
    if writes is not None:
        connection.execute("set allowed_directories = [$folder]", {"folder": str(writes)})
        connection.execute("set partitioned_write_flush_threshold = 65536")
    for lock in LOCKS:
        connection.execute(f"set global {lock}")
    return Store(connection, folder, large=agreements >= WORTH_COMPRESSING)


def judge_and_build(connection: duckdb.DuckDBPyConnection) -> list[Problem]:
    """The problems of the raw tables, while another thread makes the typed tables of them: neither needs the other.

    A faulty dataset may fail to be built. Then its problems are told, and that failure is not.
    """
    with connection.cursor() as cursor, ThreadPoolExecutor(1) as builder:
        built = builder.submit(build, cursor)
        problems = judge(lambda sql: connection.execute(sql).fetchall())
        if not problems:
            built.result()
    return problems


def build(connection: duckdb.DuckDBPyConnection) -> None:
    """From the raw tables to those that questions of agreements ask; a store makes the others."""
    package = resources.files("coopstats")
    for statements in ("tables.sql", "prepared.sql", "labels.sql"):
        connection.execute(package.joinpath(statements).read_text(encoding="utf-8"))
