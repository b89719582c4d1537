"""Drafts on their way into the dataset: written down as they come, one CSV a table, so that a long file is never held whole; then read as tables."""

from __future__ import annotations

import csv
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import TextIO

from coopstats.checking import Query, column_names, contract, sheet_of
from coopstats.imports.drafts import Reading
from coopstats.problems import Problem

DRAFTS = ("ordinal", "sheet", "line", "fact_id", "leaves")
WHOLE = ("ordinal", "fact_id", "table", "side")
# The line of a row that the file speaks of: this and the number of its draft.
TOUCHED = 1_000_000_000
# Bytes of a line, all its cells full; DuckDB would hold ten such lines at once.
LONGEST = 20_000_000
# After how many drafts whoever waits is told.
TOLD = 500


@cache
def taken_tables() -> dict[str, list[str]]:
    """The tables that a file can change, with their columns: all that speak of an agreement, and the parties and pages they name."""
    held = {table["name"]: column_names(table["schema"]) for table in contract()}
    return {name: columns for name, columns in held.items() if "fact_id" in columns or name in ("parties", "sources")}


@cache
def key_of(name: str) -> tuple[str, ...]:
    """The columns that tell a row of a table from another."""
    return tuple(sheet_of(name).schema["primaryKey"])


def write_down(reading: Reading, folder: Path, told: Callable[[int], None]) -> list[Problem]:
    """Write every draft into the CSV files of a folder, and give the problems met on the way; `told` hears how many drafts there are."""
    problems: list[Problem] = []
    with ExitStack() as files:

        def table(name: str, columns: tuple[str, ...]) -> csv.DictWriter[str]:
            file: TextIO = files.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8", newline=""))
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            return writer

        drafts, whole = table("drafts", DRAFTS), table("whole", WHOLE)
        tables = {name: table(name, ("ordinal", *columns)) for name, columns in taken_tables().items()}
        ordinal = 0
        for one in reading:
            if isinstance(one, Problem):
                problems.append(one)
                continue
            ordinal += 1
            drafts.writerow(dict(zip(DRAFTS, (ordinal, one.sheet, one.line, one.fact_id, int(one.leaves)), strict=True)))
            for name, row in one.rows:
                (whole if name == "whole" else tables[name]).writerow({"ordinal": str(ordinal)} | row)
            if ordinal % TOLD == 0:
                told(ordinal)
        told(ordinal)
    return problems


def load(query: Query, folder: Path) -> None:
    """Read what was written down, and keep the dataset's own rows as `old_<table>`."""
    read_csv(query, "drafts", folder / "drafts.csv", DRAFTS)
    read_csv(query, "whole", folder / "whole.csv", WHOLE)
    for name, columns in taken_tables().items():
        query(f"alter table raw_{name} rename to old_{name}")
        read_csv(query, f"new_{name}", folder / f"{name}.csv", ("ordinal", *columns))
    # A page that a line names beside others has no rank yet: that which it has, or the next.
    query("""
        create temp table ranked as
        with held as (select fact_id, source, rank::integer as rank from old_agreement_sources),
        last as (select fact_id, max(rank) as rank from held group by fact_id),
        unranked as (
            select fact_id, source, min(ordinal) as ordinal, min(rowid) as place from new_agreement_sources where rank is null group by all
        )
        select fact_id, source, coalesce(held.rank, coalesce(last.rank, 0) + row_number() over (
                   partition by fact_id, held.rank is null order by place)) as rank
        from unranked
        left join held using (fact_id, source)
        left join last using (fact_id);
        update new_agreement_sources n set rank = ranked.rank::varchar
        from ranked where n.rank is null and ranked.fact_id = n.fact_id and ranked.source = n.source""")


def read_csv(query: Query, table: str, path: Path, columns: tuple[str, ...]) -> None:
    """A table of texts, with the number of the draft that each row belongs to."""
    types = ", ".join(f"'{column}': '{'BIGINT' if column == 'ordinal' else 'VARCHAR'}'" for column in columns)
    query(f"""create table {table} as from read_csv({text(str(path))}, columns={{{types}}}, header=true, delim=',', quote='"', escape='"',
                                                   auto_detect=false, null_padding=false, max_line_size={LONGEST}, buffer_size={LONGEST})""")


def text(value: str) -> str:
    """A text in SQL."""
    return "'" + value.replace("'", "''") + "'"
