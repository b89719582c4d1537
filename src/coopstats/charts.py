"""Charts: an answer goes in, a figure comes out. No chart asks a question, and none knows the screen.

A figure is a plain dictionary for Plotly (building graph objects costs ten times as much on every click) with an empty
template, explicit margins and its own directions: in a right-to-left language axes, order and labels mirror.
Names stand above their bar, not beside it, so that none is ever cut, on the narrowest screen and in any language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from coopstats.words import Words

# One hue a family of partners, lightness within it; each keeps 3:1 against the paper of both themes.
PARTNER_TYPE_COLOURS = {
    "french_agency": "#2c6eba",
    "embassy_programme": "#5a95d8",
    "european_bank": "#247b5b",
    "multilateral": "#30a67b",
    "sister_region": "#965b13",
    "city_twinning": "#d5811a",
    "decentralised_cooperation": "#b66e16",
    "foreign_agency": "#9350aa",
    "international_network": "#b27fc3",
    "national_body": "#67717e",
    "civil_society": "#89929f",
}
FAMILY_COLOURS = {
    "france": "#2c6eba",
    "bank": "#30a67b",
    "territory": "#d5811a",
    "agency": "#9350aa",
    "domestic": "#89929f",
}
PLAIN_COLOUR = "#4d7ea8"
UNKNOWN_COLOUR = "#8a8f98"
GRID_COLOUR = "rgba(128,128,128,0.22)"
BAR_HEIGHT, MARGIN = 46, 8


@dataclass(frozen=True)
class Figure:
    """A chart ready to draw: Plotly's dictionary, and the sentence that says the same to those who do not see it."""

    spec: dict[str, Any]
    alt: str


def ranked_bars(
    table: pd.DataFrame,
    words: Words,
    *,
    names: Sequence[str],
    values: str = "agreements",
    colours: Sequence[str] | None = None,
    format_value: str = "number",
) -> Figure:
    """Horizontal bars in the order of the table, the first on top.

    `names` are the words for each row; `values` is the column of figures; `format_value` is the method of Words that
    writes a figure. The bar's end carries the figure.
    """
    figures = [float(value) for value in table[values]]
    written = [getattr(words, format_value)(int(v) if v == int(v) else v) for v in figures]
    rows = list(range(len(figures)))
    longest = max(figures, default=1) or 1
    start = "middle left" if words.rtl else "middle right"
    spec = {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "x": figures,
                "y": rows,
                "width": 0.42,
                "text": written,
                "textposition": "outside",
                "cliponaxis": False,
                "textfont": {"size": 14},
                "marker": {"color": list(colours) if colours else PLAIN_COLOUR},
                "hovertext": [f"{plain_html(n)} : {w}" for n, w in zip(names, written, strict=True)],
                "hoverinfo": "text",
            },
            {
                "type": "scatter",
                "mode": "text",
                "x": [0] * len(rows),
                "y": [row - 0.42 for row in rows],
                "text": [plain_html(name) for name in names],
                "textposition": start,
                "textfont": {"size": 14},
                "cliponaxis": False,
                "hoverinfo": "skip",
            },
        ],
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


def years(table: pd.DataFrame, words: Words) -> Figure:
    """Columns a year, stacked by family of partner; the undated in a hatched band on the year axis, never left out.

    `table` has the columns year (missing for the undated), family and agreements.
    """
    dated = table[table["year"].notna()].astype({"year": int})
    undated = int(table.loc[table["year"].isna(), "agreements"].sum())
    total = int(table["agreements"].sum())
    first, last = (int(dated["year"].min()), int(dated["year"].max())) if len(dated) else (0, 1)
    traces: list[dict[str, Any]] = []
    for family, colour in FAMILY_COLOURS.items():
        part = dated[dated["family"] == family]
        if part.empty:
            continue
        name = words.label("partner_families", family)
        traces.append(
            {
                "type": "bar",
                "name": name,
                "x": part["year"].tolist(),
                "y": part["agreements"].tolist(),
                "marker": {"color": colour},
                "hovertext": [
                    f"{year} · {name} : {words.number(int(n))}" for year, n in zip(part["year"], part["agreements"], strict=True)
                ],
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
            "hovertext": [band],
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
            legend={
                "orientation": "h",
                "x": 1 if words.rtl else 0,
                "xanchor": "right" if words.rtl else "left",
                "y": 1.02,
                "yanchor": "bottom",
                "traceorder": "normal",
                "itemclick": False,
                "itemdoubleclick": False,
                "font": {"size": 13},
            },
            margin={"l": 8 if words.rtl else 34, "r": 34 if words.rtl else 8, "t": 70, "b": 8},
            xaxis={
                "range": [last + 0.7, first - 0.7] if words.rtl else [first - 0.7, last + 0.7],
                "fixedrange": True,
                "tickformat": "d",
                "nticks": 9,
                "showgrid": False,
                "tickfont": {"size": 13},
                "anchor": "y",
            },
            yaxis={
                "side": "right" if words.rtl else "left",
                "fixedrange": True,
                "gridcolor": GRID_COLOUR,
                "zerolinecolor": GRID_COLOUR,
                "nticks": 5,
                "tickformat": ",d",
                "domain": [0.33, 1],
                "tickfont": {"size": 13},
            },
            xaxis2={"range": [1, 0] if words.rtl else [0, 1], "visible": False, "fixedrange": True, "anchor": "y2"},
            yaxis2={"domain": [0.02, 0.1], "visible": False, "fixedrange": True, "anchor": "x2"},
            annotations=[
                {
                    "text": band,
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
    busiest = dated.groupby("year")["agreements"].sum().sort_values(ascending=False)
    if busiest.empty:
        return Figure(spec, band)
    alt = words.say(
        "De %(first)s à %(last)s ; année la plus fournie : %(year)s avec %(n)s accords ; %(band)s.",
        first=str(first),
        last=str(last),
        year=str(busiest.index[0]),
        n=int(busiest.iloc[0]),
        band=band,
    )
    return Figure(spec, alt)


def layout(**own: Any) -> dict[str, Any]:
    """What all figures share: no template (it is most of a small figure's weight), no frame, the theme's own paper."""
    shared = {
        "template": {"layout": {}},
        "margin": {"l": MARGIN, "r": MARGIN, "t": MARGIN, "b": MARGIN},
        "showlegend": False,
        "dragmode": False,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "hoverlabel": {"align": "auto"},
    }
    return shared | own


def plain_html(text: str) -> str:
    """Text that Plotly shows as it stands: it reads a few HTML tags, and a title of the data must not become a link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
