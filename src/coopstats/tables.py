"""Answers as tables: in codes as DuckDB gives them, then in words, on the screen, in files and on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from coopstats.words import Words, columns

WHOLE = ("tinyint", "smallint", "integer", "bigint", "hugeint")
# Columns that hold several codes parted by a bar, with the list that names them.
SEVERAL = {
    "sectors": "sectors",
    "moroccan": "parties",
    "partners": "parties",
    "successors": "regions",
    "funders": "parties",
    "applicants": "applicants",
    "supports": "funding_instruments",
    "because": "eligibility_reasons",
    "through": "parties",
    "predecessors": "parties",
    "places": "places",
    "countries": "countries",
    "partner_types": "partner_types",
    "sdgs": "sdgs",
    "works_with": "parties",
    "reasons": "project_reasons",
    "regions": "regions",
    "named_programmes": "programmes",
}
# Columns that hold a share of one, a year, and those that hold a date known to its year, month or day.
SHARES = ("share", "urban_share")
YEARS = ("year", "decade", "first_year", "last_year")
DATES = (
    "date",
    "start",
    "end",
    "due",
    "seen",
    "last_meeting",
    "next_meeting",
    "searched",
    "published",
    "read",
    "evidence_date",
    "opens",
    "closes",
)


def frame(rows: list[tuple[Any, ...]], description: list[tuple[Any, ...]]) -> pd.DataFrame:
    """Rows as a table, faster than DuckDB makes a small one; whole numbers stay whole beside unknown ones."""
    columns = zip(*rows, strict=True) if rows else ((),) * len(description)
    return pd.DataFrame({name: column(cells, kind) for cells, (name, kind, *_) in zip(columns, description, strict=True)})


def column(cells: Sequence[Any], kind: Any) -> Any:
    """The cells of one column by their DuckDB type."""
    if kind.id in WHOLE:
        return pd.array(list(cells), dtype="Int64")
    if kind.id == "decimal":
        return pd.array([None if cell is None else float(cell) for cell in cells], dtype="float64")
    return list(cells)


def in_words(table: pd.DataFrame, words: Words) -> pd.DataFrame:
    """An answer in the reader's language: codes become names, columns get their headings; figures stay figures."""
    return said(table, words).rename(columns=words.heading)


def said(table: pd.DataFrame, words: Words) -> pd.DataFrame:
    """An answer with its codes in words; columns that hold several codes parted by a bar become one enumeration."""
    lists = {name: columns()[name]["list"] for name in table.columns if name in columns()}
    worded = {}
    for name in table.columns:
        if name.endswith(("_fr", "_ar", "_en")):
            if name.endswith(f"_{words.language}"):
                worded[name[:-3]] = table[name]
        elif name in SEVERAL and not pd.api.types.is_numeric_dtype(table[name]):
            code_list = SEVERAL[name]
            worded[name] = pd.Series([names_of(codes, code_list, words) for codes in table[name]], index=table.index)
        elif lists[name]:
            worded[name] = pd.Series(
                [None if pd.isna(code) else words.label(lists[name], code) for code in table[name]], index=table.index
            )
        else:
            worded[name] = table[name]
    return pd.DataFrame(worded)


def names_of(codes: object, code_list: str, words: Words) -> str:
    """The names of several codes written as `a|b`, as one text."""
    return " · ".join(words.label(code_list, code) for code in codes.split("|")) if isinstance(codes, str) and codes else ""


def keys_of(answer: pd.DataFrame) -> list[str]:
    """The columns that tell one row of an answer from another: a question gives them first, its figures after."""
    told = [pd.api.types.is_numeric_dtype(answer[name]) for name in answer.columns]
    return list(answer.columns[: told.index(True, 1) if True in told[1:] else len(told)])


def beside(first: pd.DataFrame, second: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Two answers to one question with the same rows in the same order: those of the first, then the others; none is nought."""
    keys = keys_of(first if len(first) else second)
    rows = pd.concat([first[keys], second[keys]]).drop_duplicates()

    def filled(answer: pd.DataFrame) -> pd.DataFrame:
        whole = rows.merge(answer, on=keys, how="left")
        counts = [name for name in answer.columns if name not in keys and pd.api.types.is_numeric_dtype(answer[name])]
        return whole.fillna(dict.fromkeys(counts, 0))

    return filled(first), filled(second)


def difference(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Two answers to one question row by row: their main figure in each, and the first less the second."""
    keys = keys_of(first if len(first) else second)
    here, there = beside(first, second)
    figure = next((name for name in here.columns if name not in keys), None)
    if figure is None:
        return here
    both = here[keys].assign(this_selection=here[figure], other_selection=there[figure])
    return both.assign(difference=both["this_selection"] - both["other_selection"])
