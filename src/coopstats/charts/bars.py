"""Ranked horizontal bars.

Names stand above their bar, not beside it: none is ever cut, on the narrowest screen and in any language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from textwrap import wrap
from typing import Any

import pandas as pd

from coopstats.charts.figure import (
    FAMILY_COLOURS,
    LEGEND_HEIGHT,
    MARGIN,
    PLAIN_COLOUR,
    VERDICT_COLOURS,
    Figure,
    layout,
    legend,
    lettering,
)
from coopstats.words import Words

GAP = "\u2002"
BAR_HEIGHT = 44
# A name is broken so that it fits a phone of 390 pixels; each further line takes a part of a bar's height.
LONGEST_LINE, LINE = 42, 0.45


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
    bar["hovertext"] = [lettering(words.pair(name, words.number(n)), words) for name, n in zip(names, figures, strict=True)]
    return bars([bar], names, figures, words)


def verdict_bars(table: pd.DataFrame, words: Words) -> Figure:
    """How many programmes have each verdict, in the order of the list of verdicts; `table` has the column verdict."""
    counts = table["verdict"].value_counts()
    codes = [code for code in VERDICT_COLOURS if code in counts]
    figures = pd.DataFrame({"programmes": [counts[code] for code in codes]})
    names = [words.label("verdicts", code) for code in codes]
    return ranked_bars(figures, words, names=names, values="programmes", colours=[VERDICT_COLOURS[code] for code in codes])


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
        trace["name"] = lettering(family_name, words)
        trace["hovertext"] = [lettering(words.pair(f"{names[code]} · {family_name}", words.number(n)), words) for code, n in part]
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
    wrapped = [wrap(name, LONGEST_LINE) or [""] for name in names]
    rows = list(accumulate(1 + LINE * (len(lines) - 1) for lines in wrapped))
    for trace in traces:
        trace["y"] = [rows[row] for row in trace["y"]]
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
    side = "left" if words.rtl else "right"
    above = ["<br>".join(lettering(line, words) for line in lines) for lines in wrapped]
    labels = text | {"x": [0] * len(rows), "y": [row - 0.28 for row in rows], "text": above, "textposition": f"top {side}"}
    ends = text | {
        "x": list(totals),
        "y": rows,
        "text": [f"{GAP}{figure}{GAP}" for figure in written],
        "textposition": f"middle {side}",
    }
    last = rows[-1] if rows else 1
    spec = {
        "data": [*traces, labels, ends],
        "layout": layout(
            height=round(BAR_HEIGHT * last) + 2 * MARGIN,
            xaxis={
                "visible": False,
                "range": [longest * 1.16, 0] if words.rtl else [0, longest * 1.16],
                "fixedrange": True,
            },
            yaxis={"visible": False, "range": [last + 0.4, 0.1], "fixedrange": True},
        ),
    }
    return Figure(spec, words.list(f"{name} {value}" for name, value in zip(names, written, strict=True)))
