"""What the reader chose as SQL: the conditions of the filters stand in chosen.sql and chosen_programmes.sql, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources

from coopstats.selection import CODED

# Filters whose values are counted, each with the name under which they are: both filters of years have the same values.
COUNTED = {name: name for name in CODED} | {"from_year": "year", "to_year": "year"}
EVERY_FILTER = frozenset(COUNTED.values())


@cache
def conditions(file: str) -> tuple[str, dict[str, str]]:
    """chosen.sql or chosen_programmes.sql without its conditions, and the condition of each filter."""
    text = resources.files("coopstats").joinpath(file).read_text(encoding="utf-8")
    head, *named = text.split("\n-- when ")
    return head, {name: told.strip() for name, _, told in (part.partition("\n") for part in named)}


def asked_of(file: str, filters: frozenset[str], text: str) -> Iterator[tuple[str, str]]:
    """Each filter that is set, with its condition. `not_<filter>` turns a condition round; what is unknown stays.

    `text` is the condition that searching.py makes of what is sought.
    """
    for name, told in conditions(file)[1].items():
        if name in filters:
            yield name, f"({told.replace('{text}', text)})"
        if f"not_{name}" in filters:
            yield name, f"({told.replace(f'${name}', f'$not_{name}')}) is not true"


@lru_cache(maxsize=1024)
def chosen_sql(file: str, filters: frozenset[str], text: str) -> str:
    """The SQL that fills `chosen` or `chosen_programme` under some filters."""
    return "\n".join([conditions(file)[0], *(f"and {told}" for _, told in asked_of(file, filters, text)), ""])


def judged_sql(filters: frozenset[str], text: str) -> tuple[str, dict[str | None, str]]:
    """A query of agreements with a column for each filter that is set and counted, and what all the others say.

    The column says whether the filter lets the agreement through; filters whose values are not counted have done so. Under None what all say.
    """
    counted: dict[str, list[str]] = {}
    others = ["true"]
    for name, told in asked_of("chosen.sql", filters, text):
        if name in COUNTED:
            counted.setdefault(COUNTED[name], []).append(told)
        else:
            others.append(told)
    columns = "".join(f", coalesce({' and '.join(told)}, false) as passes_{name}" for name, told in counted.items())
    rest = {own: " and ".join(["true", *(f"passes_{name}" for name in counted if name != own)]) for own in (None, *counted)}
    return f"select agreement{columns} from agreement where {' and '.join(others)}", rest


@lru_cache(maxsize=1024)
def counting_sql(filters: frozenset[str], text: str, counted: frozenset[str], agreements: int) -> list[str]:
    """The statements that fill `value_count`: how many agreements each value of the filters `counted` holds among those that the others let through.

    `among` holds these for each filter as a string of bits, one for each of all agreements; counting.sql compares it with those of the values.
    """
    judged, rest = judged_sql(filters, text)
    let_through = [rest.get(name, rest[None]) for name in sorted(counted)]
    masks = ", ".join(f"bitstring_agg(agreement, 0, {agreements:d}) filter ({told})" for told in let_through)
    return [
        f"""create or replace temp table among as
            select unnest([{listed(counted)}])::filter_name as filter, unnest([{masks}]) as mask from ({judged})""",
        resources.files("coopstats").joinpath("counting.sql").read_text(encoding="utf-8"),
    ]


@lru_cache(maxsize=1024)
def counting_rows_sql(filters: frozenset[str], text: str, counted: frozenset[str]) -> list[str]:
    """The same for an engine that has no strings of bits."""
    judged, rest = judged_sql(filters, text)
    others = " ".join(f"when '{own}' then {told}" for own, told in rest.items() if own is not None)
    let_through = f"case filter {others} else {rest[None]} end" if others else rest[None]
    return [
        f"""create or replace temp table value_count as
            select filter, code, count(*) as agreements from held join ({judged}) as judged using (agreement)
            where code is not null and filter in ({listed(counted)}) and {let_through} group by filter, code"""
    ]


def listed(counted: frozenset[str]) -> str:
    """Names of filters as SQL; they come from COUNTED alone."""
    return ", ".join(f"'{name}'" for name in sorted(counted))


@cache
def project_sql() -> list[str]:
    """The statements that make `project` and what lies around it."""
    return resources.files("coopstats").joinpath("project.sql").read_text(encoding="utf-8").split(";\n")


@cache
def centre_sql(*, named: bool) -> list[str]:
    """The statements of centre.sql that hold when a party is named, or when none is."""
    text = resources.files("coopstats").joinpath("centre.sql").read_text(encoding="utf-8")
    _, with_name, without = re.split(r"^-- when \w+\n", text, flags=re.MULTILINE)
    return (with_name.replace("{party}", conditions("chosen.sql")[1]["party"]) if named else without).split(";\n")
