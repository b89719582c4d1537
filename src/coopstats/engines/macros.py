"""The macros of the store, read from the same files that DuckDB runs, and written out where a question calls them."""

from __future__ import annotations

import logging
from functools import cache
from importlib import resources
from typing import NamedTuple

import sqlglot
from sqlglot import exp

# Where macros and views stand; of searching.sql only what looks words up, for what is sought comes here folded already.
FILES = ("prepared.sql", "follow_up.sql", "programmes.sql", "exchange.sql", "filters.sql", "afterwards.sql", "searching.sql")


class Macro(NamedTuple):
    """The names of a macro's parameters and what it stands for: an expression, or a query where it gives a table."""

    parameters: tuple[str, ...]
    body: exp.Expr


@cache
def made() -> list[exp.Create]:
    """Every statement of the files that makes something. The few that only DuckDB understands come as no `Create` and are passed over."""
    logging.getLogger("sqlglot").setLevel(logging.ERROR)
    texts = [resources.files("coopstats").joinpath(name).read_text(encoding="utf-8") for name in FILES]
    return [
        statement for text in texts for statement in sqlglot.parse(text, dialect="duckdb") if isinstance(statement, exp.Create)
    ]


@cache
def macros() -> dict[str, Macro]:
    """Every macro by its name."""
    found = {}
    for statement in made():
        if statement.kind == "MACRO":
            parameters = tuple(parameter.name for parameter in statement.this.expressions)
            found[statement.this.this.name] = Macro(parameters, statement.expression)
    return found


@cache
def views() -> dict[str, exp.Expr]:
    """Every view that is no table of the store, by its name, as its query."""
    return {statement.this.name: statement.expression for statement in made() if statement.kind == "VIEW"}


def expanded(tree: exp.Expr) -> exp.Expr:
    """A statement without calls of macros: each is replaced by what it stands for, and those in there as well."""
    return tree.transform(written_out)


def written_out(node: exp.Expr) -> exp.Expr:
    """A call of a macro as what it stands for."""
    table = isinstance(node, exp.Table) and isinstance(node.this, exp.Anonymous)
    call = node.this if table else node
    if not isinstance(call, exp.Anonymous) or call.name.lower() not in macros():
        return node
    macro = macros()[call.name.lower()]
    given = {name: expanded(value.copy()) for name, value in zip(macro.parameters, call.expressions, strict=True)}
    body = expanded(macro.body.transform(lambda part: filled(part, given)))
    if table:
        return exp.Subquery(this=body, alias=node.args.get("alias") or exp.TableAlias(this=exp.to_identifier(call.name)))
    return body if isinstance(body, exp.Subquery) else exp.Paren(this=body)


def filled(part: exp.Expr, given: dict[str, exp.Expr]) -> exp.Expr:
    """A part of a macro's body with its parameter replaced by what was given."""
    if isinstance(part, exp.Column) and not part.table and part.name in given:
        return exp.Paren(this=given[part.name].copy())
    return part
