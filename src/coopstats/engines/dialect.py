"""From DuckDB's SQL to Spark's: sqlglot reads, finds the type of every expression and writes; what it does not know of the two stands here.

    told = translated(statement, types)        # types: table → column → type, see `type_of`
    told.sql, told.types                       # Spark's SQL; the columns of its answer with their types

Every rule has a test in tests/test_dialect.py that shows the difference.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, NamedTuple

from sqlglot import exp
from sqlglot.generators.spark import SparkGenerator
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.optimizer.qualify import qualify
from sqlglot.schema import MappingSchema

from coopstats.engines import codes, differences, sets
from coopstats.engines.macros import expanded
from coopstats.engines.published import CODE, CODES, DIGITS, Column
from coopstats.engines.typable import typable

Types = Mapping[str, Mapping[str, exp.DataType]]


class Told(NamedTuple):
    """A query for Spark, and the columns of its answer with the types that they have for DuckDB."""

    sql: str
    types: dict[str, exp.DataType]


class Writer(SparkGenerator):
    """Writes for Spark as it is since 4.0, which knows QUALIFY, and a WITH wherever a query stands: a query is written as it is."""

    EXPRESSIONS_WITHOUT_NESTED_CTES: ClassVar[set[type[exp.Expr]]] = set()
    TRANSFORMS: ClassVar = {kind: how for kind, how in SparkGenerator.TRANSFORMS.items() if kind is not exp.Select}


def type_of(column: Column) -> exp.DataType:
    """The type of a published column."""
    if column.type == CODE:
        return codes.code_type(column.codes)
    if column.type == CODES:
        return exp.DataType(this=exp.DType.ARRAY, expressions=[codes.code_type(column.codes)], nested=True)
    return exp.DataType(this=sets.DIGITS) if column.type == DIGITS else exp.DataType.build(column.type, dialect="duckdb")


def translated(statement: exp.Expr, types: Types, lists: codes.Lists) -> Told:
    """A query of DuckDB's as one of Spark's."""
    schema = MappingSchema({name: dict(columns) for name, columns in types.items()}, dialect="duckdb")
    query: exp.Expr = typable(codes.named(expanded(statement), lists))
    query = qualify(query, schema=schema, dialect="duckdb", validate_qualify_columns=False)
    query = annotate_types(query, schema=schema, dialect="duckdb")
    found = (
        {column.alias_or_name: column.type or exp.DataType.build("UNKNOWN") for column in query.selects}
        if isinstance(query, exp.Query)
        else {}
    )
    query = codes.placed(query, lists)
    query = differences.told_to_spark(query)
    for node in query.walk():
        node.pop_comments()
    return Told(Writer(dialect="spark").generate(query), found)
