"""A chart as a picture to take along: its title above it, what it counts and where it comes from below, all inside."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from coopstats.charts.figure import ONLY_NARROW, Figure, lettering
from coopstats.words import Words

# Letters that a line holds and the height of a line, in pixels, of the title and of the small print. A picture is as wide as this.
TITLE_LETTERS, TITLE_LINE, TITLE_SIZE = 72, 25, 19
SMALL_LETTERS, SMALL_LINE, SMALL_SIZE = 118, 17, 12
WIDTH, PADDING = 800, 14
# How tall a chart is that fills whatever room it is given, such as a map.
HEIGHT = 620
PAPER, INK, QUIET = "#ffffff", "#1c2430", "#5a6270"
# Fonts that lie on the reader's machine: a browser draws a picture without the fonts of the page.
FONTS = "Arial, 'Noto Sans', 'Noto Sans Arabic', sans-serif"


def as_picture(figure: Figure, title: str, small_print: Sequence[str], words: Words) -> dict[str, Any]:
    """Plotly's dictionary of a chart on white paper with its title and small print; the chart itself stays as it is."""
    layout = figure.spec["layout"]
    head = wrap(title, TITLE_LETTERS)
    foot = [line for text in small_print if text for line in wrap(text, SMALL_LETTERS)]
    above, below = len(head) * TITLE_LINE + PADDING, len(foot) * SMALL_LINE + PADDING
    margin = {side: layout["margin"][side] + PADDING for side in ("l", "r")}
    margin |= {"t": layout["margin"]["t"] + above, "b": layout["margin"]["b"] + below + PADDING}
    lines = [
        line_of(text, words, margin, {"y": 1, "yanchor": "top", "yshift": margin["t"] - PADDING - number * TITLE_LINE}, bold=True)
        for number, text in enumerate(head)
    ]
    lines += [
        line_of(text, words, margin, {"y": 0, "yanchor": "top", "yshift": below - margin["b"] - number * SMALL_LINE}, bold=False)
        for number, text in enumerate(foot)
    ]
    own = {
        "margin": margin,
        "height": layout.get("height", HEIGHT) + above + below + PADDING,
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "font": {"family": FONTS, "color": INK},
        "annotations": [*layout.get("annotations", ()), *lines],
    }
    data = [trace for trace in figure.spec["data"] if trace.get("meta") != ONLY_NARROW]
    return {"data": data, "layout": layout | own}


def line_of(text: str, words: Words, margin: dict[str, int], place: dict[str, Any], *, bold: bool) -> dict[str, Any]:
    """One line of letters from the side where reading begins, set by its distance from the chart in pixels."""
    told = lettering(text, words)
    side = {"x": 1, "xanchor": "right", "align": "right", "xshift": margin["r"] - PADDING}
    if not words.rtl:
        side = {"x": 0, "xanchor": "left", "align": "left", "xshift": PADDING - margin["l"]}
    font = {"size": TITLE_SIZE, "color": INK} if bold else {"size": SMALL_SIZE, "color": QUIET}
    shared = {"xref": "paper", "yref": "paper", "showarrow": False, "borderpad": 0}
    return shared | side | place | {"text": f"<b>{told}</b>" if bold else told, "font": font}
