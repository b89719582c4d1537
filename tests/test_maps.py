"""The map and the matrix as charts: every territory has its shape, colours follow classes, words say the same."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pytest

from coopstats.charts import Figure, Territory, matrix, territories
from coopstats.charts.classes import STRENGTHS, classes, colour_of, strength
from coopstats.outlines import Outline
from coopstats.screen.maps import selected
from coopstats.selection import Selection
from coopstats.store import Store
from coopstats.words import LANGUAGES, Words


def drawn(store: Store, level: str, values: Sequence[float | None], language: str = "fr", **own: Any) -> Figure:
    """A map of all regions or provinces with some values, the rest without."""
    words, codes = Words(language, store.labels(language)), store.codes()[level]
    padded = [*values, *([None] * len(codes))][: len(codes)]
    shown = [
        Territory(store.outlines()[code], words.label(level, code), value, str(value))
        for code, value in zip(codes, padded, strict=True)
    ]
    return territories(shown, words, measure="Accords", write=lambda value: f"{value:g}", **own)


def filled(figure: Figure) -> dict[str, dict[str, Any]]:
    """The filled shapes by their places."""
    return {trace["name"]: trace for trace in figure.spec["data"] if trace.get("fill") == "toself"}


@pytest.mark.parametrize("level", ["regions", "provinces"])
def test_every_territory_has_a_shape_and_can_be_clicked(level: str, store: Store) -> None:
    """One filled shape that ends where it begins, and dots that bear its place."""
    figure = drawn(store, level, [1, 2, 3])
    shapes = filled(figure)
    assert set(shapes) == set(store.codes()[level])
    for trace in shapes.values():
        assert (trace["x"][0], trace["y"][0]) == (trace["x"][-1], trace["y"][-1])
    clickable = [set(trace["customdata"]) for trace in figure.spec["data"] if "customdata" in trace]
    assert sorted(place for places in clickable for place in places) == sorted(shapes)
    assert all(len(places) == 1 for places in clickable)


def test_nothing_is_asked_of_a_map_server(store: Store) -> None:
    """Plain axes that keep distances equal in both directions; no geographic subplot, which would fetch its own world."""
    figure = drawn(store, "regions", [1])
    assert {trace["type"] for trace in figure.spec["data"]} == {"scatter"}
    assert not {"geo", "map", "mapbox"} & set(figure.spec["layout"])
    assert figure.spec["layout"]["yaxis"]["scaleanchor"] == "x"
    assert 1.1 < figure.spec["layout"]["yaxis"]["scaleratio"] < 1.2


def test_more_is_stronger_and_none_is_hatched(store: Store) -> None:
    """The colour grows with the class, equal values look alike, and what is unknown or zero has a hatch and no colour."""
    shapes = list(filled(drawn(store, "regions", [5, 5, 10, 20, 40, 80, 0, None])).values())
    colours = [trace["fillcolor"] for trace in shapes]
    assert colours[0] == colours[1]
    strengths = [float(colour.rstrip(")").split(",")[-1]) for colour in colours]
    assert strengths[1:6] == sorted(set(strengths[1:6]))
    assert ["fillpattern" in trace for trace in shapes] == [False] * 6 + [True] * 6
    assert set(colours[6:]) == {"rgba(0,0,0,0)"}


def test_a_region_chosen_has_a_line_of_its_own(store: Store) -> None:
    plain, marked = drawn(store, "regions", [1]), drawn(store, "regions", [1], chosen=("06",))
    assert len(marked.spec["data"]) == len(plain.spec["data"]) + 1


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([], []),
        ([7], [(7, 7)]),
        ([3, 3, 3], [(3, 3)]),
        ([1, 2, 3, 4, 5], [(1, 1), (2, 2), (3, 3), (4, 4), (5, 5)]),
        ([1, 1, 1, 1, 9], [(1, 1), (9, 9)]),
        ([10, 1, 2, 3, 4, 5, 6, 7, 8, 9], [(1, 2), (3, 4), (5, 6), (7, 8), (9, 10)]),
    ],
)
def test_classes_hold_about_as_many_each_and_part_no_equals(values: list[float], found: list[tuple[float, float]]) -> None:
    assert classes(values) == found
    for value in values:
        assert sum(least <= value <= most for least, most in found) == 1
        assert colour_of(value, found)


def test_the_greatest_class_is_always_the_strongest() -> None:
    for many in range(1, len(STRENGTHS) + 1):
        places = [strength(place, many) for place in range(many)]
        assert places == sorted(set(places))
        assert places[-1] == len(STRENGTHS) - 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_is_never_mirrored_and_its_key_is(language: str, store: Store) -> None:
    """West stays on the left; the key begins where reading begins; the sentence names the greatest first."""
    figure = drawn(store, "regions", [3, 1, 2], language)
    low, high = figure.spec["layout"]["xaxis"]["range"]
    assert low < high
    first = figure.spec["layout"]["shapes"][0]
    assert (first["x0"] > 0.5) == (language == "ar")
    names = store.labels(language)
    places = [figure.alt.index(names["regions", code]) for code in ("01", "03", "02")]
    assert places == sorted(places)
    assert "9" in figure.alt


def test_a_name_over_the_sea_covers_no_other_territory(store: Store) -> None:
    """Tanger, Rabat and Casablanca are named before the coast; a name without room stands nowhere."""
    figure = drawn(store, "regions", [82, 37, 49, 77, 9, 64, 38, 13, 62, 13, 31, 27])
    names, figures = figure.spec["data"][-2:]
    outside = [text.strip() for text, side in zip(names["text"], names["textposition"], strict=True) if side == "middle left"]
    assert {"Tanger-Tétouan-Al Hoceima", "Rabat-Salé-Kénitra", "Casablanca-Settat"} <= set(outside)
    assert len(figures["text"]) == 12
    assert all(text.startswith("<b>") for text in figures["text"])


def test_a_territory_of_two_parts_is_drawn_with_a_gap() -> None:
    square = ([0.0, 1, 1, 0, 0], [0.0, 0, 1, 1, 0])
    island = ([3.0, 4, 4, 3], [0.0, 0, 1, 0])
    figure = territories([Territory(Outline("x", (square, island)), "X", 1, "1")], Words("fr"), measure="m", write=str)
    assert filled(figure)["x"]["x"] == [*square[0], None, *island[0]]


def test_a_click_selects_a_territory_alone_and_a_second_one_lets_go() -> None:
    """A region replaces the regions and provinces chosen before it; a province leaves its region."""
    before = Selection(region=("06", "04"), province=("06.141",), sector=("water",))
    once = selected(before, "region", "01")
    assert (once.region, once.province, once.sector) == (("01",), (), ("water",))
    assert selected(once, "region", "01").region == ()
    province = selected(Selection(region=("06",)), "province", "06.141")
    assert (province.region, province.province) == (("06",), ("06.141",))
    assert selected(province, "province", "06.141") == Selection(region=("06",))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_matrix_has_a_cell_for_each_pair_and_none_else(language: str) -> None:
    """Counts stand in their cells; columns run as the language does; the fullest row and column come first."""
    table = pd.DataFrame({"region": ["a", "a", "b"], "country": ["x", "y", "x"], "agreements": [1, 2, 7]})
    names = {code: code.upper() for code in "abxy"}
    figure = matrix(table, Words(language), row="region", column="country", row_names=names, column_names=names)
    cells, rows = figure.spec["data"][:2]
    assert list(zip(cells["base"], cells["x"], cells["text"], strict=True)) == [
        (1.5, 0, Words(language).number(1)),
        (1.5, 1, Words(language).number(2)),
        (0.5, 0, Words(language).number(7)),
    ]
    assert [text.strip("\u2067\u2069") for text in rows["text"]] == ["B", "A"]
    first, last = figure.spec["layout"]["xaxis"]["range"]
    assert (first > last) == (language == "ar")
    assert "7" in figure.alt
