"""The same small chart several times, one above the other on one scale: columns a year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from coopstats.charts.figure import GRID_COLOUR, MARGIN, PLAIN_COLOUR, Figure, layout, lettering, ticks
from coopstats.words import Words

PANEL, HEADING, HIGHEST = 116, 30, 1.08
FIRST_COLOUR = "#d5811a"


def yearly_multiples(table: pd.DataFrame, words: Words, *, row: str, names: Mapping[str, str], value: str) -> Figure:
    """One panel for each of `names`, in their order, the first in a colour of its own: a column for each year of `value`.

    `table` has the columns `row` (a code of `names`), year and `value`. All panels share both axes.
    """
    table = table[table[row].isin(names)]
    years = [int(year) for year in table["year"]]
    first, last = (min(years), max(years)) if years else (0, 1)
    most = max((float(n) for n in table[value]), default=1.0)
    whole = pd.api.types.is_integer_dtype(table[value])
    height = len(names) * (PANEL + HEADING) + 3 * MARGIN
    spec: dict[str, Any] = {"data": [], "layout": layout(height=height, separators=f"{decimal_sign(words)}\u202f")}
    told = []
    for place, (code, name) in enumerate(names.items()):
        own = table[table[row] == code]
        pairs = [(int(year), float(n)) for year, n in zip(own["year"], own[value], strict=True)]
        number = "" if place == 0 else str(place + 1)
        top = 1 - place * (PANEL + HEADING) / height
        spec["data"].append(
            {
                "type": "bar",
                "x": [year for year, _ in pairs],
                "y": [n for _, n in pairs],
                "xaxis": f"x{number}",
                "yaxis": f"y{number}",
                "marker": {"color": PLAIN_COLOUR if place else FIRST_COLOUR},
                "hovertext": [lettering(words.pair(f"{name} · {year}", words.number(n)), words) for year, n in pairs],
                "hoverinfo": "text",
                "width": 0.8,
            }
        )
        spec["layout"][f"xaxis{number}"] = {
            "range": [last + 0.7, first - 0.7] if words.rtl else [first - 0.7, last + 0.7],
            "fixedrange": True,
            "tickformat": "d",
            "nticks": ticks(9, last - first + 1),
            "showgrid": False,
            "tickfont": {"size": 12},
            "anchor": f"y{number}",
            "showticklabels": place == len(names) - 1,
        }
        spec["layout"][f"yaxis{number}"] = {
            "range": [0, most * HIGHEST],
            "fixedrange": True,
            "nticks": ticks(3, int(most)) if whole else 3,
            "tickfont": {"size": 12},
            "gridcolor": GRID_COLOUR,
            "zerolinecolor": GRID_COLOUR,
            "side": "right" if words.rtl else "left",
            "domain": [max(top - (PANEL + HEADING) / height + 2 * MARGIN / height, 0), top - HEADING / height],
            "anchor": f"x{number}",
        }
        spec["data"].append(heading(name, number, (first - 0.7, most * HIGHEST), words))
        told.append(f"{name} {peak(pairs, words)}")
    spec["layout"]["margin"] = {"l": 8 if words.rtl else 34, "r": 34 if words.rtl else 8, "t": MARGIN, "b": 3 * MARGIN}
    return Figure(spec, words.list(told))


def heading(name: str, axes: str, corner: tuple[float, float], words: Words) -> dict[str, Any]:
    """The name above a panel, from the side where reading begins."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [corner[0]],
        "y": [corner[1]],
        "xaxis": f"x{axes}",
        "yaxis": f"y{axes}",
        "text": [lettering(name, words)],
        "textposition": "top left" if words.rtl else "top right",
        "textfont": {"size": 13},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def decimal_sign(words: Words) -> str:
    """What parts the whole from the fraction in the reader's language."""
    return "," if "," in words.number(0.5) else "."


def peak(pairs: Sequence[tuple[int, float]], words: Words) -> str:
    """The fullest year of a panel with its figure, for those who do not see it."""
    if not pairs:
        return words.number(0)
    year, most = max(pairs, key=lambda pair: pair[1])
    return words.pair(str(year), words.number(most))
