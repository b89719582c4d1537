"""Which table a sheet is, and which column of it each heading means.

A heading is known by the name in the data, by the words of our own exports in three languages, or by what councils call it
(`headings.csv`, where it may imply a value as well: a "date de signature" says what the date is).
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from rapidfuzz import fuzz, process

from coopstats.checking import column_names, sheet_of
from coopstats.imports.drafts import Row
from coopstats.imports.naming import key
from coopstats.words import LANGUAGES, SOURCE_LANGUAGE, columns

# The tables of our own register (exports/asked.py) and those of the dataset; goals are worked out in part and not taken back.
TABLES = {
    "agreements": "agreements",
    "parties": "agreement_parties",
    "sectors": "agreement_sectors",
    "sources": "agreement_sources",
    "commitments": "commitments",
    "claims": "claims",
    "sdgs": "",
}
# Columns that the dataset calls otherwise.
BECOMES = {"source_title": "title", "other_address": "other_source"}
# Columns of ours that stand in several tables of the dataset, or in none: lists of an agreement, a party or a page told beside it.
BESIDE = {
    "agreements": ("moroccan", "partners", "sectors", "sources", "kind", "country", "action"),
    "parties": ("kind", "country", "place_code"),
    "sectors": (),
    "sources": ("address", "source_title", "publisher", "language", "published", "read", "confidence"),
    "commitments": ("address",),
    "claims": ("address", "other_address"),
    "sdgs": ("fact_id", "stance", "sdg"),
}
# What our exports add by working it out: it is not taken back.
WORKED_OUT = {"confidence", "state", "seen", "kind", "country"}
# What makes a line the heading of a table: so many of its cells are known.
FEWEST, SEARCHED = 2, 40
NEAR = 80


@dataclass(frozen=True)
class Heading:
    """The heading of a sheet: its table, and for each place in a line the column that stands there."""

    table: str
    line: int
    columns: Mapping[int, str]
    written: Mapping[str, str]
    implied: Mapping[str, Row] = field(default_factory=dict)
    unknown: Sequence[tuple[str, str]] = ()


def heading_of(line: int, cells: Sequence[object]) -> Heading | None:
    """What a line says as a heading: of the table that knows most of its cells; None when it is none."""
    texts = {place: str(cell).strip() for place, cell in enumerate(cells) if str(cell or "").strip()}
    read = [reading(table, line, texts) for table in TABLES]
    # A reference and a sector are a line of the table of sectors, not an agreement with a list of one.
    best = max(read, key=lambda heading: (len(heading.columns), -len(heading.unknown), heading.table != "agreements"))
    needed = best.table == "agreements" or "fact_id" in best.columns.values()
    return best if len(best.columns) >= FEWEST and needed else None


def reading(table: str, line: int, texts: Mapping[int, str]) -> Heading:
    """A line read as the heading of one table. A text without a language is in that of most headings."""
    known = wordings(table)
    spoken = Counter(language for text in texts.values() for _, language, _ in known.get(key(text), ()) if language)
    language = max(LANGUAGES, key=lambda one: spoken[one])
    found: dict[int, str] = {}
    implied: dict[str, Row] = {}
    for place, text in texts.items():
        meant = sorted(known.get(key(text), ()), key=lambda one: one[1] != language)
        exact = text if text in (*names_of(table), *BESIDE[table]) else ""
        column = exact or next((worded(table, name, told or language) for name, told, _ in meant), "")
        if column and column not in found.values():
            found[place] = column
            implied[column] = dict(part.split("=") for part in meant[0][2].split()) if meant and not exact else {}
    unknown = [(text, nearest(table, text)) for place, text in texts.items() if place not in found]
    unknown = [(text, near) for text, near in unknown if not any(name in WORKED_OUT for name, _, _ in every().get(key(text), ()))]
    return Heading(table, line, found, {column: texts[place] for place, column in found.items()}, implied, unknown)


def worded(table: str, column: str, language: str) -> str:
    """A column of the dataset: a text that stands there in three languages gets one."""
    return f"{column}_{language}" if f"{column}_{language}" in names_of(table) else column


def nearest(table: str, text: str) -> str:
    """The wording that a heading may have been meant for; empty when none is near."""
    match = process.extractOne(key(text), wordings(table).keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
    return columns_of(table).get(wordings(table)[match[0]][0][0], match[0]) if match else ""


def columns_of(table: str) -> dict[str, str]:
    """The columns of a sheet of one table by name, as French readers call them."""
    return {name: columns()[name][SOURCE_LANGUAGE] for name in (*plain_columns(table), *BESIDE[table]) if name in columns()}


def plain_columns(table: str) -> list[str]:
    """The columns of the dataset's table as our exports name them: one for a text in three languages."""
    back = {new: old for old, new in BECOMES.items()} if table == "sources" else {}
    names = names_of(table)
    texts = {name[:-3] for name in names if name.endswith(tuple(f"_{language}" for language in LANGUAGES))}
    return [*texts, *(back.get(name, name) for name in names if name[:-3] not in texts)]


def names_of(table: str) -> list[str]:
    """The columns of the dataset's table."""
    return column_names(sheet_of(TABLES[table]).schema) if TABLES[table] else []


@cache
def wordings(table: str) -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Heading, compared as `key` does → what it means in this table: (column, language, what it implies)."""
    mine = {*plain_columns(table), *BESIDE[table]}
    technical = {key(name): ((name, "", ""),) for name in names_of(table)}
    found = {heading: tuple(one for one in meant if one[0] in mine) for heading, meant in every().items()}
    return technical | {heading: meant for heading, meant in found.items() if meant}


@cache
def every() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """The wordings of all columns."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for column, row in columns().items():
        found.setdefault(key(column), []).append((column, "", ""))
        for language in LANGUAGES:
            found.setdefault(key(row[language]), []).append((column, language, ""))
    for row in of_councils():
        found.setdefault(key(row["wording"]), []).append((row["column"], row["language"], row["implies"]))
    return {heading: tuple(meant) for heading, meant in found.items()}


@cache
def of_councils() -> list[Row]:
    """What councils call the columns of an agreement: column, language, wording, and what else that says."""
    with resources.files("coopstats.imports").joinpath("headings.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))
