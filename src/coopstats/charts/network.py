"""A party in the middle and those it is tied to around it: a ring that needs no physics and comes out the same every time.

Names stand outside the ring, on its two sides: they have half the width of the narrowest screen and are never cut. The ring
opens in the middle of either side, so that the name of the party in the centre has room. Unfolded, the ties stand at one side
and those they could introduce at the other, each line an acquaintance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from textwrap import wrap
from typing import Any

import pandas as pd

from coopstats.charts.figure import FAMILY_COLOURS, LEGEND_HEIGHT, MARGIN, PLAIN_COLOUR, Figure, layout, legend, lettering
from coopstats.words import Words

# Never more than sixty: on a ring of one's own, or twenty at one side and those they could introduce at the other.
RING, NEAR_SHOWN, BEYOND_SHOWN = 40, 20, 30
# A line of a label fits beside the ring on a phone of 390 pixels; heights are pixels.
LONGEST_LINE, LINE_HEIGHT, GAP = 18, 16, 10
RADIUS, SMALLEST, LARGEST = 0.22, 9, 26
EDGES = {
    "bound": {"color": "rgba(128,128,128,0.5)", "width": 1, "dash": "solid"},
    "loose": {"color": "rgba(128,128,128,0.6)", "width": 1, "dash": "dot"},
    "beyond": {"color": "rgba(128,128,128,0.28)", "width": 1, "dash": "solid"},
}


@dataclass(frozen=True)
class Node:
    """A party on the ring: its label line by line, how many agreements, its colour; `x` from -1 to 1, `y` in pixels upwards."""

    code: str
    name: str
    lines: tuple[str, ...]
    agreements: int
    colour: str
    x: float = 0
    y: float = 0

    @property
    def height(self) -> float:
        """The pixels that the node with its label takes from top to bottom."""
        return len(self.lines) * LINE_HEIGHT + GAP


def network(
    ties: pd.DataFrame,
    beyond: pd.DataFrame | None,
    words: Words,
    *,
    centre: str,
    names: Mapping[str, str],
    most: int | None = None,
) -> Figure:
    """The answer to `party_ties` around its centre; with `beyond`, the answer to `network_second`, ties at one side of the ring.

    `names` maps codes to words. A node is as large as its number of agreements, its colour is its family of partners.
    `most` is the number of agreements of the largest node, when it stands in another ring beside.
    """
    start = 1 if words.rtl else -1
    colours = [FAMILY_COLOURS[family] for family in ties["family"]]
    title = [f"<b>{lettering(line, words)}</b>" for line in wrap(names[centre], 2 * LONGEST_LINE)]
    if beyond is None:
        near = listed(ties.head(RING), colours, names, words)
        opening = 2 * (len(title) * LINE_HEIGHT + 2 * GAP)
        nodes = on_ring([*hung(near[::2], start, opening), *hung(near[1::2], -start, opening)])
        kinds = {code: "bound" if bound else "loose" for code, bound in zip(ties["party"], ties["bound"], strict=True)}
        lines = [*edges([(0.0, 0.0, node, kinds[node.code]) for node in nodes]), centre_mark(title)]
    else:
        near = listed(ties.head(NEAR_SHOWN), colours, names, words)
        far = listed(beyond.head(BEYOND_SHOWN), [PLAIN_COLOUR] * len(beyond), names, words)
        nodes = on_ring([*hung(near, start, 0), *hung(far, -start, 0)])
        at = {node.code: node for node in nodes}
        met = zip(beyond["through"], beyond["party"], strict=True)
        pairs = [(through, code) for several, code in met for through in several.split("|")]
        lines = edges([(at[one].x, at[one].y, at[other], "beyond") for one, other in pairs if {one, other} <= set(at)])
    top = max(node.y + node.height / 2 for node in nodes) + GAP
    bottom = min(node.y - node.height / 2 for node in nodes) - GAP
    spec = {
        "data": [*lines, *marks(nodes, words, most or max(node.agreements for node in nodes))],
        "layout": layout(
            height=round(top - bottom) + LEGEND_HEIGHT + MARGIN,
            showlegend=True,
            legend=legend(words) | {"itemsizing": "constant"},
            clickmode="event+select",
            hovermode="closest",
            margin={"l": MARGIN, "r": MARGIN, "t": LEGEND_HEIGHT, "b": MARGIN},
            xaxis={"visible": False, "range": [-1, 1], "fixedrange": True},
            yaxis={"visible": False, "range": [bottom, top], "fixedrange": True},
        ),
    }
    return Figure(spec, words.list(words.pair(node.name, words.number(node.agreements)) for node in nodes))


def listed(answer: pd.DataFrame, colours: Sequence[str], names: Mapping[str, str], words: Words) -> list[Node]:
    """The rows of an answer as nodes that have no place yet; the label is the name with the number of agreements."""
    nodes = []
    for code, n, colour in zip(answer["party"], answer["agreements"], colours[: len(answer)], strict=True):
        lines = wrap(f"{names[code]}\u00a0·\u00a0{words.number(int(n))}", LONGEST_LINE, break_long_words=False)
        nodes.append(Node(code, names[code], tuple(lettering(line, words) for line in lines), int(n), colour))
    return nodes


def hung(nodes: Sequence[Node], side: int, opening: float) -> list[Node]:
    """Nodes one under the other at one side (-1 left, 1 right), the first on top; `opening` pixels stay free about the middle."""
    above = (len(nodes) + 1) // 2 if opening else len(nodes)
    y = opening / 2 + sum(node.height for node in nodes[:above]) if opening else 0.0
    found = []
    for number, node in enumerate(nodes):
        y -= opening if opening and number == above else 0
        found.append(replace(node, x=side, y=y - node.height / 2))
        y -= node.height
    return found


def on_ring(nodes: Sequence[Node]) -> list[Node]:
    """The nodes moved inwards onto an ellipse as high as their list."""
    top, bottom = max(node.y + node.height for node in nodes), min(node.y - node.height for node in nodes)
    middle, half = (top + bottom) / 2, (top - bottom) / 2
    return [replace(node, x=node.x * RADIUS * sqrt(1 - ((node.y - middle) / half) ** 2)) for node in nodes]


def edges(ends: Sequence[tuple[float, float, Node, str]]) -> list[dict[str, Any]]:
    """Lines from a place to a node, a series for each way of being tied."""
    series = []
    for kind, line in EDGES.items():
        those = [end for end in ends if end[3] == kind]
        series.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": [at for x, _, node, _ in those for at in (x, node.x, None)],
                "y": [at for _, y, node, _ in those for at in (y, node.y, None)],
                "line": line,
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
    return [one for one in series if one["x"]]


def marks(nodes: Iterable[Node], words: Words, most: int) -> list[dict[str, Any]]:
    """The nodes, a series for each colour and side; the legend names each colour once. `most` agreements make the largest."""
    called = {FAMILY_COLOURS[family]: words.label("partner_families", family) for family in FAMILY_COLOURS}
    called[PLAIN_COLOUR] = words.say("Au second degré")
    series: dict[tuple[str, bool], list[Node]] = {}
    for node in nodes:
        series.setdefault((node.colour, node.x > 0), []).append(node)
    found: list[dict[str, Any]] = []
    for (colour, right), those in sorted(series.items(), key=lambda item: list(called).index(item[0][0])):
        name = lettering(called[colour], words)
        counts = [words.say_n("%(n)s accord", "%(n)s accords", node.agreements) for node in those]
        found.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "name": name,
                "x": [node.x for node in those],
                "y": [node.y for node in those],
                "customdata": [node.code for node in those],
                "marker": {
                    "color": colour,
                    "opacity": 1,
                    "size": [round(SMALLEST + (LARGEST - SMALLEST) * sqrt((node.agreements - 1) / most), 1) for node in those],
                },
                "text": ["<br>".join(f"\u2002{line}\u2002" for line in node.lines) for node in those],
                "textposition": "middle right" if right else "middle left",
                "textfont": {"size": 12.5},
                "cliponaxis": False,
                "hovertext": [lettering(words.pair(node.name, told), words) for node, told in zip(those, counts, strict=True)],
                "hoverinfo": "text",
                "showlegend": name not in [one["name"] for one in found],
            }
        )
    return found


def centre_mark(title: Sequence[str]) -> dict[str, Any]:
    """The party in the middle, with its name beneath."""
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [0],
        "y": [0],
        "marker": {"color": PLAIN_COLOUR, "size": 20, "symbol": "diamond"},
        "text": ["<br>".join(title)],
        "textposition": "bottom center",
        "textfont": {"size": 14},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }
