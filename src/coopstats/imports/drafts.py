"""What a file gives, one agreement at a time: rows of the contract's tables, each with the place where it stands in the file.

Every reader (`sheets.py`, `activities.py`) yields drafts and problems as it goes, so that a long file is never held whole. A
draft holds codes only; what could not be turned into codes is a problem with its place, and the agreement is then not drafted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coopstats.problems import Problem

Row = dict[str, str]
"""Column of the contract → cell; a column that a file does not speak of, or leaves empty, is not in it."""

EMPTIED = "\u2400"
"""A cell that the file asks to empty: an empty cell says nothing."""


class Unread(ValueError):  # noqa: N818 - an answer, not an error of ours
    """A cell that cannot be read: the check that it fails, what would be right, and the cell where its reader alone knows it."""

    def __init__(self, check: str, expected: str = "", value: str = "") -> None:
        self.check, self.expected, self.value = check, expected, value
        super().__init__(check)


@dataclass(frozen=True)
class Draft:
    """One agreement of a file. `sheet` and `line` say where it stands there; with `leaves` it is to be deleted.

    `rows` are (table, row) in any order. Rows of the tables `parties` and `sources` are those that the dataset lacks.
    """

    sheet: str
    line: int
    fact_id: str
    rows: tuple[tuple[str, Row], ...] = ()
    leaves: bool = False


Reading = Iterator[Draft | Problem]
