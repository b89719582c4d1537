"""Judge a dataset: every problem at once, none of them fatal to the next.

Two kinds of rule. What the contract (`contract.json`, Table Schema) says of one cell or one key is asked here, for every
table alike. What takes two fields or two tables is a file of `checks/`: a query over the raw tables, where every column
is text, that returns `file, line, field, value, expected` for whatever is wrong; its file name is the name of the check.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from coopstats.problems import Problem

Query = Callable[[str], list[tuple[Any, ...]]]
"""Run SQL on the raw tables `raw_<table>(line, …)` and give its rows."""


@dataclass(frozen=True)
class Rule:
    """What must not be in a table: a condition on its rows, and how the problem is told."""

    check: str
    field: str
    condition: str
    expected: str = ""


@cache
def contract() -> list[dict[str, Any]]:
    """The tables of a dataset: Table Schema resources with `name`, `path` and `schema`."""
    text = resources.files("coopstats").joinpath("contract.json").read_text(encoding="utf-8")
    tables: list[dict[str, Any]] = json.loads(text)["resources"]
    return tables


@cache
def checks() -> dict[str, str]:
    """The rules over several fields or tables: name → SQL."""
    folder = resources.files("coopstats") / "checks"
    return {f.name.removesuffix(".sql"): f.read_text(encoding="utf-8") for f in folder.iterdir() if f.name.endswith(".sql")}


def judge(query: Query) -> list[Problem]:
    """Every problem of the raw tables, in the order of file, line and field."""
    found = [problem for table in contract() for problem in cell_problems(table, query)]
    found += [
        Problem(file, line, field, check, value or "", expected or "")
        for check, sql in checks().items()
        for file, line, field, value, expected in query(sql)
    ]
    return sorted(found)


def cell_problems(table: dict[str, Any], query: Query) -> Iterator[Problem]:
    """What breaks the contract in one table. All rules are counted in one pass; only those broken are asked line by line."""
    name, rules = f"raw_{table['name']}", list(cell_rules(table))
    key = ", ".join(f'"{column}"' for column in table["schema"]["primaryKey"])
    counts = ", ".join(f"count(*) filter (where {rule.condition})" for rule in rules)
    *broken, repeated = query(f"select {counts}, count(*) - count(distinct ({key})) from {name}")[0]
    for rule, count in zip(rules, broken, strict=True):
        if count:
            for line, value in query(f'select line, "{rule.field}" from {name} where {rule.condition}'):
                yield Problem(table["path"], line, rule.field, rule.check, value or "", rule.expected)
    if repeated:
        again = f"qualify row_number() over (partition by {key} order by line) > 1"
        for line, value in query(f"select line, concat_ws(' · ', {key}) from {name} {again}"):
            yield Problem(table["path"], line, table["schema"]["primaryKey"][0], "value_repeated", value)


def cell_rules(table: dict[str, Any]) -> Iterator[Rule]:
    """What the contract says of the cells of one table."""
    for field in table["schema"]["fields"]:
        column, constraints = field["name"], field.get("constraints", {})
        cell = f'"{column}"'
        if constraints.get("required"):
            yield Rule("value_missing", column, f"{cell} is null")
        if field["type"] in ("number", "integer"):
            kind = "bigint" if field["type"] == "integer" else "decimal(18, 2)"
            number = f"try_cast({cell} as {kind})"
            yield Rule("not_a_number", column, f"{cell} is not null and {number} is null")
            if "minimum" in constraints:
                least = constraints["minimum"]
                yield Rule("number_too_small", column, f"{number} < {least}", str(least))
        if "pattern" in constraints:
            pattern = constraints["pattern"]
            yield Rule("pattern_not_met", column, f"not regexp_full_match({cell}, '{pattern}')", pattern)
    for foreign in table["schema"].get("foreignKeys", []):
        (column,), (target,) = foreign["fields"], foreign["reference"]["fields"]
        other = next(t for t in contract() if t["name"] == foreign["reference"]["resource"])
        known = f'select "{target}" from raw_{other["name"]} where "{target}" is not null'
        yield Rule("key_unknown", column, f'"{column}" not in ({known})', other["path"])
