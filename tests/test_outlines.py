"""The outlines of territories: every one has its own, neighbours meet without gap or overlap, and the recipe does what it says."""

import csv
import importlib.util
from math import cos, radians
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import shapely
from shapely.geometry import MultiPolygon, Polygon

from coopstats.outlines import Outline, dots, frame, middle, spans, stretch
from coopstats.store import Store

ROOT = Path(__file__).resolve().parent.parent
# Regions may be drawn in thirty kilobytes, provinces in a hundred and twenty.
LARGEST = {"region": 30_000, "province": 120_000}


def recipe() -> ModuleType:
    """tools/outlines.py, which writes the table."""
    spec = importlib.util.spec_from_file_location("outlines_tool", ROOT / "tools" / "outlines.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def places(data_folder: Path) -> dict[str, dict[str, str]]:
    with (data_folder / "places.csv").open(encoding="utf-8", newline="") as lines:
        return {row["place"]: row for row in csv.DictReader(lines)}


@pytest.fixture(scope="module")
def shapes(store: Store) -> dict[str, MultiPolygon]:
    """The outlines as areas."""
    return {
        place: MultiPolygon([Polygon(zip(*ring, strict=True)) for ring in outline.rings])
        for place, outline in store.outlines().items()
    }


def provinces_of(shapes: dict[str, MultiPolygon], region: str = "") -> list[MultiPolygon]:
    return [shape for place, shape in shapes.items() if len(place) > 2 and place.startswith(region)]


def test_every_region_and_every_province_has_its_outline(store: Store) -> None:
    """All twelve regions and all 75 provinces and prefectures, and nothing else: those inside Casablanca have none."""
    named = store.codes()
    assert (len(named["regions"]), len(named["provinces"])) == (12, 75)
    assert set(store.outlines()) == {*named["regions"], *named["provinces"]}


def test_every_ring_is_closed_and_crosses_itself_nowhere(store: Store, shapes: dict[str, MultiPolygon]) -> None:
    for outline in store.outlines().values():
        for longitudes, latitudes in outline.rings:
            assert (longitudes[0], latitudes[0]) == (longitudes[-1], latitudes[-1])
            assert len(longitudes) == len(latitudes) >= 4
    assert [place for place, shape in shapes.items() if not shape.is_valid] == []


def test_neighbours_share_their_borders(shapes: dict[str, MultiPolygon]) -> None:
    """Neither gap nor overlap, among provinces and among regions."""
    for level in (provinces_of(shapes), [shape for place, shape in shapes.items() if len(place) == 2]):
        assert shapely.coverage_is_valid(level)
        whole = shapely.coverage_union_all(level)
        assert whole.geom_type == "Polygon", "one piece"
        assert [hole for hole in whole.interiors if Polygon(hole).area > 0.01] == []


def test_a_region_is_the_union_of_its_provinces(shapes: dict[str, MultiPolygon], places: dict[str, dict[str, str]]) -> None:
    """As the census office counts them: no line runs within a region but the borders of its provinces."""
    for region in (place for place in shapes if len(place) == 2):
        assert {places[place]["region"] for place in shapes if place.startswith(region)} == {region}
        union = shapely.coverage_union_all(provinces_of(shapes, region))
        assert union.symmetric_difference(shapes[region]).area < 0.001, "but for lagoons too small to be seen"


def test_territories_lie_where_they_are(shapes: dict[str, MultiPolygon]) -> None:
    """Cities that everybody knows lie in their province and region, the southernmost among them."""
    cities = {
        "04.421": (-6.836, 34.013),
        "06.141": (-7.600, 33.560),
        "01.511": (-5.850, 35.730),
        "07.351": (-8.000, 31.640),
        "02.411": (-1.910, 34.680),
        "11.321": (-13.100, 27.110),
        "12.391": (-15.000, 24.100),
        "12.066": (-14.500, 22.500),
    }
    for province, city in cities.items():
        inside = {place for place, shape in shapes.items() if shape.contains(shapely.Point(city))}
        assert inside == {province, province[:2]}


def test_the_outlines_are_light(data_folder: Path) -> None:
    with (data_folder / "outlines.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for level, longest in (("region", 2), ("province", 6)):
        assert 0 < sum(len(row["points"]) for row in rows if len(row["place"]) == longest) <= LARGEST[level]


# Two provinces of region 01 and one of region 02 side by side, on a grid of a tenth of a degree; the border between the first two
# has a corner so small that it is smoothed away, and the arcs are walked in both directions.
GRID: dict[str, Any] = {"scale": [0.1, 0.1], "translate": [-5, 30]}
ARCS = [
    [[10, 0], [0, 10]],
    [[10, 10], [-10, 0], [0, -10], [10, 0]],
    [[20, 0], [0, 10]],
    [[10, 0], [10, 0]],
    [[20, 10], [-10, 0]],
    [[20, 0], [10, 0], [0, 10], [-10, 0]],
]
THREE = {"MA-ONE": [[0, 1]], "MA-TWO": [[3, 2, 4, -1]], "MA-TRE": [[5, -3]]}
NAMES = {"MA-ONE": "Préfecture d'Oué-Un عمالة", "MA-TWO": "Province de Deux ⵜⴰⵙ", "MA-TRE": "Province Trois"}
PLACES = [
    {"place": "01", "level": "region", "region": "01", "name_fr": "Première"},
    {"place": "01.001", "level": "prefecture", "region": "01", "name_fr": "Oue Un"},
    {"place": "01.001.01.00", "level": "prefecture", "region": "01", "name_fr": "Arrondissement"},
    {"place": "01.002", "level": "province", "region": "01", "name_fr": "Deux"},
    {"place": "02", "level": "region", "region": "02", "name_fr": "Seconde"},
    {"place": "02.003", "level": "province", "region": "02", "name_fr": "Trois"},
]


def topology(name: str, rings: dict[str, list[list[int]]]) -> dict[str, Any]:
    drawn = [{"type": "Polygon", "id": i, "properties": {"name": NAMES.get(i, "")}, "arcs": arcs} for i, arcs in rings.items()]
    return {"transform": GRID, "arcs": ARCS, "objects": {name: {"geometries": drawn}}}


def test_the_recipe_gives_each_territory_its_ring() -> None:
    """Codes by name, borders in common, regions made of their provinces, in the order of the codes."""
    regions = topology("regions", {"MA-01": [[3, 2, 4, 1]], "MA-02": [[5, -3]]})
    rows = recipe().outlines(topology("provinces", THREE), regions, PLACES)
    areas = {row["place"]: Polygon([tuple(map(float, p.split())) for p in row["points"].split("|")]) for row in rows}
    assert list(areas) == ["01", "02", "01.001", "01.002", "02.003"]
    assert {place: area.bounds for place, area in areas.items()} == {
        "01": (-5, 30, -3, 31),
        "02": (-3, 30, -2, 31),
        "01.001": (-5, 30, -4, 31),
        "01.002": (-4, 30, -3, 31),
        "02.003": (-3, 30, -2, 31),
    }
    assert areas["01"].area == pytest.approx(2)
    assert [row["ring"] for row in rows] == [1] * 5
    assert all(row["points"].split("|")[0] != row["points"].split("|")[-1] for row in rows)


def test_the_recipe_refuses_a_territory_without_counterpart() -> None:
    """Neither a shape that the census office does not know nor a province without shape is passed over."""
    two = {name: rings for name, rings in THREE.items() if name != "MA-TRE"}
    with pytest.raises(ValueError, match=r"02\.003"):
        recipe().placed(topology("provinces", two), PLACES)
    with pytest.raises(ValueError, match="MA-TRE"):
        recipe().placed(topology("provinces", THREE), PLACES[:-1])


def test_the_recipe_refuses_regions_drawn_otherwise() -> None:
    """A region of the package must be the union of the provinces that the census office counts in it."""
    regions = topology("regions", {"MA-01": [[0, 1]], "MA-02": [[5, -3]]})
    with pytest.raises(ValueError, match="region 01"):
        recipe().outlines(topology("provinces", THREE), regions, PLACES)


# An L: the foot of a tall bar goes far to the east.
ELL = Outline("L", (([0, 4, 4, 1, 1, 0, 0], [0, 0, 1, 1, 4, 4, 0]),))


def test_lines_are_cut_where_they_lie_inside() -> None:
    assert spans(ELL, 0.5) == [(0, 4)]
    assert spans(ELL, 2) == [(0, 1)]
    assert spans(ELL, 3, 1) == [(0, 1)]
    assert spans(ELL, 5) == []


def test_the_dots_of_a_territory_lie_in_it(store: Store, shapes: dict[str, MultiPolygon]) -> None:
    """Every territory has one at least, and all have the same lattice, so that none lies nearer to another's ground."""
    for place, outline in store.outlines().items():
        found = shapely.points(list(zip(*dots(outline, 0.3), strict=True)))
        assert len(found) >= 1
        assert shapely.dwithin(shapes[place], found, 0.002).all(), place
        room, around = middle(outline), frame([outline])
        assert shapes[place].contains(shapely.Point(room.longitude, room.latitude))
        assert 0 < room.width <= around.east - around.west
        assert 0 < room.height <= around.north - around.south


def test_a_degree_of_longitude_is_shorter_in_the_north() -> None:
    assert stretch(0) == 1
    assert stretch(60) == pytest.approx(2)
    assert stretch(28) == pytest.approx(1 / cos(radians(28)))
