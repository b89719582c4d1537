"""Ranked horizontal bars.

Names stand above their bar, not beside it: none is ever cut, on the narrowest screen and in any language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from coopstats.charts.figure import FAMILY_COLOURS, LEGEND_HEIGHT, MARGIN, PLAIN_COLOUR, Figure, layout, legend, plain_html
from coopstats.words import Words

GAP = "\u2002"
BAR_HEIGHT = 44


def ranked_bars(
    table: pd.DataFrame,
    words: Words,
    *,
    names: Sequence[str],
    values: str = "agreements",
    colours: Sequence[str] | None = None,
) -> Figure:
    """Horizontal bars in the order of the table, the first on top.

    `names` are the words for each row, `values` the column of whole numbers. The bar's end carries the figure.
    """
    figures = [int(value) for value in table[values]]
    bar = bar_trace(figures, range(len(figures)), list(colours) if colours else PLAIN_COLOUR)
    bar["hovertext"] = [words.pair(plain_html(name), words.number(n)) for name, n in zip(names, figures, strict=True)]
    return bars([bar], names, figures, words)


def family_bars(table: pd.DataFrame, words: Words, *, row: str, names: Mapping[str, str]) -> Figure:
    """Horizontal bars parted by family of partner, in the order in which the rows first stand in the table.

    `table` has the columns `row` (a code), family and agreements; `names` maps the codes to words.
    """
    rows = list(zip(table[row], table["family"], map(int, table["agreements"]), strict=True))
    codes = list(dict.fromkeys(code for code, *_ in rows))
    totals = {code: sum(n for of, _, n in rows if of == code) for code in codes}
    traces = []
    for family, colour in FAMILY_COLOURS.items():
        part = [(code, n) for code, of, n in rows if of == family]
        if not part:
            continue
        family_name = words.label("partner_families", family)
        trace = bar_trace([n for _, n in part], [codes.index(code) for code, _ in part], colour)
        trace["name"] = family_name
        trace["hovertext"] = [words.pair(f"{plain_html(names[code])} · {family_name}", words.number(n)) for code, n in part]
        traces.append(trace)
    figure = bars(traces, [names[code] for code in codes], [totals[code] for code in codes], words)
    figure.spec["layout"] |= {
        "barmode": "stack",
        "showlegend": True,
        "legend": legend(words),
        "height": figure.spec["layout"]["height"] + LEGEND_HEIGHT,
        "margin": {"l": MARGIN, "r": MARGIN, "t": LEGEND_HEIGHT, "b": MARGIN},
    }
    return figure


def bar_trace(figures: Sequence[int], rows: Sequence[int], colour: str | list[str]) -> dict[str, Any]:
    """One series of horizontal bars."""
    return {
        "type": "bar",
        "orientation": "h",
        "x": list(figures),
        "y": list(rows),
        "width": 0.42,
        "marker": {"color": colour},
        "hoverinfo": "text",
    }


def bars(traces: list[dict[str, Any]], names: Sequence[str], totals: Sequence[int], words: Words) -> Figure:
    """Series of horizontal bars with the names above them and the figures at their ends."""
    rows = list(range(len(names)))
    written = [words.number(n) for n in totals]
    longest = max(totals, default=1) or 1
    text = {
        "type": "scatter",
        "mode": "text",
        "textfont": {"size": 14},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }
    text["textposition"] = "middle left" if words.rtl else "middle right"
    labels = text | {"x": [0] * len(rows), "y": [row - 0.42 for row in rows], "text": [plain_html(name) for name in names]}
    ends = text | {"x": list(totals), "y": rows, "text": [f"{GAP}{figure}{GAP}" for figure in written]}
    spec = {
        "data": [*traces, labels, ends],
        "layout": layout(
            height=BAR_HEIGHT * len(rows) + 2 * MARGIN,
            xaxis={
                "visible": False,
                "range": [longest * 1.16, 0] if words.rtl else [0, longest * 1.16],
                "fixedrange": True,
            },
            yaxis={"visible": False, "range": [len(rows) - 0.5, -0.85], "fixedrange": True},
        ),
    }
    return Figure(spec, words.list(f"{name} {value}" for name, value in zip(names, written, strict=True)))
