"""The statements that make what questions ask: `chosen`, and beside it `centre` and `around`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any


def making(asked: dict[str, Any], party: str | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each statement with its parameters: for the conditions of `asked` by name, and the party that stands in the centre."""
    yield chosen_sql(frozenset(asked)), asked
    for statement in centre_sql(named=party is not None):
        yield statement, {"party": party} if "$party" in statement else {}


@cache
def chosen_sql(filters: frozenset[str]) -> str:
    """The text that fills `chosen` under some filters: chosen.sql without the conditions that stand under other filters."""
    conditions, _, order = text("chosen.sql").partition("\n-- always\n")
    head, *named = conditions.split("\n-- when ")
    asked = [condition for name, _, condition in (part.partition("\n") for part in named) if name in filters]
    return "\n".join([head, *asked, order])


@cache
def centre_sql(*, named: bool) -> list[str]:
    """The statements of centre.sql that hold when a party is named, or when none is."""
    _, with_name, without = re.split(r"^-- when \w+\n", text("centre.sql"), flags=re.MULTILINE)
    return (with_name if named else without).split(";\n")


def text(name: str) -> str:
    """A file of SQL of this package."""
    return resources.files("coopstats").joinpath(name).read_text(encoding="utf-8")
