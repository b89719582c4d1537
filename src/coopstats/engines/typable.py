"""What sqlglot can find no types of, told in words of which it can: names of DuckDB's own, columns as rows, series of numbers."""

from __future__ import annotations

import sqlglot
from sqlglot import exp

from coopstats.engines.sets import call


def typable(query: exp.Expr) -> exp.Expr:
    """A query told in words of which the types can be found."""
    return query.transform(_told)


def _told(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.Anonymous):
        return renamed(node)
    if isinstance(node, exp.Cast) and isinstance(node.this, exp.Explode):
        # A list is parted last of all in Spark: what becomes of its parts is done to the list.
        whole = exp.DataType(this=exp.DType.ARRAY, expressions=[node.to], nested=True)
        return exp.Explode(this=exp.Cast(this=node.this.this, to=whole))
    if isinstance(node, exp.Subquery) and isinstance(node.this, exp.Pivot):
        return unpivoted(node)
    if isinstance(node, exp.Table) and isinstance(node.this, exp.GenerateSeries):
        return series(node)
    return node


def renamed(node: exp.Anonymous) -> exp.Expr:
    """A function that sqlglot does not know by DuckDB's name."""
    name, values = node.name.lower(), node.expressions
    if name == "list_extract":
        return exp.Bracket(this=values[0], expressions=[exp.Sub(this=values[1], expression=exp.Literal.number(1))])
    if name == "list_position":
        return exp.ArrayPosition(this=values[0], expression=values[1])
    return call("make_ym_interval", exp.Literal.number(0), values[0]) if name == "to_months" else node


def unpivoted(node: exp.Subquery) -> exp.Expr:
    """Columns as rows: one list of their names and one of their values, side by side; what is unknown is no row."""
    pivot = node.this
    names = ", ".join(f"'{column.name}'" for column in pivot.expressions)
    values = ", ".join(column.sql("duckdb") for column in pivot.expressions)
    into = pivot.args["into"]
    name, value = into.this.name, into.expressions[0].name
    parted = f"select *, unnest([{names}]) as {name}, unnest([{values}]) as {value} from {pivot.this.sql('duckdb')}"
    query = sqlglot.parse_one(f"select * from ({parted}) as parted where {value} is not null", dialect="duckdb")
    return exp.Subquery(this=query, alias=node.args.get("alias") or exp.TableAlias(this=exp.to_identifier("unpivoted")))


def series(node: exp.Table) -> exp.Expr:
    """A series of numbers as a query."""
    alias = node.args["alias"]
    column = exp.alias_(exp.Explode(this=node.this), alias.columns[0].name)
    return exp.Subquery(this=exp.select(column), alias=exp.TableAlias(this=alias.this))
