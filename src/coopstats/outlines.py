"""The shapes of territories on a plane of longitudes and latitudes: where they lie, and where inside them there is room.

A degree of longitude is shorter than one of latitude; `stretch` says by how much, so that what is square here is square on the map.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import ceil, cos, floor, radians

SCANS = 24


@dataclass(frozen=True, eq=False)
class Outline:
    """A territory's rings as (longitudes, latitudes) in degrees; each ring ends where it begins."""

    place: str
    rings: tuple[tuple[list[float], list[float]], ...]


@dataclass(frozen=True)
class Frame:
    """A part of the plane, in degrees."""

    west: float
    east: float
    south: float
    north: float


def frame(outlines: Iterable[Outline]) -> Frame:
    """The least frame that holds all of some outlines. Raises ValueError when there is none."""
    rings = [ring for outline in outlines for ring in outline.rings]
    longitudes, latitudes = ([degree for ring in rings for degree in ring[axis]] for axis in (0, 1))
    return Frame(min(longitudes), max(longitudes), min(latitudes), max(latitudes))


def stretch(latitude: float) -> float:
    """How many degrees of longitude are as long as one of latitude, at a latitude."""
    return 1 / cos(radians(latitude))


def spans(outline: Outline, at: float, along: int = 0) -> list[tuple[float, float]]:
    """The stretches of a line that lie inside: of a parallel from west to east, or of a meridian (`along` 1) from south to north."""
    crossings = []
    for ring in outline.rings:
        moving, fixed = ring[along], ring[1 - along]
        for (a, here), (b, there) in pairwise(zip(moving, fixed, strict=True)):
            if (here <= at) != (there <= at):
                crossings.append(a + (b - a) * (at - here) / (there - here))
    crossings.sort()
    return list(zip(crossings[::2], crossings[1::2], strict=True))


@dataclass(frozen=True, order=True)
class Room:
    """A point inside a territory and the room around it: all in degrees, the width in those of latitude too."""

    ease: float
    longitude: float
    latitude: float
    width: float
    height: float


@cache
def middle(outline: Outline) -> Room:
    """Where a label has most room."""
    return max(rooms(outline))


def rooms(outline: Outline) -> Iterator[Room]:
    """Middles of parallels inside. The ease of a label is the lesser of the width and, as letters are low, thrice the height."""
    around = frame([outline])
    for scan in range(1, SCANS):
        latitude = around.south + (around.north - around.south) * scan / SCANS
        for west, east in spans(outline, latitude):
            longitude, width = (west + east) / 2, (east - west) / stretch(latitude)
            height = 2 * min(
                min(latitude - south, north - latitude)
                for south, north in spans(outline, longitude, 1)
                if south <= latitude <= north
            )
            yield Room(min(width, 3 * height), longitude, latitude, width, height)


@cache
def dots(outline: Outline, step: float) -> tuple[list[float], list[float]]:
    """The points inside of a square lattice, as (longitudes, latitudes); of a territory too small for it, its middle.

    The lattice is the same for all outlines: a place on the map is nearest to a dot of the territory that it lies in, but for
    half a `step` (in degrees of latitude) along the borders.
    """
    around = frame([outline])
    longitudes, latitudes = [], []
    for row in range(ceil(around.south / step), floor(around.north / step) + 1):
        latitude = row * step
        wide = step * stretch(latitude)
        for west, east in spans(outline, latitude):
            for column in range(ceil(west / wide), floor(east / wide) + 1):
                longitudes.append(round(column * wide, 3))
                latitudes.append(round(latitude, 3))
    if not longitudes:
        room = middle(outline)
        return [room.longitude], [room.latitude]
    return longitudes, latitudes
