"""A time line of calls: each programme a row, each window a bar from its first to its last day, today as a line."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from textwrap import wrap
from typing import Any

import pandas as pd

from coopstats.charts.bars import LINE, LONGEST_LINE
from coopstats.charts.figure import GRID_COLOUR, LEGEND_HEIGHT, MARGIN, Figure, layout, legend, lettering
from coopstats.words import Words

STATE_COLOURS = {"open": "#247b5b", "upcoming": "#2c6eba", "expected": "#9350aa", "closed": "#8a8f98", "unknown": "#b66e16"}
ROW_HEIGHT = 46
TODAY_COLOUR = "#d5811a"
MOST_ROWS = 25


def windows(table: pd.DataFrame, words: Words, *, names: Mapping[str, str], today: str) -> Figure:
    """Windows with a known day, the programmes with the latest first.

    `table` has programme, start, end (YYYY-MM-DD or unknown), call_state and the tranche in three languages. A window of which
    only one day is known is a point; an expected one is hollow.
    """
    dated = table[table["start"].notna() | table["end"].notna()]
    programmes = list(dict.fromkeys(dated["programme"]))[:MOST_ROWS]
    wrapped = [wrap(names[code], LONGEST_LINE) or [""] for code in programmes]
    rows = dict(zip(programmes, accumulate(1 + LINE * (len(lines) - 1) for lines in wrapped), strict=True))
    dated = dated[dated["programme"].isin(programmes)]
    traces: list[dict[str, Any]] = []
    for state, colour in STATE_COLOURS.items():
        own = dated[dated["call_state"] == state]
        if own.empty:
            continue
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": lettering(words.label("call_states", state), words),
                "line": {"color": colour, "width": 9},
                "marker": {"size": 9, "color": colour, "symbol": "circle-open" if state == "expected" else "circle"},
                "hoverinfo": "text",
                **points(own, rows, words),
            }
        )
    days = [day for name in ("start", "end") for day in dated[name] if isinstance(day, str)] + [today]
    last = max(rows.values(), default=1)
    first_day, last_day = (
        str((pd.Timestamp(day) + pd.DateOffset(months=by)).date()) for day, by in ((min(days), -3), (max(days), 3))
    )
    labels = {
        "type": "scatter",
        "mode": "text",
        "x": [first_day] * len(rows),
        "y": [row - 0.32 for row in rows.values()],
        "text": ["<br>".join(lettering(line, words) for line in lines) for lines in wrapped],
        "textposition": "top left" if words.rtl else "top right",
        "textfont": {"size": 13},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }
    spec = {
        "data": [*traces, labels],
        "layout": layout(
            height=round(ROW_HEIGHT * last) + LEGEND_HEIGHT + 40,
            showlegend=True,
            legend=legend(words),
            margin={"l": MARGIN, "r": MARGIN, "t": LEGEND_HEIGHT, "b": 30},
            xaxis={
                "type": "date",
                "range": [last_day, first_day] if words.rtl else [first_day, last_day],
                "tickformat": "%Y",
                "dtick": "M24",
                "gridcolor": GRID_COLOUR,
                "fixedrange": True,
                "tickfont": {"size": 13},
            },
            yaxis={"visible": False, "range": [last + 0.5, 0.0], "fixedrange": True},
            shapes=[
                {
                    "type": "line",
                    "x0": today,
                    "x1": today,
                    "yref": "paper",
                    "y0": 0,
                    "y1": 1,
                    "line": {"color": TODAY_COLOUR, "width": 1},
                }
            ],
        ),
    }
    counts = dated["call_state"].value_counts()
    told = words.list(
        f"{words.label('call_states', state)} {words.number(int(counts[state]))}" for state in STATE_COLOURS if state in counts
    )
    return Figure(spec, told or words.number(0))


def points(own: pd.DataFrame, rows: Mapping[str, float], words: Words) -> dict[str, list[Any]]:
    """Bars as lines between two points, parted by a gap; a single known day is its point alone."""
    x: list[str | None] = []
    y: list[float | None] = []
    text: list[str] = []
    for _, row in own.iterrows():
        days = [day for day in (row["start"], row["end"]) if isinstance(day, str)]
        told = words.period(
            row["opens"] if isinstance(row["opens"], str) else None, row["closes"] if isinstance(row["closes"], str) else None
        )
        said = lettering(f"{row[f'tranche_{words.language}']} · {told}", words)
        x += [*days, None]
        y += [*[rows[row["programme"]]] * len(days), None]
        text += [*[said] * len(days), ""]
    return {"x": x, "y": y, "hovertext": text}
