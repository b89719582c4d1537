"""A chart as a picture to take along: what it says of itself stands inside, in three languages, and the chart is the same."""

import html
import re
from typing import Any

import pytest

from coopstats.charts import Figure, Territory, as_picture, ranked_bars, territories, years
from coopstats.charts.figure import ONLY_NARROW
from coopstats.charts.picture import PAPER
from coopstats.selection import Selection
from coopstats.store import Store
from coopstats.words import LANGUAGES, Words

LONG = "Un titre qui ne tient pas sur une ligne, " * 6


def drawn(language: str, store: Store) -> list[Figure]:
    """Charts of two kinds, of real answers."""
    words = Words(language, store.labels(language))
    with store.choose(Selection()) as choice:
        by_type = choice.ask("agreements_by_partner_type")
        names = [words.label("partner_types", code) for code in by_type["partner_type"]]
        return [ranked_bars(by_type, words, names=names), years(choice.ask("agreements_by_year"), words)]


def said(picture: dict[str, Any]) -> str:
    """All annotations as plain text, isolates and tags taken out, lines joined."""
    lines = [re.sub("[\u2066-\u2069]|<.*?>", "", note["text"]) for note in picture["layout"]["annotations"]]
    return html.unescape(" ".join(lines))


@pytest.mark.parametrize("language", LANGUAGES)
def test_title_selection_rule_and_source_stand_inside(language: str, store: Store) -> None:
    """Whole, however many lines they need; what is empty takes no line."""
    for figure in drawn(language, store):
        small_print = ["Accords : « A & <b> »", "", "Source : coopstats"]
        text = said(as_picture(figure, LONG, small_print, Words(language)))
        assert LONG.strip() in text
        assert all(line in text for line in small_print)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chart_in_it_is_the_same_and_stays_as_it_was(language: str, store: Store) -> None:
    """Same traces and axes, room added above and below for each line, white paper; the figure on the page is not touched."""
    words = Words(language)
    for figure in drawn(language, store):
        before = repr(figure.spec)
        short, long = (as_picture(figure, title, ["a", "b"], words) for title in ("Titre", LONG))
        assert repr(figure.spec) == before
        assert short["data"] == figure.spec["data"]
        own = figure.spec["layout"]
        assert {name: axis for name, axis in short["layout"].items() if "axis" in name} == {
            name: axis for name, axis in own.items() if "axis" in name
        }
        assert short["layout"]["paper_bgcolor"] == PAPER
        taller = short["layout"]["margin"]["t"] + short["layout"]["margin"]["b"] - own["margin"]["t"] - own["margin"]["b"]
        assert short["layout"]["height"] - own["height"] >= taller > 0
        assert long["layout"]["height"] > short["layout"]["height"]
        assert len(short["layout"]["annotations"]) == len(own.get("annotations", ())) + 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_begin_where_reading_begins(language: str, store: Store) -> None:
    """On the right in Arabic, on the left otherwise."""
    words = Words(language)
    picture = as_picture(drawn(language, store)[0], "Titre", ["a"], words)
    assert {note["xanchor"] for note in picture["layout"]["annotations"]} == {"right" if words.rtl else "left"}


def test_labels_for_narrow_screens_are_left_out(store: Store) -> None:
    """A map has two sets of labels of which a screen shows one; a picture has the one for wide screens."""
    outlines = store.outlines()
    shown = [Territory(outlines[code], code, 1.0, "1") for code in store.codes()["regions"] if code in outlines]
    figure = territories(shown, Words("fr"), measure="Accords", write=str, borders=[], chosen=(), scale=[1.0])
    narrow = [trace for trace in figure.spec["data"] if trace.get("meta") == ONLY_NARROW]
    picture = as_picture(figure, "Carte", ["a"], Words("fr"))
    assert len(narrow) == 1
    assert len(picture["data"]) == len(figure.spec["data"]) - 1
    assert narrow[0] not in picture["data"]
