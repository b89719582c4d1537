"""Files made of an answer. Zero rows is a file too: the heading says what would stand there."""

from __future__ import annotations

import json

import pandas as pd

# A spreadsheet takes a cell that begins so for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: object) -> object:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def as_csv(table: pd.DataFrame) -> bytes:
    """UTF-8 with a byte order mark, for a spreadsheet that opens it by a double click; unknown is an empty cell."""
    safe = table.map(harmless).rename(columns=harmless)
    return safe.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def as_json(table: pd.DataFrame) -> str:
    """A list of records; unknown is null."""
    return json.dumps(json.loads(table.to_json(orient="records", force_ascii=False)), ensure_ascii=False, indent=2)
