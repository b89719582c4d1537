"""The questions on Spark, over a published folder: a store whose cursors tell each statement in Spark's SQL and hand it to a session.

    with open_spark(read_published(Path("folder")), "local[2]") as store, store.choose(Selection()) as chosen:
        table = chosen.ask("agreements_by_sector")

What is chosen and asked is told by asking.py, word for word as to DuckDB; dialect.py holds what differs.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from tempfile import gettempdir
from typing import Any, NamedTuple

import sqlglot
from sqlglot import exp

from coopstats.choosing import counting_rows_sql
from coopstats.engines.codes import list_of
from coopstats.engines.dialect import Told, translated, type_of
from coopstats.engines.macros import expanded, views
from coopstats.engines.published import CODE, CODES, DIGITS, Column, Published
from coopstats.searching import Holds, condition
from coopstats.store import Store
from coopstats.texts import folded

with warnings.catch_warnings():
    # No pandas stands between Spark and an answer: rows come as they are.
    warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")
    from pyspark.sql import DataFrame, SparkSession

WHOLE = ("tinyint", "smallint", "int", "bigint")


SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    # Nothing is kept there, but Spark makes the folder, or else one where it was started.
    "spark.sql.warehouse.dir": gettempdir(),
    # Codes and numbers in order take far less room in a file than in memory: told so, Spark sends no large table to every machine.
    "spark.sql.sources.fileCompressionFactor": "20.0",
    # Spark 4.3 makes a plan that it then refuses itself of programme_changes (PLAN_VALIDATION_FAILED_RULE_IN_BATCH).
    "spark.sql.optimizer.excludedRules": "org.apache.spark.sql.catalyst.optimizer.RemoveRedundantAliases",
}


class Kind(NamedTuple):
    """The type of an answer's column, as `tables.frame` asks for it."""

    id: str


class SparkStore(Store):
    """A published folder, asked as a store is."""

    def __init__(self, session: SparkSession, published: Published) -> None:
        self.folder = published.folder
        self.version = published.version
        self.habits = {}
        self.session = session
        self._published = published

    def cursor(self) -> Cursor:
        """A session of one's own on the same tables; it understands what asking.py says to DuckDB's."""
        return Cursor(self.session.newSession(), self._published)

    def codes(self) -> dict[str, tuple[str, ...]]:
        """The codes of every list, in the list's own order."""
        return self._published.codes()

    def labels(self, language: str) -> dict[tuple[str, str], str]:
        """The name of every code in one language: (code list, code) → text."""
        return self._published.labels(language)

    def kept(self, key: tuple[object, ...]) -> None:
        """Nothing is kept: whoever asks Spark asks once."""

    def keep(self, key: tuple[object, ...], answer: object) -> None:
        """See `kept`."""

    def wait_for(self, sql: str) -> None:
        """Every table is there from the beginning."""

    def counting(self, filters: frozenset[str], text: str, counted: frozenset[str]) -> list[str]:
        """The statements that count the values of some filters."""
        return counting_rows_sql(filters, text, counted)

    def sought(self, text: str, holds: Holds) -> tuple[str, dict[str, str]]:
        """The condition that finds a text, and its parameters."""
        return condition(text, holds)


class Cursor:
    """DuckDB's statements on a Spark session of its own: the tables that they make are seen by no other cursor."""

    def __init__(self, session: SparkSession, published: Published) -> None:
        self._session = session
        self._published = published
        self._types: dict[str, Mapping[str, exp.DataType]] = {}
        self._answer: tuple[Told, DataFrame] | None = None

    def execute(self, sql: str, parameters: Mapping[str, Any] | None = None) -> Cursor:
        """Run statements one after the other; the answer is that of the last one that asks."""
        for statement in sqlglot.parse(sql, dialect="duckdb"):
            if statement is not None:
                self._run(given(statement, parameters or {}))
        return self

    def _run(self, statement: exp.Expr) -> None:
        if isinstance(statement, exp.Alter):
            (renamed,) = statement.find_all(exp.AlterRename)
            self._make(renamed.this.name, self._session.table(statement.this.name), self._types[statement.this.name])
        elif isinstance(statement, exp.Create):
            self._create(statement.this.name, statement.expression)
        else:
            self._answer = self._asked(statement)

    def _create(self, name: str, query: exp.Expr) -> None:
        """A table that is made for the reader, or a view: worked out when a question needs it."""
        if not query.args.get("limit"):
            query.set("order", None)
        told, data = self._asked(query)
        if name in ("chosen", "shown") and "rowid" not in told.types:
            # Without a page its rows stand in the order of the agreements' numbers.
            data, told.types["rowid"] = data.selectExpr("*", "agreement as rowid"), told.types["agreement"]
        self._make(name, data, told.types)

    def _make(self, name: str, data: DataFrame, types: Mapping[str, exp.DataType]) -> None:
        data.createOrReplaceTempView(name)
        self._types[name] = types

    def _asked(self, query: exp.Expr) -> tuple[Told, DataFrame]:
        """A query's words and its data, which are not fetched yet."""
        query = expanded(query).transform(told_as_texts)
        for table in query.find_all(exp.Table):
            self._bring(table.name)
            table.set("db", None)
        told = translated(query, self._types, self._published.lists)
        return told, self._session.sql(told.sql)

    def _bring(self, name: str) -> None:
        """Make a published table or a view known to the session, once."""
        if name in self._types:
            return
        if name in self._published.tables:
            table = self._published.tables[name]
            fields = ", ".join(field for column in table.columns for field in stored(column))
            data = self._session.read.schema(fields).parquet(str(self._published.folder.resolve() / name))
            self._make(name, data.selectExpr(*map(read, table.columns)), {c.name: type_of(c) for c in table.columns})
        elif name in views():
            self._create(name, views()[name].copy())

    @property
    def description(self) -> list[tuple[str, Kind]]:
        """The columns of the answer, each with its kind."""
        if self._answer is None:
            return []
        told, data = self._answer
        coded = [bool(list_of(kind)) for kind in told.types.values()]
        return [(name, kind_of(kind, coded=code)) for (name, kind), code in zip(data.dtypes, coded, strict=True)]

    def fetchall(self) -> list[tuple[Any, ...]]:
        """The rows of the answer; codes are told as texts only now."""
        if self._answer is None:
            return []
        told, data = self._answer
        lists = [self._published.lists.get(list_of(kind)) for kind in told.types.values()]
        return [
            tuple(cell if codes is None or cell is None else codes[cell] for cell, codes in zip(row, lists, strict=True))
            for row in data.collect()
        ]

    def close(self) -> None:
        """Forget the tables that were made."""
        for name in self._types:
            self._session.catalog.dropTempView(name)
        self._types = {}


def stored(column: Column) -> Iterator[str]:
    """The fields of a file that hold a column, with their types."""
    if column.type in (CODE, CODES):
        yield f"`{column.name}_position` {'int' if column.type == CODE else 'array<int>'}"
    else:
        yield f"`{column.name}` {'array<int>' if column.type == DIGITS else type_of(column).sql('spark')}"


def read(column: Column) -> str:
    """A column as it is read: codes by their places."""
    return f"`{column.name}_position` as `{column.name}`" if column.type in (CODE, CODES) else f"`{column.name}`"


def kind_of(kind: str, *, coded: bool) -> Kind:
    """What `tables.frame` must know of a type of Spark's."""
    return Kind("code" if coded else "bigint" if kind in WHOLE else "decimal" if kind.startswith("decimal") else kind)


def given(statement: exp.Expr, parameters: Mapping[str, Any]) -> exp.Expr:
    """A statement with its parameters written in."""

    def filled(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.In) and (values := listed(node, parameters)) is not None:
            return exp.In(this=node.this.transform(filled), expressions=[exp.convert(value) for value in values])
        if isinstance(node, exp.Placeholder):
            value = exp.convert(parameters[node.name])
            return exp.cast(value, "text") if isinstance(value, exp.Null) and not isinstance(node.parent, exp.Cast) else value
        return node

    return statement.transform(filled)


def told_as_texts(node: exp.Expr) -> exp.Expr:
    """What is sought, as the texts have it: DuckDB folds it, as it folded them."""
    if isinstance(node, exp.Anonymous) and node.name.lower() == "sought":
        return exp.Literal.string(folded(node.expressions[0].unnest().name))
    return node


def listed(node: exp.In, parameters: Mapping[str, Any]) -> list[Any] | None:
    """The values of `x in (select unnest($values))`, or None where something else stands."""
    query = node.args.get("query")
    only = query.this.selects if query is not None and isinstance(query.this, exp.Select) else []
    named = only[0].this if len(only) == 1 and isinstance(only[0], exp.Explode) else None
    return list(parameters[named.name]) if isinstance(named, exp.Placeholder) else None


@contextmanager
def open_spark(published: Published, master: str, **options: str) -> Iterator[SparkStore]:
    """A published folder on the Spark that `master` names: "local[2]" in this process, "spark://host:7077" a cluster that can read it."""
    builder = SparkSession.builder.master(master).appName("coopstats")
    for name, value in (SETTINGS | options).items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    try:
        yield SparkStore(session, published)
    finally:
        session.stop()
