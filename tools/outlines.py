"""Write data/outlines.csv from the npm package morocco-map (OpenStreetMap contributors, ODbL).

    python tools/outlines.py PACKAGE [FOLDER]     PACKAGE: the package unpacked; `make outlines` fetches and unpacks it

The package draws the provinces and prefectures of OpenStreetMap as arcs that neighbours share. Here each gets the code that the
census office gives it in places.csv; all are simplified together, so that neighbours go on sharing their borders without a gap;
and a region is the union of the provinces that the census office counts in it, so that no line crosses a region but those of its
provinces. The package's own drawing of the twelve regions is only compared with that union: where both differ nothing is written.
Islands and lagoons too small to be seen are left out.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import polygonize

DATA = Path(__file__).resolve().parent.parent / "data"
# In degrees, as is all that follows: what a corner must stand out by to stay, and the least area of a ring.
TOLERANCE, LEAST_AREA = 0.018, 0.004
DECIMALS = 3
# The package's names that the census office spells otherwise, or that stand there in Arabic only.
OWN_SPELLING = {
    "MA-RAB": "rabat",
    "MA-KES": "el kelaa des sraghna",
    "MA-AGD": "agadir ida ou tanane",
    "MA-TAR": "taroudannt",
    "MA-MOH": "mohammadia",
    "MA-FQH": "fquih ben salah",
    "MA-REH": "rehamna",
}


def areas(topology: dict[str, Any], name: str) -> dict[str, BaseGeometry]:
    """The areas of one object of a TopoJSON file by their identifiers: valid, in degrees, neighbours sharing every corner."""
    lines = arcs(topology)
    drawn = {shape["id"]: area(shape, lines) for shape in topology["objects"][name]["geometries"]}
    faces: dict[str, list[Polygon]] = {identifier: [] for identifier in drawn}
    # The package's grid made some borders touch or cross: the areas are put together anew from the faces between the lines.
    for face in polygonize(shapely.union_all([LineString(line) for line in lines])):
        inside = face.representative_point()
        owner = next((identifier for identifier, shape in drawn.items() if shape.contains(inside)), None)
        if owner is not None:
            faces[owner].append(face)
    return {identifier: shapely.union_all(parts) for identifier, parts in faces.items()}


def arcs(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """The arcs in degrees; in the file each point is told by its distance from the one before, on a grid."""
    (scale_x, scale_y), (first_x, first_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * scale_x + first_x, y * scale_y + first_y))
        lines.append(line)
    return lines


def area(shape: dict[str, Any], lines: list[list[tuple[float, float]]]) -> BaseGeometry:
    """One Polygon or MultiPolygon of a topology; a negative number is an arc walked backwards."""

    def ring(numbers: list[int]) -> list[tuple[float, float]]:
        return [point for n in numbers for point in (lines[n] if n >= 0 else lines[~n][::-1])]

    polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    return shapely.make_valid(MultiPolygon([Polygon(ring(outer), [ring(hole) for hole in holes]) for outer, *holes in polygons]))


def folded(name: str) -> str:
    """The name of a province or prefecture without its kind, its Arabic and Tifinagh forms, accents and punctuation."""
    latin = re.sub(r"[^\W\d_]*[\u0600-\u06ff\u2d30-\u2d7f].*", "", name)
    latin = re.sub(r"^(pr[ée]fecture|province)( de| d['’])? ?", "", latin.strip(), flags=re.IGNORECASE)
    bare = "".join(sign for sign in unicodedata.normalize("NFD", latin.lower()) if not unicodedata.combining(sign))
    return " ".join(re.findall(r"\w+", bare))


def placed(topology: dict[str, Any], places: list[dict[str, str]]) -> dict[str, str]:
    """The census office's code of each province and prefecture of the package. Raises ValueError for one without."""
    codes = {folded(place["name_fr"]): place["place"] for place in places if is_province(place)}
    found = {
        shape["id"]: codes.get(OWN_SPELLING.get(shape["id"]) or folded(shape["properties"]["name"]))
        for shape in topology["objects"]["provinces"]["geometries"]
    }
    lost = [identifier for identifier, code in found.items() if code is None] + sorted(set(codes.values()) - set(found.values()))
    if lost:
        raise ValueError(f"without a counterpart: {lost}")
    return {identifier: code for identifier, code in found.items() if code}


def is_province(place: dict[str, str]) -> bool:
    """Whether a place is a province or prefecture proper: not one of the prefectures of arrondissements inside Casablanca."""
    return place["level"] in ("province", "prefecture") and len(place["place"]) == len("06.141")


def outlines(provinces: dict[str, Any], regions: dict[str, Any], places: list[dict[str, str]]) -> list[dict[str, Any]]:
    """The rows of outlines.csv: regions, then provinces and prefectures, each ring once."""
    codes, drawn = placed(provinces, places), areas(provinces, "provinces")
    simple = dict(zip(map(codes.__getitem__, drawn), shapely.coverage_simplify(list(drawn.values()), TOLERANCE), strict=True))
    members = {place["place"]: place["region"] for place in places if place["place"] in simple}
    shapes = {
        region: shapely.coverage_union_all([shape for code, shape in simple.items() if members[code] == region])
        for region in sorted(set(members.values()))
    }
    compare(shapes, areas(regions, "regions"))
    shapes |= {code: simple[code] for code in sorted(simple)}
    return [
        {"place": code, "ring": number, "points": written(ring)}
        for code, shape in shapes.items()
        for number, ring in enumerate(rings(shape), 1)
    ]


def compare(unions: dict[str, BaseGeometry], drawn: dict[str, BaseGeometry]) -> None:
    """Raise ValueError when a region of the package is not the union of the census office's provinces, but for what was simplified."""
    for code, union in unions.items():
        region = drawn[f"MA-{code}"]
        if union.symmetric_difference(region).area > union.length * TOLERANCE:
            raise ValueError(f"region {code}: the package draws it otherwise than its provinces")


def rings(shape: BaseGeometry) -> list[list[tuple[float, float]]]:
    """The rings of an area that are large enough to be seen, the largest first."""
    polygons = [Polygon(ring) for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]
    seen = sorted((polygon for polygon in polygons if polygon.area >= LEAST_AREA), key=lambda polygon: -polygon.area)
    return [[(x, y) for x, y, *_ in polygon.exterior.coords] for polygon in seen]


def written(ring: list[tuple[float, float]]) -> str:
    """A ring as `longitude latitude|…`: the last point is not told again."""
    return "|".join(f"{round(x, DECIMALS):g} {round(y, DECIMALS):g}" for x, y in ring[:-1])


def main(package: Path, folder: Path) -> None:
    """Write outlines.csv into a dataset folder."""
    provinces, regions = (json.loads((package / "data" / f"{name}.json").read_text("utf-8")) for name in ("provinces", "regions"))
    with (DATA / "places.csv").open(encoding="utf-8", newline="") as file:
        rows = outlines(provinces, regions, list(csv.DictReader(file)))
    with (folder / "outlines.csv").open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        lines.writeheader()
        lines.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else DATA)  # noqa: PLR2004 - the second argument
