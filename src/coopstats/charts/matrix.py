"""A matrix: who with whom, as cells with the count inside.

Names of rows stand above their cells, as in ranked bars; columns keep the whole width on the narrowest screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from coopstats.charts.figure import GRID_COLOUR, HUE, MARGIN, Figure, layout, lettering
from coopstats.words import Words

# In pixels; a column's name stands upright and takes its length.
ROW_HEIGHT, LETTER = 50, 7.5
# A cell's part of its row, and the hue's strength from none to the greatest count: the ink must stand out from it.
CELL, FAINT, STRONG = 0.5, 0.08, 0.7


def matrix(
    table: pd.DataFrame, words: Words, *, row: str, column: str, row_names: Mapping[str, str], column_names: Mapping[str, str]
) -> Figure:
    """Cells of `agreements` for each pair of `row` and `column` (codes), rows and columns by their totals, the greatest first."""
    counts = {(r, c): int(n) for r, c, n in zip(table[row], table[column], table["agreements"], strict=True)}
    rows, columns = (
        list(table.groupby(name, observed=True, sort=False)["agreements"].sum().sort_values(ascending=False, kind="stable").index)
        for name in (row, column)
    )
    most = max(counts.values())
    cells = [(rows.index(r), columns.index(c), n, f"{row_names[r]} · {column_names[c]}") for (r, c), n in counts.items()]
    filled = {
        "type": "bar",
        "x": [place for _, place, *_ in cells],
        "y": [CELL] * len(cells),
        "base": [level + 1 - CELL for level, *_ in cells],
        "width": 0.94,
        "marker": {"color": [f"rgba({HUE},{FAINT + (STRONG - FAINT) * (n / most) ** 0.5:.2f})" for _, _, n, _ in cells]},
        "text": [words.number(n) for _, _, n, _ in cells],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "constraintext": "none",
        "textangle": 0,
        "textfont": {"size": 13},
        "hovertext": [lettering(words.pair(name, words.number(n)), words) for *_, n, name in cells],
        "hoverinfo": "text",
    }
    last = len(columns) - 0.5
    head = 24 + round(LETTER * max(len(column_names[code]) for code in columns))
    side = "left" if words.rtl else "right"
    above: dict[str, Any] = {
        "type": "scatter",
        "mode": "text",
        "x": [-0.5] * len(rows),
        "y": [level + 0.42 for level in range(len(rows))],
        "text": [lettering(row_names[code], words) for code in rows],
        "textposition": f"top {side}",
        "textfont": {"size": 13},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    empty = [
        {"type": "line", "x0": -0.5, "x1": last, "y0": level + 1, "y1": level + 1, "line": {"color": GRID_COLOUR, "width": 1}}
        for level in range(len(rows))
    ]
    spec = {
        "data": [filled, above],
        "layout": layout(
            height=ROW_HEIGHT * len(rows) + head,
            barmode="overlay",
            shapes=empty,
            margin={"l": MARGIN, "r": MARGIN, "t": head, "b": MARGIN},
            xaxis={
                "side": "top",
                "range": [last, -0.5] if words.rtl else [-0.5, last],
                "tickvals": list(range(len(columns))),
                "ticktext": [lettering(column_names[code], words) for code in columns],
                "tickangle": -90,
                "tickfont": {"size": 13},
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
            },
            yaxis={"visible": False, "range": [len(rows) + 0.05, 0], "fixedrange": True},
        ),
    }
    fullest = sorted(cells, key=lambda cell: -cell[2])[:6]
    return Figure(spec, words.list(f"{name} {words.number(n)}" for *_, n, name in fullest))
