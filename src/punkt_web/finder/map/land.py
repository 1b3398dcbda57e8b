"""Land and borders of the plain map, from Natural Earth (public domain) as npm's package world-atlas brings it."""

import threading
from functools import cache
from pathlib import Path

import numpy as np
import shapely
from django.contrib.staticfiles import finders
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon, STRtree, box

from punkt.geo.mercator import Tile, on_square
from punkt.geo.topology import Area, read_areas

TILE_PX = 512
"""Side of a tile on the screen."""

_ATLAS = "vendor/world-atlas/countries-10m.json"
_STEPS_PER_PX = 2
_MARGIN = 8 / TILE_PX
"""What is drawn beyond the edges, so that the line of the cut lies outside."""

_UKRAINE, _RUSSIA = "804", "643"  # ISO 3166-1
_ANTARCTICA = "010"  # it lies around the pole, where this map has no place for it
_CRIMEA = box(32, 44, 37, 46.5)

_reading = threading.Lock()


class Land:
    """The countries of the world as shapes on the square map. Threads may share it."""

    def __init__(self, areas: list[Area]) -> None:
        polygons = [polygon for area in mended(areas) for polygon in area.polygons]
        # Rounding made some rings cross themselves; cut to a tile, such a shape can turn its inside out.
        sound = shapely.make_valid(np.array(polygons, dtype=object), method="structure", keep_collapsed=False)
        shapes = shapely.transform(sound, _projected)
        west, _north, east, _south = shapely.bounds(shapes).T
        self._shapes = np.concatenate([shapes, _moved(shapes[east > 1], -1), _moved(shapes[west < 0], 1)])
        self._tree = STRtree(self._shapes)

    def path(self, tile: Tile) -> str:
        """The land of a tile as the ``d`` of an SVG path, in half pixels; "" where there is only water."""
        edges = tile.box(_MARGIN)
        hit = np.sort(self._tree.query(box(*edges)))
        cut = shapely.clip_by_rect(self._shapes[hit], *edges)
        west, north, *_far = tile.box()
        steps = 2**tile.z * TILE_PX * _STEPS_PER_PX
        on_tile = shapely.transform(cut, lambda places: (places - (west, north)) * steps)
        return "".join(_drawn(shape) for shape in shapely.simplify(on_tile, 1.0, preserve_topology=False))


def mended(areas: list[Area]) -> list[Area]:
    """The atlas with one place put right: Crimea is Ukraine's.

    The atlas draws lands by who holds them (resolution 68/262 of the General Assembly of the United Nations,
    27 March 2014).
    """
    of_russia = next(area for area in areas if area.code == _RUSSIA)
    of_ukraine = next(area for area in areas if area.code == _UKRAINE)
    crimea = [polygon for polygon in of_russia.polygons if _CRIMEA.contains(polygon)]
    rest = tuple(polygon for polygon in of_russia.polygons if polygon not in crimea)
    whole = shapely.union_all([*of_ukraine.polygons, *crimea])
    others = [area for area in areas if area.code not in {_UKRAINE, _RUSSIA, _ANTARCTICA}]
    return [*others, Area(_RUSSIA, rest), Area(_UKRAINE, tuple(_polygons(whole)))]


def land() -> Land | None:
    """The land, read when it is first asked for; ``None`` where set-up could not bring the atlas."""
    found = finders.find(_ATLAS)
    if not isinstance(found, str):
        return None
    with _reading:
        return _read(Path(found))


@cache
def _read(path: Path) -> Land:
    return Land(read_areas(path, "countries"))


def _projected(places: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack(on_square(places[:, 1], places[:, 0]))


def _moved(shapes: NDArray[np.object_], worlds: float) -> NDArray[np.object_]:
    return np.asarray(shapely.transform(shapes, lambda places: np.add(places, (worlds, 0.0))), dtype=object)


def _polygons(shape: shapely.Geometry) -> list[Polygon]:
    match shape:
        case Polygon() if not shape.is_empty:
            return [shape]
        case MultiPolygon():
            return list(shape.geoms)
        case _ if hasattr(shape, "geoms"):
            return [polygon for part in shape.geoms for polygon in _polygons(part)]
        case _:
            return []


def _drawn(shape: shapely.Geometry) -> str:
    rings = [ring for polygon in _polygons(shape) for ring in (polygon.exterior, *polygon.interiors)]
    return "".join(_ring(np.rint(shapely.get_coordinates(ring)).astype(np.int64)) for ring in rings)


def _ring(corners: NDArray[np.int64]) -> str:
    """A closed ring in steps from corner to corner, without those that lead nowhere."""
    steps = np.diff(corners[:-1], axis=0)
    steps = steps[np.any(steps != 0, axis=1)]
    if len(steps) < 2:
        return ""
    start_x, start_y = corners[0]
    return f"M{start_x} {start_y}l" + " ".join(f"{x} {y}" for x, y in steps) + "z"
