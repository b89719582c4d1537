"""What all charts share: a figure, the colours, the layout, the legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coopstats.words import END_ISOLATE, RIGHT_TO_LEFT_ISOLATE, Words

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
    "france_and_embassies": "#2c6eba",
    "bank": "#30a67b",
    "territory": "#d5811a",
    "agency": "#9350aa",
    "domestic": "#89929f",
}
# The one hue of maps and matrices (red, green, blue): little of it over the paper is little, of either theme.
HUE = "31, 111, 181"
PLAIN_COLOUR = "#4d7ea8"
# What can be asked for, what nobody can tell, what cannot.
VERDICT_COLOURS = {"eligible": "#247b5b", "cannot_tell": "#8a8f98", "not_eligible": "#b66e16"}
UNKNOWN_COLOUR = "#8a8f98"
GRID_COLOUR = "rgba(128,128,128,0.22)"
LEGEND_HEIGHT, MARGIN = 66, 8
# What a trace says of itself that stands in the place of another on narrow screens.
ONLY_NARROW = "only narrow"


@dataclass(frozen=True)
class Figure:
    """A chart ready to draw: Plotly's dictionary, and the sentence that says the same to those who do not see it."""

    spec: dict[str, Any]
    alt: str


def legend(words: Words) -> dict[str, Any]:
    """The families' colours above the chart, from the side where reading begins."""
    return {
        "orientation": "h",
        "x": 1 if words.rtl else 0,
        "xanchor": "right" if words.rtl else "left",
        "y": 1,
        "yanchor": "bottom",
        "traceorder": "normal",
        "itemclick": False,
        "itemdoubleclick": False,
        "font": {"size": 13},
    }


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


def lettering(text: str, words: Words) -> str:
    """Text as it stands in a chart.

    Plotly reads a few HTML tags, and a title of the data must not become a link. A chart runs from left to right by itself:
    Arabic is told to run its own way.
    """
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"{RIGHT_TO_LEFT_ISOLATE}{plain}{END_ISOLATE}" if words.rtl else plain


def ticks(most: int, numbers: int) -> int:
    """How many ticks an axis of so many whole numbers bears: `most`, and no more than its numbers, or two would say the same one."""
    return min(most, numbers + 1)


def on_one_scale(figures: Sequence[Figure]) -> None:
    """Give figures of one kind the same axes and height, so that a length means the same in each."""
    layouts = [figure.spec["layout"] for figure in figures]
    for each in layouts:
        each["height"] = max(other["height"] for other in layouts)
    for axis in [name for name in layouts[0] if name.startswith(("xaxis", "yaxis")) and "range" in layouts[0][name]]:
        ends = [end for each in layouts for end in each[axis]["range"]]
        mirrored = layouts[0][axis]["range"][0] > layouts[0][axis]["range"][1]
        for each in layouts:
            each[axis]["range"] = [max(ends), min(ends)] if mirrored else [min(ends), max(ends)]
        if "nticks" in layouts[0][axis]:
            most = max(each[axis]["nticks"] for each in layouts)
            for each in layouts:
                each[axis]["nticks"] = most
