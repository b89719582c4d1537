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
from itertools import chain
from typing import Any

from coopstats.problems import Problem

Table = dict[str, Any]
Query = Callable[[str], list[tuple[Any, ...]]]
"""Run SQL on the raw tables `raw_<table>(line, …)` and give its rows."""


@dataclass(frozen=True)
class Sheet:
    """A raw table, the file of each of its rows (in SQL), and the schema that they are judged by."""

    raw: str
    file: str
    schema: Table


@dataclass(frozen=True)
class Rule:
    """What must not be in a table: a condition on its rows, and how the problem is told."""

    check: str
    field: str
    condition: str
    expected: str = ""


@cache
def contract() -> list[Table]:
    """The tables of a dataset: Table Schema resources with `name`, `path` and `schema`."""
    text = resources.files("coopstats").joinpath("contract.json").read_text(encoding="utf-8")
    tables: list[Table] = json.loads(text)["resources"]
    return tables


@cache
def code_lists() -> list[Table]:
    """The tables of codes and their names, nothing more: they have one schema and share one raw table."""
    lists = [table for table in contract() if table["path"] == f"codes/{table['name']}.csv"]
    named = [table for table in lists if column_names(table["schema"]) == ["code", "fr", "ar", "en"]]
    return [table for table in named if table["schema"] == named[0]["schema"]]


@cache
def sheet_of(name: str) -> Sheet:
    """The raw table of a table of the contract; the code lists stand together in one."""
    table = next(table for table in contract() if table["name"] == name)
    if table in code_lists():
        return Sheet("raw_code", "'codes/' || list || '.csv'", table["schema"])
    return Sheet(f"raw_{name}", f"'{table['path']}'", table["schema"])


@cache
def sheets() -> list[Sheet]:
    """Every raw table once."""
    return list({sheet.raw: sheet for sheet in (sheet_of(table["name"]) for table in contract())}.values())


def column_names(schema: Table) -> list[str]:
    """The names of a table's columns."""
    return [field["name"] for field in schema["fields"]]


@cache
def checks() -> dict[str, str]:
    """The rules over several fields or tables: name → SQL."""
    folder = resources.files("coopstats") / "checks"
    return {f.name.removesuffix(".sql"): f.read_text(encoding="utf-8") for f in folder.iterdir() if f.name.endswith(".sql")}


def judge(query: Query, *, apart: bool = False) -> list[Problem]:
    """Every problem of the raw tables, in the order of file, line and field; `apart` asks each check alone, in a small memory."""
    return sorted(
        [
            *broken_cells(query),
            *repeated_keys(query),
            *unknown_keys(query, apart=apart),
            *broken_checks(query, apart=apart),
        ]
    )


def faulty(query: Query, fault: Callable[[Sheet], str]) -> list[Sheet]:
    """The sheets in which anything answers to a fault. All are asked at once; only these need to be asked line by line."""
    asked = [f"(select {place} from {sheet.raw} {fault(sheet)} limit 1)" for place, sheet in enumerate(sheets())]
    return [sheets()[place] for (place,) in query(" union all ".join(asked))]


def broken_cells(query: Query) -> Iterator[Problem]:
    """What breaks the contract in one cell."""
    for sheet in faulty(query, lambda sheet: "where " + " or ".join(f"({rule.condition})" for rule in cell_rules(sheet.schema))):
        for rule in cell_rules(sheet.schema):
            for file, line, value in query(f'select {sheet.file}, line, "{rule.field}" from {sheet.raw} where {rule.condition}'):
                yield Problem(file, line, rule.field, rule.check, value or "", rule.expected)


def cell_rules(schema: Table) -> Iterator[Rule]:
    """What the contract says of the cells of one table."""
    for field in schema["fields"]:
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


def repeated_keys(query: Query) -> Iterator[Problem]:
    """The second and later rows of the same primary key."""

    def key(sheet: Sheet) -> str:
        return ", ".join(f'"{column}"' for column in sheet.schema["primaryKey"])

    for sheet in faulty(query, lambda sheet: f"group by {sheet.file}, {key(sheet)} having count(*) > 1"):
        again = f"qualify row_number() over (partition by {sheet.file}, {key(sheet)} order by line) > 1"
        for file, line, value in query(f"select {sheet.file}, line, concat_ws(' · ', {key(sheet)}) from {sheet.raw} {again}"):
            yield Problem(file, line, sheet.schema["primaryKey"][0], "value_repeated", value)


def unknown_keys(query: Query, *, apart: bool) -> Iterator[Problem]:
    """Cells that should name a row of another table and do not. One question for all: each alone costs more to plan than to run."""
    of_sheets = [keys for sheet in sheets() if (keys := keys_of(sheet))]
    for keys in of_sheets if apart else [list(chain.from_iterable(of_sheets))]:
        unknown = f"""with cell (file, line, field, value, target) as ({" union all ".join(cell for cell, _ in keys)}),
                          known (target, value) as ({" union all ".join(sorted({known for _, known in keys}))})
                      select file, line, field, value, target from cell anti join known using (target, value) where value is not null"""
        for file, line, field, value, target in query(unknown):
            yield Problem(file, line, field, "key_unknown", value, target)


def keys_of(sheet: Sheet) -> list[tuple[str, str]]:
    """The cells of a sheet that name rows of other tables, and the rows that there are, both in SQL."""
    found = []
    for foreign in sheet.schema.get("foreignKeys", []):
        (column,), (target,), other = foreign["fields"], foreign["reference"]["fields"], foreign["reference"]["resource"]
        path = next(table["path"] for table in contract() if table["name"] == other)
        cell = f"select {sheet.file}, line, '{column}', \"{column}\", '{path}' from {sheet.raw}"
        found.append((cell, f'select {sheet_of(other).file}, "{target}" from {sheet_of(other).raw}'))
    return found


def broken_checks(query: Query, *, apart: bool) -> Iterator[Problem]:
    """What the files of `checks/` find. Asked together they are planned sooner, and hold what all of them need at once."""
    asked = [f"select '{check}', * from (\n{sql}\n)" for check, sql in checks().items()]
    for question in asked if apart else ["\nunion all\n".join(asked)]:
        for check, file, line, field, value, expected in query(question):
            yield Problem(file, line, field, check, value or "", expected or "")
