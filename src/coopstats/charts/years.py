"""Columns a year, with the undated in a band of their own."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd

from coopstats.charts.figure import (
    FAMILY_COLOURS,
    GRID_COLOUR,
    LEGEND_HEIGHT,
    UNKNOWN_COLOUR,
    Figure,
    layout,
    legend,
    lettering,
    ticks,
)
from coopstats.words import Words


def years(table: pd.DataFrame, words: Words) -> Figure:
    """Columns a year, stacked by family of partner; the undated in a hatched band on the year axis, never left out.

    `table` has the columns year (missing for the undated), family and agreements, in this order.
    """
    rows = [(None if pd.isna(year) else int(year), family, int(n)) for year, family, n in table.itertuples(index=False)]
    dated = [(year, family, n) for year, family, n in rows if year is not None]
    total = sum(n for *_, n in rows)
    undated = total - sum(n for *_, n in dated)
    first, last = (min(year for year, *_ in dated), max(year for year, *_ in dated)) if dated else (0, 1)
    by_year = Counter[int]()
    for year, _, n in dated:
        by_year[year] += n
    highest = max(by_year.values(), default=1)
    traces: list[dict[str, Any]] = []
    for family, colour in FAMILY_COLOURS.items():
        part = [(year, n) for year, of, n in dated if of == family]
        if not part:
            continue
        name = words.label("partner_families", family)
        traces.append(
            {
                "type": "bar",
                "name": lettering(name, words),
                "x": [year for year, _ in part],
                "y": [n for _, n in part],
                "marker": {"color": colour},
                "hovertext": [lettering(words.pair(f"{year} · {name}", words.number(n)), words) for year, n in part],
                "hoverinfo": "text",
            }
        )
    share = undated / total if total else 0
    band = words.say("%(n)s sans date sur %(total)s", n=undated, total=total)
    traces.append(
        {
            "type": "bar",
            "orientation": "h",
            "xaxis": "x2",
            "yaxis": "y2",
            "x": [share],
            "y": [0],
            "base": [1 - share],
            "width": 0.9,
            "marker": {
                "color": "rgba(0,0,0,0)",
                "line": {"color": UNKNOWN_COLOUR, "width": 1},
                "pattern": {"shape": "/", "fgcolor": UNKNOWN_COLOUR, "size": 7, "solidity": 0.22},
            },
            "showlegend": False,
            "hovertext": [lettering(band, words)],
            "hoverinfo": "text",
        }
    )
    spec = {
        "data": traces,
        "layout": layout(
            height=430,
            barmode="stack",
            bargap=0.18,
            showlegend=True,
            legend=legend(words),
            margin={"l": 8 if words.rtl else 34, "r": 34 if words.rtl else 8, "t": LEGEND_HEIGHT, "b": 8},
            xaxis={
                "range": [last + 0.7, first - 0.7] if words.rtl else [first - 0.7, last + 0.7],
                "fixedrange": True,
                "tickformat": "d",
                "nticks": ticks(9, last - first + 1),
                "showgrid": False,
                "tickfont": {"size": 13},
                "anchor": "y",
            },
            yaxis={
                "side": "right" if words.rtl else "left",
                "range": [0, highest * 1.05],
                "fixedrange": True,
                "gridcolor": GRID_COLOUR,
                "zerolinecolor": GRID_COLOUR,
                "nticks": ticks(5, highest),
                "tickformat": ",d",
                "domain": [0.33, 1],
                "tickfont": {"size": 13},
            },
            xaxis2={"range": [1, 0] if words.rtl else [0, 1], "visible": False, "fixedrange": True, "anchor": "y2"},
            yaxis2={"domain": [0.02, 0.1], "visible": False, "fixedrange": True, "anchor": "x2"},
            annotations=[
                {
                    "text": lettering(band, words),
                    "xref": "x2 domain",
                    "yref": "y2 domain",
                    "x": 0 if words.rtl else 1,
                    "xanchor": "left" if words.rtl else "right",
                    "y": 1,
                    "yanchor": "bottom",
                    "yshift": 3,
                    "showarrow": False,
                    "font": {"size": 13},
                }
            ],
        ),
    }
    if not dated:
        return Figure(spec, band)
    busiest, most = by_year.most_common(1)[0]
    alt = words.say(
        "De %(first)s à %(last)s ; année la plus fournie : %(year)s avec %(n)s accords ; %(band)s.",
        first=str(first),
        last=str(last),
        year=str(busiest),
        n=most,
        band=band,
    )
    return Figure(spec, alt)
