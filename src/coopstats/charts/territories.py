"""A map: territories as filled shapes on plain axes, without tile, base map or outside request.

Geography is never mirrored; the key above it begins where reading begins. A value is told by the strength of one hue over the
paper, so that little is quiet and much is strong in both themes, in grey print and to eyes that confuse colours.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from textwrap import wrap
from typing import Any

from coopstats.charts.classes import KEY_HEIGHT, LINE_COLOUR, NONE_COLOUR, classes, colour_of, key
from coopstats.charts.figure import ONLY_NARROW, Figure, layout, lettering
from coopstats.outlines import Frame, Outline, Room, dots, frame, middle, spans, stretch
from coopstats.words import Words

BORDER_COLOUR = "rgba(90,98,110,1)"
# In pixels: a letter's width, a line's height, and the size that the map has on a wide screen.
LETTER, LINE, HEIGHT, WIDTH = 6, 14, 500, 470
# How much smaller the map is on a telephone.
NARROW = 0.7
# The style sheet knows the line around what was chosen by its width.
CHOSEN_WIDTH = 2.6
DOTS_HIGH = 48
TOLD = 12


class Territory:
    """What the map knows of one place: its outline, name, value (None or 0 when nothing is known) and the value in words."""

    def __init__(self, outline: Outline, name: str, value: float | None, written: str) -> None:
        self.outline = outline
        self.name = name
        self.value = value or None
        self.written = written


def territories(
    shown: Sequence[Territory],
    words: Words,
    *,
    measure: str,
    write: Callable[[float], str],
    borders: Sequence[Outline] = (),
    chosen: Collection[str] = (),
    scale: Sequence[float] = (),
) -> Figure:
    """A map of some territories in the frame that holds them all.

    `measure` says what is counted, `write` puts a value in words; `borders` are drawn as stronger lines, `chosen` territories
    within a line of the ink's colour; `scale` holds the values of all maps that share one. A click meets a dot
    whose custom data is the territory's place.
    """
    around = frame([territory.outline for territory in shown])
    values = scale or [territory.value or 0 for territory in shown]
    found = classes([value for value in values if value])
    fills = [fill(territory, found) for territory in shown]
    lines = [line(outline, BORDER_COLOUR, 1.3) for outline in borders]
    lines += [line(t.outline, BORDER_COLOUR, CHOSEN_WIDTH) for t in shown if t.outline.place in chosen]
    step = round((around.north - around.south) / DOTS_HIGH, 3)
    targets = [target(territory, step, words) for territory in shown]
    spec = {
        "data": [*fills, *lines, *targets, *labels(shown, around, words)],
        "layout": layout(
            margin={"l": 0, "r": 0, "t": KEY_HEIGHT, "b": 4},
            hoverdistance=14,
            clickmode="event+select",
            hovermode="closest",
            xaxis=axis(around.west, around.east),
            yaxis=axis(around.south, around.north)
            | {"scaleanchor": "x", "scaleratio": stretch((around.south + around.north) / 2), "constraintoward": "top"},
            **key(found, measure, write, words),
        ),
    }
    return Figure(spec, sentence(shown, words))


def axis(first: float, last: float) -> dict[str, Any]:
    """An axis that is not seen and cannot be moved."""
    room = (last - first) * 0.01
    return {"visible": False, "fixedrange": True, "constrain": "domain", "range": [first - room, last + room]}


def path(outline: Outline) -> dict[str, Any]:
    """The rings of an outline as one line with gaps."""
    longitudes: list[float | None] = []
    latitudes: list[float | None] = []
    for ring in outline.rings:
        longitudes += [*([None] if longitudes else []), *ring[0]]
        latitudes += [*([None] if latitudes else []), *ring[1]]
    return {"type": "scatter", "mode": "lines", "x": longitudes, "y": latitudes, "hoverinfo": "skip"}


def line(outline: Outline, colour: str, width: float) -> dict[str, Any]:
    """An outline alone."""
    return path(outline) | {"line": {"color": colour, "width": width}}


def fill(territory: Territory, found: Sequence[tuple[float, float]]) -> dict[str, Any]:
    """A territory in the colour of its class, hatched where nothing is known."""
    colour = colour_of(territory.value, found)
    hatch = {"fillpattern": {"shape": "/", "fgcolor": NONE_COLOUR, "bgcolor": "rgba(0,0,0,0)", "size": 7, "solidity": 0.16}}
    own = {"fillcolor": colour} if colour else {"fillcolor": "rgba(0,0,0,0)"} | hatch
    return line(territory.outline, LINE_COLOUR, 0.8) | {"fill": "toself", "name": territory.outline.place} | own


def target(territory: Territory, step: float, words: Words) -> dict[str, Any]:
    """Unseen dots over a territory: what the pointer meets, as Plotly knows points and not areas."""
    longitudes, latitudes = dots(territory.outline, step)
    return {
        "type": "scatter",
        "mode": "markers",
        "x": longitudes,
        "y": latitudes,
        "customdata": [territory.outline.place] * len(longitudes),
        "marker": {"size": 12, "opacity": 0},
        "selected": {"marker": {"opacity": 0}},
        "unselected": {"marker": {"opacity": 0}},
        "hovertext": lettering(words.pair(territory.name, territory.written), words),
        "hoverinfo": "text",
    }


def labels(shown: Sequence[Territory], around: Frame, words: Words) -> list[dict[str, Any]]:
    """Names with figures where there is room, and figures alone for narrow screens: the style sheet shows one of the two.

    A name stands in its territory, or before it over open sea, or nowhere: then the pointer and the table tell it.
    """
    pixels = min(HEIGHT / (around.north - around.south), WIDTH * stretch(around.south) / (around.east - around.west))
    named: list[tuple[float, float, str, str]] = []
    bare: list[tuple[float, float, str, str]] = []
    taken: list[float] = []
    for territory in sorted(shown, key=lambda t: -middle(t.outline).ease):
        room = middle(territory.outline)
        figure = f"<b>{lettering(territory.written, words)}</b>" if territory.value else ""
        short = figure if holds(room, territory.written, pixels) else ""
        lines = [
            lettering(part, words)
            for part in wrap(
                territory.name, max(round(room.width * pixels / LETTER), 1), break_long_words=False, break_on_hyphens=False
            )
        ]
        tall = (len(lines) + bool(figure)) * LINE < room.height * pixels * 1.4
        name = territory.name if words.rtl or not figure else f"{territory.name} {territory.written}"
        edge = shore(territory.outline, room.latitude, [t.outline for t in shown], len(name) * LETTER / pixels)
        if max(map(len, lines)) * LETTER < room.width * pixels * 1.15 and tall:
            named.append((room.longitude, room.latitude, "<br>".join([*lines, *([figure] if figure else [])]), "middle center"))
        elif edge is not None and edge - around.west > 0 and all(abs(room.latitude - other) * pixels > LINE for other in taken):
            taken.append(room.latitude)
            named.append((edge, room.latitude, lettering(territory.name, words) + "\u2002", "middle left"))
            named.append((room.longitude, room.latitude, short, "middle center"))
        else:
            named.append((room.longitude, room.latitude, short, "middle center"))
        bare.append(
            (room.longitude, room.latitude, figure if holds(room, territory.written, pixels * NARROW) else "", "middle center")
        )
    return [texts(named), texts(bare) | {"meta": ONLY_NARROW}]


def holds(room: Room, text: str, pixels: float) -> bool:
    """Whether a short text has room at so many pixels a degree."""
    return len(text) * LETTER < room.width * pixels * 1.1 and room.height * pixels > LINE * 0.8


def shore(outline: Outline, latitude: float, others: Sequence[Outline], length: float) -> float | None:
    """The western end of an outline on a parallel when nothing lies before it for a length in degrees of latitude, else None."""
    edge = min(west for west, _ in spans(outline, latitude))
    reach = edge - length * stretch(latitude)
    nearby = (latitude, latitude + 0.15, latitude - 0.15)
    ends = [east for other in others if other is not outline for at in nearby for _, east in spans(other, at)]
    return None if any(reach < east < edge + 0.01 for east in ends) else edge


def texts(told: Sequence[tuple[float, float, str, str]]) -> dict[str, Any]:
    """Texts at places: (longitude, latitude, text, on which side of the place)."""
    longitudes, latitudes, written, sides = (list(column) for column in zip(*told, strict=True))
    return {
        "type": "scatter",
        "mode": "text",
        "x": longitudes,
        "y": latitudes,
        "text": written,
        "textposition": sides,
        "textfont": {"size": 11},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def sentence(shown: Sequence[Territory], words: Words) -> str:
    """The map in words: the greatest values by name, and how many territories have none."""
    known = sorted((t for t in shown if t.value), key=lambda territory: -(territory.value or 0))
    told = words.list(f"{territory.name} {territory.written}" for territory in known[:TOLD])
    more = len(known) - TOLD
    parts = [told] if known else []
    if more > 0:
        parts.append(words.say_n("%(n)s autre territoire", "%(n)s autres territoires", more))
    if len(shown) > len(known):
        parts.append(
            words.say_n("rien de connu pour %(n)s territoire", "rien de connu pour %(n)s territoires", len(shown) - len(known))
        )
    return " · ".join(parts)
