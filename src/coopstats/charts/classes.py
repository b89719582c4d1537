"""Classes of values: which values go together, the strength of the one hue that tells them, and the key that says so above a chart."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Sequence
from typing import Any

from coopstats.charts.figure import HUE, lettering
from coopstats.words import Words

STRENGTHS = (0.14, 0.32, 0.52, 0.75, 1.0)
LINE_COLOUR, NONE_COLOUR = "rgba(120,128,140,0.75)", "rgba(128,128,128,0.55)"
# In pixels; and how many signs of a class stand on one line.
KEY_HEIGHT, SHORT = 76, 7


def classes(values: Collection[float], steps: int = len(STRENGTHS)) -> list[tuple[float, float]]:
    """Classes of about as many territories each, as the least and the greatest value found in it; equal values are never parted."""
    ranked = sorted(values)
    bounds = sorted({ranked[-(-len(ranked) * step // steps) - 1] for step in range(1, steps + 1)}) if ranked else []
    found = []
    for below, bound in zip([float("-inf"), *bounds], bounds, strict=False):
        inside = [value for value in ranked if below < value <= bound]
        found.append((inside[0], inside[-1]))
    return found


def colour_of(value: float | None, found: Sequence[tuple[float, float]]) -> str | None:
    """The colour of a value's class; the fewer classes, the wider apart. None when nothing is known."""
    if value is None:
        return None
    place = next(number for number, (_, most) in enumerate(found) if value <= most)
    return f"rgba({HUE},{STRENGTHS[strength(place, len(found))]})"


def strength(place: int, of: int) -> int:
    """Which of the strengths the class at a place has, of so many classes; the greatest is always the strongest."""
    return len(STRENGTHS) - 1 - (of - 1 - place) * (len(STRENGTHS) - 1) // max(of - 1, 1)


def key(
    found: Sequence[tuple[float, float]], measure: str, write: Callable[[float], str], words: Words
) -> dict[str, list[dict[str, Any]]]:
    """The key above the map: what is counted, a box for each class with the values found in it, and the hatch for none."""
    swatches = [(colour_of(most, found), span(write(least), write(most), words)) for least, most in found]
    swatches.insert(0, (None, words.say("aucun connu")))
    wide = 1 / max(len(swatches), len(STRENGTHS) + 1)
    # Plotly measures a text that runs from right to left from its wrong end: it is placed by its middle.
    heading = (1 - wide, "center") if words.rtl else (0.0, "left")
    shapes, notes = [], [note(lettering(measure, words), heading[0], KEY_HEIGHT, heading[1])]
    for number, (colour, text) in enumerate(swatches):
        left = 1 - (number + 1) * wide if words.rtl else number * wide
        shapes += box(left + wide * 0.02, left + wide * 0.98, colour)
        # The first label may be wider than its box: it begins with it, so that the edge of a narrow chart does not cut it.
        outer = number == 0 and not words.rtl
        notes.append(note(text, left if outer else left + wide / 2, 39, "left" if outer else "center"))
    return {"shapes": shapes, "annotations": notes}


def span(least: str, most: str, words: Words) -> str:
    """The least and the greatest value of a class, on two lines where one is too short."""
    if least == most:
        return most
    seen = [sign for sign in least + most if unicodedata.category(sign) != "Cf"]
    return (
        lettering(f"{least}–{most}", words)
        if len(seen) <= SHORT
        else f"{lettering(f'{least}–', words)}<br>{lettering(most, words)}"
    )


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
