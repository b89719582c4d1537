"""A map: territories as filled shapes on plain axes, without tile, base map or outside request.

Geography is never mirrored; the key above it begins where reading begins. A value is told by the strength of one hue over the
paper, so that little is quiet and much is strong in both themes, in grey print and to eyes that confuse colours.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from textwrap import wrap
from typing import Any

from coopstats.charts.figure import HUE, Figure, layout, lettering
from coopstats.outlines import Frame, Outline, dots, frame, middle, spans, stretch
from coopstats.words import Words

STRENGTHS = (0.14, 0.32, 0.52, 0.75, 1.0)
LINE_COLOUR, BORDER_COLOUR, NONE_COLOUR = "rgba(120,128,140,0.75)", "rgba(90,98,110,1)", "rgba(128,128,128,0.55)"
# Beyond these many territories only those in which it has room bear a name; a letter's width and a line's height in pixels.
LETTER, LINE, HEIGHT, WIDTH = 6, 14, 500, 470
KEY_HEIGHT, SHORT = 76, 7
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


def classes(values: Collection[float], steps: int = len(STRENGTHS)) -> list[tuple[float, float]]:
    """Classes of about as many territories each, as the least and the greatest value found in it; equal values are never parted."""
    ranked = sorted(values)
    bounds = sorted({ranked[-(-len(ranked) * step // steps) - 1] for step in range(1, steps + 1)}) if ranked else []
    found = []
    for below, bound in zip([float("-inf"), *bounds], bounds, strict=False):
        inside = [value for value in ranked if below < value <= bound]
        found.append((inside[0], inside[-1]))
    return found


def territories(
    shown: Sequence[Territory],
    words: Words,
    *,
    measure: str,
    write: Callable[[float], str],
    borders: Sequence[Outline] = (),
    chosen: Collection[str] = (),
) -> Figure:
    """A map of some territories in the frame that holds them all.

    `measure` says what is counted, `write` puts a value in words; `borders` are drawn as stronger lines, `chosen` territories
    within a line of the ink's colour. A click meets a dot whose custom data is the territory's place.
    """
    around = frame([territory.outline for territory in shown])
    found = classes([territory.value for territory in shown if territory.value])
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


def colour_of(value: float | None, found: Sequence[tuple[float, float]]) -> str | None:
    """The colour of a value's class; the fewer classes, the wider apart. None when nothing is known."""
    if value is None:
        return None
    place = next(number for number, (_, most) in enumerate(found) if value <= most)
    return f"rgba({HUE},{STRENGTHS[strength(place, len(found))]})"


def strength(place: int, of: int) -> int:
    """Which of the strengths the class at a place has, of so many classes; the greatest is always the strongest."""
    return len(STRENGTHS) - 1 - (of - 1 - place) * (len(STRENGTHS) - 1) // max(of - 1, 1)


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
        short = figure if len(territory.written) * LETTER < room.width * pixels * 1.1 else ""
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
        bare.append((room.longitude, room.latitude, short, "middle center"))
    return [texts(named), texts(bare)]


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


def key(
    found: Sequence[tuple[float, float]], measure: str, write: Callable[[float], str], words: Words
) -> dict[str, list[dict[str, Any]]]:
    """The key above the map: what is counted, a box for each class with the values found in it, and the hatch for none."""
    swatches = [(colour_of(most, found), span(write(least), write(most), words)) for least, most in found]
    swatches.insert(0, (None, words.say("aucun")))
    wide = 1 / max(len(swatches), len(STRENGTHS) + 1)
    shapes, notes = [], [note(lettering(measure, words), 1.0 if words.rtl else 0.0, KEY_HEIGHT, "right" if words.rtl else "left")]
    for number, (colour, text) in enumerate(swatches):
        left = 1 - (number + 1) * wide if words.rtl else number * wide
        shapes += box(left + wide * 0.02, left + wide * 0.98, colour)
        notes.append(note(text, left + wide / 2, 39, "center"))
    return {"shapes": shapes, "annotations": notes}


def span(least: str, most: str, words: Words) -> str:
    """The least and the greatest value of a class, on two lines where one is too short."""
    if least == most:
        return most
    return lettering(f"{least}–{most}", words) if len(least + most) <= SHORT else f"{least}–<br>{most}"


def note(text: str, x: float, above: int, anchor: str) -> dict[str, Any]:
    """A text whose top stands some pixels above the map."""
    place = {"xref": "paper", "x": x, "xanchor": anchor, "yref": "paper", "y": 1, "yanchor": "top", "yshift": above}
    return place | {"text": text, "showarrow": False, "font": {"size": 12}, "align": "center" if anchor == "center" else "left"}


def box(left: float, right: float, colour: str | None) -> list[dict[str, Any]]:
    """A box of the key: its colour, or the strokes of a hatch."""
    place = {"xref": "paper", "yref": "paper", "ysizemode": "pixel", "yanchor": 1, "y0": 42, "y1": 54}
    frame_of = {"type": "rect", "x0": left, "x1": right, "line": {"color": LINE_COLOUR, "width": 0.8}} | place
    if colour:
        return [frame_of | {"fillcolor": colour}]
    strokes = [left + (right - left) * part / 8 for part in range(8)]
    return [frame_of] + [
        {"type": "line", "x0": x, "x1": x + (right - left) / 8, "line": {"color": NONE_COLOUR, "width": 1}} | place
        for x in strokes
    ]


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
