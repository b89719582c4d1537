"""The same questions at 825, a million and ten million agreements: DuckDB in memory, DuckDB over the published folder, Spark over it.

    tools/scaling.py --sizes 825 1000000 10000000 --folder /a/large/disk

A larger register is made of the published real one, straight as Parquet: every agreement again and again with all that hangs on
it, copies of one agreement side by side so that the order of the register holds; titles, summaries and notes are those of the
originals only, and texts sought are not grown: nothing is sought here. Without `--all` only the tables that are asked are grown.
Both engines read the same folder; each question is asked `--runs` times, the median counts, and the answers must be equal.
With `--all` every question is asked once on both engines whose answer does not grow with the register.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import time
from collections.abc import Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
import pandas as pd

from coopstats.engines.macros import FILES
from coopstats.engines.publish import PARTED_BY, publish
from coopstats.engines.published import CODE, CODES, DIGITS, MANIFEST, Column, Published, manifest_of, read_published
from coopstats.engines.spark import open_spark
from coopstats.folder import own_folder
from coopstats.questions import questions
from coopstats.selection import Selection
from coopstats.store import Store

SIZES = (825, 1_000_000, 10_000_000)
# Counts, a ranking, two dimensions, money joined by year and currency, and all filters at once.
ASKED = ("figures", "agreements_by_sector", "agreements_by_authority", "sectors_by_region", "map_by_region", "filter_counts")
CHOSEN = {"default": Selection(), "region 06 since 2015": Selection(region=("06",), from_year=2015)}
NOT_GROWN = ("agreement_word", "agreement_search", "search_made")
# Copies say less in words than their originals: no question here reads these, and ten million of them would only fill the disk.
WORDS = re.compile(r"(summary|note|amount_note|title)_(fr|ar|en)|date_note|also_written|sources")
CLOSE = 1e-9
# An answer of more rows on the real register is a list of agreements, or of what hangs on them.
LONG = 400
MASTER = "local-cluster[2,1,2048]"


def grown(column: str, table: str, factor: int) -> str:
    """A column of the copy that is number `copy` of `factor`."""
    quoted = f'"{column}"'
    if column in ("agreement", "rowid") or (table, column) == ("commitment", "place"):
        kind = "bigint" if column == "rowid" else "integer"
        return f"(({quoted} - 1) * {factor} + copy + 1)::{kind} as {quoted}"
    if column == "fact_id" or (column == "commitment" and table in ("commitment", "evidence")):
        return f"if(copy = 0, {quoted}, {quoted} || '--copy' || copy) as {quoted}"
    only_first = (table, column) == ("agreement", "parent") or WORDS.fullmatch(column)
    return f"if(copy = 0, {quoted}, null) as {quoted}" if only_first else quoted


def grow(real: Published, target: Path, size: int, *, whole: bool) -> Published:
    """The published folder of a register of about `size` agreements, made of the real one: all of it, or what ASKED reads."""
    asked = {word for name in ASKED for word in re.findall(r"\w+", questions()[name])}
    factor = -(-size // real.tables["agreement"].rows)
    scratch = target.with_name(f".{target.name}")
    shutil.rmtree(scratch, ignore_errors=True)
    tables = {}
    with duckdb.connect(config={"memory_limit": "6GB", "threads": 2, "preserve_insertion_order": False}) as db:
        db.execute("set partitioned_write_flush_threshold = 65536")
        for name, table in real.tables.items():
            (scratch / name).mkdir(parents=True)
            if "agreement" in {column.name for column in table.columns} and name not in NOT_GROWN and (whole or name in asked):
                names = [column for (column, *_) in db.execute(f"describe from {rows_of(real, name)}").fetchall()]
                told = ", ".join(grown(column, name, factor) for column in names)
                by = PARTED_BY.get(name)
                place = scratch / name / ("" if by else "data_0.parquet")
                options = f"format parquet, compression zstd{f', partition_by ({by}), overwrite_or_ignore' if by else ''}"
                query = f"select {told} from {rows_of(real, name)} cross join range({factor}) copies (copy)"
                ((rows,),) = db.execute(f"copy ({query}) to '{place}' ({options})").fetchall()
                tables[name] = replace(table, rows=rows)
            else:
                shutil.copytree(real.folder / name, scratch / name, dirs_exist_ok=True)
                tables[name] = table
    made_of = Published(target, f"{real.version}-{factor}", tables, real.lists)
    (scratch / MANIFEST).write_text(manifest_of(made_of, "CC-BY-4.0"), encoding="utf-8")
    scratch.rename(target)
    return read_published(target)


def rows_of(published: Published, name: str) -> str:
    """A published table as DuckDB reads it."""
    return f"read_parquet('{published.folder}/{name}/**/*.parquet', hive_partitioning = true)"


class Held(Store):
    """A published folder as a store of DuckDB's: `table` takes it into memory, `view` reads the files for each question."""

    def __init__(self, published: Published, kind: str) -> None:
        connection = duckdb.connect(config={"threads": 2})
        for name, codes in published.lists.items():
            connection.execute(f"create type {name} as enum ({', '.join(repr(code) for code in codes)})")
        for name, table in published.tables.items():
            columns = ", ".join(told(column) for column in table.columns if column.name != "rowid")
            order = " order by rowid" if kind == "table" and table.columns[0].name == "rowid" else ""
            connection.execute(f"create {kind} {name} as select {columns} from {rows_of(published, name)}{order}")
        for file in FILES:
            text = resources.files("coopstats").joinpath(file).read_text(encoding="utf-8")
            for statement in re.findall(r"^create (?:macro|view) .*?;$", text, flags=re.MULTILINE | re.DOTALL):
                connection.execute(statement)
        self.folder, self.version = published.folder, published.version
        self.habits = {}
        self._connection = connection

    def kept(self, key: tuple[object, ...]) -> None:
        """Every question is asked anew."""

    def keep(self, key: tuple[object, ...], answer: pd.DataFrame) -> None:
        """See `kept`."""

    def wait_for(self, sql: str) -> None:
        """Everything is there."""


def told(column: Column) -> str:
    """A published column as the store has it."""
    name = f'"{column.name}"'
    if column.type in (CODE, CODES):
        return f"{name}::{column.codes}{'[]' if column.type == CODES else ''} as {name}"
    if column.type == DIGITS:
        bits = f"list_transform({name}, lambda place: 1::hugeint << place)"
        return f"list_reduce({bits}, lambda one, other: one | other) as {name}"
    return f"{name}::{column.type} as {name}"


def timed(store: Store, selection: Selection, name: str, runs: int) -> tuple[float, pd.DataFrame]:
    """The median of some runs in seconds, what is chosen made anew each time, and the answer."""
    taken = []
    for _ in range(runs):
        with store.choose(selection) as choice:
            start = time.perf_counter()
            answer = choice.ask(name)
            taken.append(time.perf_counter() - start)
    return median(taken), answer


def unlike(one: pd.DataFrame, other: pd.DataFrame) -> str:
    """Where two answers differ, or an empty text; doubles may in their last digits."""
    try:
        pd.testing.assert_frame_equal(one, other, check_dtype=False, rtol=CLOSE)
    except AssertionError as error:
        return " ".join(str(error).split())[:200]
    return ""


def measure(published: Published, kinds: dict[str, Store], asked: Sequence[str], runs: int) -> None:
    """Print a line for each question and selection: the seconds on each engine, and where the answers differ."""
    for title, selection in CHOSEN.items():
        for name in asked:
            line: dict[str, Any] = {"agreements": published.tables["agreement"].rows, "chosen": title, "question": name}
            answers = []
            for kind, store in kinds.items():
                line[kind], answer = timed(store, selection, name, runs)
                answers.append(answer)
            line["differs"] = next(filter(None, (unlike(answers[0], other) for other in answers[1:])), "")
            print(
                json.dumps({key: round(value, 3) if isinstance(value, float) else value for key, value in line.items()}),
                flush=True,
            )


def every(here: Store, there: Store, longest: dict[str, int]) -> None:
    """Every question once on both engines, but those whose answer grows with the register."""
    equal, left, differing = 0, 0, []
    for name in questions():
        if longest[name] > LONG:
            left += 1
            continue
        (_, one), (_, other) = timed(here, Selection(), name, 1), timed(there, Selection(), name, 1)
        difference = unlike(one, other)
        equal += not difference
        differing += [f"{name}: {difference}"] if difference else []
        print(name, difference or "equal", flush=True)
    print(f"{equal} questions equal, {left} left out for their length; differing: {differing or 'none'}", flush=True)


def main() -> None:
    """Make, measure, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of agreements")
    parser.add_argument("--folder", type=Path, required=True, help="where the published folders are made and stay")
    parser.add_argument("--questions", nargs="+", choices=ASKED, default=ASKED)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument(
        "--in-memory", type=int, default=1_000_000, help="up to this many agreements DuckDB takes the tables into memory"
    )
    parser.add_argument("--master", default=MASTER, help="the Spark to ask")
    parser.add_argument("--all", action="store_true", help="compare all questions, too")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    real = publish(own_folder(), given.folder / "real")
    small = Held(real, "table")
    longest = {name: len(timed(small, Selection(), name, 1)[1]) for name in questions()} if given.all else {}
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {given.master}; medians of {given.runs} in seconds")
    for size in given.sizes:
        target = given.folder / str(size)
        start = time.perf_counter()
        published = read_published(target) if target.exists() else grow(real, target, size, whole=given.all)
        written = sum(file.stat().st_size for file in target.rglob("*.parquet")) / 1e6
        print(
            f"{published.tables['agreement'].rows} agreements, {written:.0f} MB of Parquet, made in {time.perf_counter() - start:.0f} s",
            flush=True,
        )
        with open_spark(
            published, given.master, **{"spark.sql.files.maxPartitionBytes": "16m", "spark.driver.memory": "3g"}
        ) as spark:
            kinds: dict[str, Store] = {"memory": Held(published, "table")} if size <= given.in_memory else {}
            kinds |= {"parquet": Held(published, "view"), "spark": spark}
            measure(published, kinds, given.questions, given.runs)
            if given.all:
                every(kinds["parquet"], spark, longest)


if __name__ == "__main__":
    main()
