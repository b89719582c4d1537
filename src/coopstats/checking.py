"""Judge a dataset: every problem at once, none of them fatal to the next.

Two kinds of rule. What the contract (`contract.json`, Table Schema) says of one cell or one key is asked here, for every
table alike. What takes two fields or two tables is a file of `checks/`: a query over the raw tables, where every column
is text, that returns `file, line, field, value, expected` for whatever is wrong; its file name is the name of the check.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from importlib import resources
from typing import Any

from coopstats.problems import Problem

Query = Callable[[str], list[tuple[Any, ...]]]
"""Run SQL on the raw tables `raw_<table>(line, …)` and give its rows."""


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
    found = [
        Problem(table["path"], line, field, check, value or "", expected or "")
        for table in contract()
        for check, field, sql, expected in cell_rules(table)
        for line, value in query(sql)
    ]
    found += [
        Problem(file, line, field, check, value or "", expected or "")
        for check, sql in checks().items()
        for file, line, field, value, expected in query(sql)
    ]
    return sorted(found)


def cell_rules(table: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """What the contract says of one table: check, field, SQL that returns (line, value) of what is wrong, expected."""
    name = f"raw_{table['name']}"
    schema = table["schema"]
    for field in schema["fields"]:
        column, constraints = field["name"], field.get("constraints", {})
        cell = f'"{column}"'
        if constraints.get("required"):
            yield "value_missing", column, f"select line, {cell} from {name} where {cell} is null", ""
        if field["type"] in ("number", "integer"):
            kind = "bigint" if field["type"] == "integer" else "decimal(18, 2)"
            number = f"try_cast({cell} as {kind})"
            yield "not_a_number", column, f"select line, {cell} from {name} where {cell} is not null and {number} is null", ""
            if "minimum" in constraints:
                least = constraints["minimum"]
                yield "number_too_small", column, f"select line, {cell} from {name} where {number} < {least}", str(least)
        if "pattern" in constraints:
            pattern = constraints["pattern"]
            sql = f"select line, {cell} from {name} where not regexp_full_match({cell}, '{pattern}')"
            yield "pattern_not_met", column, sql, pattern
    key = ", ".join(f'"{column}"' for column in schema["primaryKey"])
    repeated = (
        f"select line, concat_ws(' · ', {key}) from {name} qualify row_number() over (partition by {key} order by line) > 1"
    )
    yield "value_repeated", schema["primaryKey"][0], repeated, ""
    for foreign in schema.get("foreignKeys", []):
        (column,), (target,) = foreign["fields"], foreign["reference"]["fields"]
        other = next(t for t in contract() if t["name"] == foreign["reference"]["resource"])
        sql = f"""select line, here."{column}" from {name} here anti join raw_{other["name"]} there
                  on here."{column}" = there."{target}" where here."{column}" is not null"""
        yield "key_unknown", column, sql, other["path"]
