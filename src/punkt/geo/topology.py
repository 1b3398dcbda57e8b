"""Reads the areas of a TopoJSON file: shapes that share their borders as arcs, written as small whole steps.

Format: the TopoJSON specification, version 1 (github.com/topojson/topojson-specification).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely import Polygon

Line = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Area:
    """A named area: ``code`` as the file has it ("" for none), polygons in degrees, longitude before latitude.

    A polygon that reaches across the antimeridian is whole and has longitudes beyond 180.
    """

    code: str
    polygons: tuple[Polygon, ...]


def read_areas(path: Path, name: str) -> list[Area]:
    """The areas of the object called ``name``.

    Raises ``OSError`` where the file cannot be read, ``KeyError`` or ``ValueError`` where it is no such topology.
    """
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = _arcs(topology)
    return [
        Area(
            str(geometry.get("id", "")),
            tuple(polygon for rings in _polygons(geometry) if (polygon := _polygon(rings, arcs)) is not None),
        )
        for geometry in topology["objects"][name]["geometries"]
    ]


def _arcs(topology: dict[str, Any]) -> list[Line]:
    scale = np.array(topology["transform"]["scale"])
    start = np.array(topology["transform"]["translate"])
    return [np.cumsum(np.array(steps, dtype=np.int64), axis=0) * scale + start for steps in topology["arcs"]]


def _polygons(geometry: dict[str, Any]) -> Sequence[Sequence[Sequence[int]]]:
    match geometry["type"]:
        case "Polygon":
            return [geometry["arcs"]]
        case "MultiPolygon":
            return list(geometry["arcs"])
        case kind:
            raise ValueError(f"{kind} is no area")


_FEWEST_CORNERS = 4
"""Of a closed ring, the first corner counted again at the end: what whole steps made smaller than that has no area."""


def _polygon(rings: Sequence[Sequence[int]], arcs: Sequence[Line]) -> Polygon | None:
    shell, *holes = (_ring(numbers, arcs) for numbers in rings)
    if len(shell) < _FEWEST_CORNERS:
        return None
    return Polygon(shell, [hole for hole in holes if len(hole) >= _FEWEST_CORNERS])


def _ring(numbers: Sequence[int], arcs: Sequence[Line]) -> Line:
    """The arcs one after the other; a negative number is the complement and is walked backwards."""
    parts = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
    # Each arc begins where the one before ended.
    ring = np.concatenate([parts[0], *(part[1:] for part in parts[1:])])
    ring[:, 0] = np.unwrap(ring[:, 0], period=360.0)
    return ring
