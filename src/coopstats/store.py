"""The only door to DuckDB: a dataset folder becomes a store in memory, a selection becomes `chosen`, a question an answer.

    store = open_store(Path("data"))          # raises DatasetError with every problem of the folder
    with store.choose(Selection()) as chosen:
        table = chosen.ask("agreements_by_sector")

A party that is named stands in the `centre` of the answers: then `chosen` holds its agreements, `around` all of the selection.

One connection serves the process; each `Choice` works on its own cursor, because two statements at once on one connection
refuse each other, and a temporary table is private to its cursor. Answers are kept for the selections asked last.
"""

from __future__ import annotations

import hashlib
import os
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

import duckdb
import pandas as pd

from coopstats.checking import contract, judge
from coopstats.choosing import making
from coopstats.loading import forget_texts, read_texts
from coopstats.problems import DatasetError, Problem
from coopstats.selection import Selection
from coopstats.tables import frame

OWN_DATA = Path(__file__).resolve().parents[2] / "data"
KEPT_ANSWERS = 512
LARGEST_KEPT_ROWS = 5_000
LOCKS = (
    "autoinstall_known_extensions=false",
    "autoload_known_extensions=false",
    "allow_community_extensions=false",
    "enable_external_access=false",
    "python_enable_replacements=false",
    "lock_configuration=true",
)


# The orders in which agreements can be paged through; {language} is that of the titles.
ORDERS = {
    "latest": "chosen.agreement",
    "oldest": "agreement.date nulls last, agreement.fact_id",
    "title": "icu_sort_key(agreement.title_{language}, '{language}'), agreement.fact_id",
    "partner_type": "chosen.partner_type, chosen.agreement",
    "status": "chosen.status, chosen.agreement",
    "amount": "chosen.currency nulls last, chosen.amount desc, chosen.agreement",
}


@dataclass(frozen=True)
class Page:
    """Some of the chosen agreements: `count` of them from the place `first` (counted from 0) in an order of ORDERS."""

    order: str
    first: int
    count: int
    language: str = "fr"

    def sql(self) -> str:
        """Narrow `chosen` to this page. Only known orders and languages and whole numbers enter the text."""
        order = ORDERS[self.order].format(language=self.language)
        return f"""create or replace temp table chosen as
            select chosen.* from chosen join agreement using (agreement)
            order by {order} limit {self.count:d} offset {self.first:d}"""


@cache
def questions() -> dict[str, str]:
    """Every question: name → SQL on `chosen`. The first line of each is the question in English."""
    folder = resources.files("coopstats") / "questions"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return {f.name.removesuffix(".sql"): f.read_text(encoding="utf-8") for f in files}


def question(name: str) -> str:
    """The SQL of a question; a wrong name raises KeyError with the names there are."""
    if name not in questions():
        raise KeyError(f"no question is called {name!r}; there are: {', '.join(questions())}")
    return questions()[name]


class Choice:
    """The agreements of one selection, ready for questions. Close it, or use it in a `with`."""

    def __init__(self, store: Store, selection: Selection, agreement: str | None, page: Page | None, party: str | None) -> None:
        self.selection = selection
        self.party = party
        self._store = store
        self._agreement = agreement
        self._page = page
        self._cursor: duckdb.DuckDBPyConnection | None = None

    def ask(self, name: str) -> pd.DataFrame:
        """The answer to a question: a table of codes and figures, one row a thing, in the order that the question gives."""
        key = (name, self.selection, self._agreement, self._page, self.party)
        answer = self._store.kept(key)
        if answer is None:
            result = self._chosen().execute(question(name))
            answer = frame(result.fetchall(), result.description)
            self._store.keep(key, answer)
        return answer.copy(deep=False)

    def _chosen(self) -> duckdb.DuckDBPyConnection:
        if self._cursor is None:
            self._cursor = self._store.cursor()
            asked = self.selection.parameters() | ({"agreement": self._agreement} if self._agreement else {})
            for statement, parameters in making(asked, self.party):
                self._cursor.execute(statement, parameters).fetchall()
            if self._page:
                self._cursor.execute(self._page.sql()).fetchall()
        return self._cursor

    def again(self, page: Page | None = None) -> Choice:
        """The same agreements, or a page of them, on a cursor of their own."""
        return Choice(self._store, self.selection, self._agreement, page, self.party)

    def close(self) -> None:
        """Let go of the temporary table; a later question makes it again."""
        if self._cursor is not None:
            self._cursor.close()
            self._cursor = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


class Store:
    """A checked dataset in memory; see `open_store`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, version: str) -> None:
        self.version = version
        self._connection = connection
        self._answers: OrderedDict[tuple[object, ...], pd.DataFrame] = OrderedDict()
        self._lock = Lock()

    def choose(
        self, selection: Selection, agreement: str | None = None, page: Page | None = None, party: str | None = None
    ) -> Choice:
        """The agreements of a selection.

        With `agreement` the one of this `fact_id`, with `page` some of them in an order, with `party` those of this party.
        """
        return Choice(self, selection, agreement, page, party)

    @cache  # noqa: B019 - a store lives as long as its process
    def labels(self, language: str) -> dict[tuple[str, str], str]:
        """The name of every code in one language: (code list, code) → text."""
        rows = self.cursor().execute("select list, code, fr, ar, en from label").fetchall()
        column = ("fr", "ar", "en").index(language) + 2
        return {(row[0], row[1]): row[column] for row in rows}

    @cache  # noqa: B019
    def codes(self) -> dict[str, tuple[str, ...]]:
        """The codes of every list, in the list's own order."""
        found: dict[str, list[str]] = {}
        for name, code in self.cursor().execute("select list, code from label order by list, position").fetchall():
            found.setdefault(name, []).append(code)
        return {name: tuple(codes) for name, codes in found.items()}

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A connection of one's own to the same tables."""
        return self._connection.cursor()

    def kept(self, key: tuple[object, ...]) -> pd.DataFrame | None:
        """An answer given lately, or None."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def keep(self, key: tuple[object, ...], answer: pd.DataFrame) -> None:
        """Remember an answer; the longest unused makes room, and a very long one is not kept."""
        if len(answer) > LARGEST_KEPT_ROWS:
            return
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > KEPT_ANSWERS:
                self._answers.popitem(last=False)


def open_store(folder: Path) -> Store:
    """Read, check and lock a dataset folder. Raises DatasetError with all problems when there is any."""
    connection = duckdb.connect(config={"threads": 2})
    problems = read_texts(connection, folder) or judge_and_build(connection)
    if problems:
        connection.close()
        raise DatasetError(problems)
    forget_texts(connection)
    for lock in LOCKS:
        connection.execute(f"set {lock}")
    return Store(connection, version_of(folder))


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
    """From the raw tables to those that questions ask."""
    package = resources.files("coopstats")
    for statements in ("tables.sql", "labels.sql"):
        connection.execute(package.joinpath(statements).read_text(encoding="utf-8"))


def own_folder() -> Path:
    """The dataset of this installation: the folder named by COOPSTATS_DATA, or else the project's own data/."""
    return Path(os.environ.get("COOPSTATS_DATA") or OWN_DATA)


@cache
def the_store() -> Store:
    """The one store of this process."""
    return open_store(own_folder())


def check_folder(folder: Path) -> list[Problem]:
    """Every problem of a dataset folder; an empty list when it may be shown."""
    with duckdb.connect(config={"threads": 2}) as connection:
        problems = read_texts(connection, folder)
        return problems or judge(lambda sql: connection.execute(sql).fetchall())


def version_of(folder: Path) -> str:
    """Twelve hexadecimal digits that change with any byte of the dataset's tables."""
    digest = hashlib.sha256()
    for path in (folder / table["path"] for table in contract()):
        digest.update(path.read_bytes() if path.exists() else b"")
    return digest.hexdigest()[:12]
