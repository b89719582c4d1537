"""Charts for paper, as plain data: names, written figures and lengths between 0 and 1, in the same colours as on the screen.

Whoever sets the page draws them with its own bars; it mirrors them for Arabic together with the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from coopstats.charts.figure import FAMILY_COLOURS
from coopstats.words import Words

# Lines across the columns stand at round numbers, at most five of them; years are named every so many.
STEPS = tuple(base * 10**power for power in range(9) for base in (1, 2, 5))
MOST_LINES, MOST_YEARS_NAMED, FEWEST_YEARS, ROUND_YEARS = 5, 12, 16, 5


def printed_bars(names: Sequence[str], figures: Sequence[int], colours: Sequence[str], words: Words) -> list[dict[str, Any]]:
    """Ranked bars, each of one colour."""
    most = max(figures, default=1) or 1
    return [
        {"name": name, "value": words.number(n), "parts": [{"colour": colour, "share": n / most}]}
        for name, n, colour in zip(names, figures, colours, strict=True)
    ]


def printed_family_bars(table: pd.DataFrame, words: Words, *, row: str, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Bars parted by family of partner, in the order of the table; `table` has the columns `row` (a code), family and agreements."""
    totals = table.groupby(row, sort=False)["agreements"].sum()
    most = int(totals.max()) if len(totals) else 1
    return [
        {"name": names[str(code)], "value": words.number(int(n)), "parts": parts(table[table[row] == code], most)}
        for code, n in totals.items()
    ]


def printed_years(table: pd.DataFrame, words: Words) -> dict[str, Any]:
    """Columns a year parted by family, the lines behind them, and the share of the undated; `table` has year, family and agreements.

    The axis ends at the last year and goes back some years at least, so that a single year is no wall.
    """
    dated, total = table[table["year"].notna()], int(table["agreements"].sum())
    undated = total - int(dated["agreements"].sum())
    told: dict[str, Any] = {
        "columns": [],
        "lines": [],
        "undated": undated / total if total else 0,
        "band": words.say("%(n)s sans date sur %(total)s", n=undated, total=total) if undated else "",
    }
    if dated.empty:
        return told
    most = int(dated.groupby("year")["agreements"].sum().max())
    step = next(step for step in STEPS if most <= step * MOST_LINES)
    last = int(dated["year"].max())
    first = min(int(dated["year"].min()), last - FEWEST_YEARS + 1)
    apart = next(apart for apart in STEPS if last - first < apart * MOST_YEARS_NAMED)
    told["lines"] = [{"share": n / most, "value": words.number(n)} for n in range(step, most + 1, step)]
    # Decades and half decades are named as such, in a short time every second year from the last.
    named = range(last, first - 1, -apart) if apart < ROUND_YEARS else range(0, last + 1, apart)
    told["columns"] = [
        {"year": str(year) if year in named else "", "parts": parts(dated[dated["year"] == year], most)}
        for year in range(first, last + 1)
    ]
    return told


def parts(rows: pd.DataFrame, most: int) -> list[dict[str, Any]]:
    """One bar or column in parts, family by family, each as a share of the longest."""
    counts = dict(zip(rows["family"], rows["agreements"], strict=True))
    return [{"colour": colour, "share": int(counts[name]) / most} for name, colour in FAMILY_COLOURS.items() if name in counts]
