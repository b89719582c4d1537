"""A dataset folder as texts: judged, or asked what a file would change in it; a text as the store seeks it. No typed table is made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

import duckdb

from coopstats.checking import Query, judge
from coopstats.loading import read_texts
from coopstats.problems import DatasetError, Problem

# Enough for a register of a hundred thousand agreements; what is more is laid down on disk.
MEMORY = "128MB"


def check_folder(folder: Path) -> list[Problem]:
    """Every problem of a dataset folder; an empty list when it may be shown."""
    with duckdb.connect(config={"threads": 1}) as connection:
        problems = read_texts(connection, folder)
        return problems or judge(lambda sql: connection.execute(sql).fetchall())


@contextmanager
def open_texts(folder: Path, beside: Path) -> Iterator[Query]:
    """Ask the raw tables of a sound dataset, and change them there; nothing is changed in the folder. Raises DatasetError.

    The tables stand in a file in the folder `beside`, so that memory holds a part of them only. Whoever asks meets OSError
    when there is no room for an answer, on disk or in memory.
    """
    limits: dict[str, str | bool | int | float | list[str]] = {
        "threads": 1,
        "memory_limit": MEMORY,
        "temp_directory": str(beside),
        "allocator_flush_threshold": "8MB",
        "write_buffer_row_group_count": 1,
    }
    try:
        with duckdb.connect(beside / "texts.duckdb", config=limits) as connection:

            def query(sql: str) -> list[tuple[Any, ...]]:
                return connection.execute(sql).fetchall()

            problems = read_texts(connection, folder) or judge(query, apart=True)
            if problems:
                raise DatasetError(problems)
            yield query
    except duckdb.OperationalError as error:
        raise OSError(str(error).split("\n")[0]) from error


def folded(words: str) -> str:
    """What is sought as the texts have it: the macros of searching.sql without any table."""
    text = resources.files("coopstats").joinpath("searching.sql").read_text(encoding="utf-8")
    macros = re.findall(r"^create macro .+ as (?!table).+;$", text, flags=re.MULTILINE)
    with duckdb.connect() as connection:
        connection.execute("\n".join(macros))
        return str(connection.execute("select sought($words)", {"words": words}).fetchall()[0][0])
