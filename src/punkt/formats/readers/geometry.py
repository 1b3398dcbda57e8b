"""A geometry -> one point that stands for it and lies in it. Plain arithmetic: a crafted shape cannot raise anything.

A point stands for itself; a line by the middle of its length; an area by its centroid, or, where that falls outside
(a horseshoe, a hole), by the middle of its widest stretch at half height; a collection by its largest part.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

XY = tuple[float, float]
"""x (longitude, easting) and y (latitude, northing) in the units of the source."""


def number_or_none(value: object) -> float | None:
    """A finite number out of a number or its text (decimal comma allowed), else ``None``."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value.replace(",", ".") if isinstance(value, str) else value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def point_or_none(x: object, y: object) -> XY | None:
    """Both numbers, or ``None`` when either is missing."""
    easting, northing = number_or_none(x), number_or_none(y)
    return None if easting is None or northing is None else (easting, northing)


def positions(coordinates: object) -> list[XY]:
    """The readable positions of a coordinate array."""
    if not isinstance(coordinates, list):
        return []
    pairs = (point_or_none(pair[0], pair[1]) for pair in coordinates if isinstance(pair, list) and len(pair) >= 2)
    return [pair for pair in pairs if pair is not None]


def is_geometry(value: object) -> bool:
    """Whether a value is a GeoJSON geometry."""
    if not isinstance(value, dict) or str(value.get("type")) not in GEOMETRY_TYPES:
        return False
    return "coordinates" in value or "geometries" in value


def point_of_geojson(geometry: object) -> XY | None:
    """The point that stands for a GeoJSON geometry, ``None`` for a null, empty or broken one."""
    if not isinstance(geometry, dict):
        return None
    if geometry.get("type") == "GeometryCollection":
        members = geometry.get("geometries")
        found = (point_of_geojson(member) for member in (members if isinstance(members, list) else []))
        return next((point for point in found if point is not None), None)
    return _point_of_coordinates(str(geometry.get("type")), geometry.get("coordinates"))


def _point_of_coordinates(kind: str, coordinates: object) -> XY | None:
    reader = _READERS.get(kind)
    return reader(coordinates) if reader is not None and isinstance(coordinates, list) else None


def point_of_points(points: Sequence[XY]) -> XY | None:
    """The member nearest to the middle of all."""
    if not points:
        return None
    x = math.fsum(point[0] / len(points) for point in points)
    y = math.fsum(point[1] / len(points) for point in points)
    return min(points, key=lambda point: math.hypot(point[0] - x, point[1] - y))


def point_of_line(line: Sequence[XY]) -> XY | None:
    """The middle of the length of a line."""
    if not line:
        return None
    left = _length(line) / 2
    for start, end in pairwise(line):
        step = math.dist(start, end)
        if left <= step and step > 0:
            share = left / step
            return _finite((start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share), line)
        left -= step
    return line[0]


def point_of_largest_area(areas: Sequence[Sequence[Sequence[XY]]]) -> XY | None:
    """The point of the area with the largest outer ring."""
    return point_of_area(max(areas, key=lambda rings: abs(_centroid(rings[0])[0]) if rings else 0.0, default=[]))


def point_of_area(rings: Sequence[Sequence[XY]]) -> XY | None:
    """A point inside an area given by its outer ring and its holes."""
    rings = [ring for ring in rings if ring]
    if not rings:
        return None
    _, centroid = _centroid(rings[0])
    if centroid is None:
        return point_of_line(rings[0])
    return centroid if _is_inside(centroid, rings) else _widest_middle(rings)


def _length(line: Sequence[XY]) -> float:
    return sum(math.dist(start, end) for start, end in pairwise(line))


def _finite(point: XY, line: Sequence[XY]) -> XY:
    return point if math.isfinite(point[0]) and math.isfinite(point[1]) else line[0]


def _centroid(ring: Sequence[XY]) -> tuple[float, XY | None]:
    """Twice the signed area and the centroid (shoelace formula, from the first corner so that digits are not lost)."""
    if not ring:
        return 0.0, None
    x0, y0 = ring[0]
    area = x_sum = y_sum = 0.0
    for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
        ax, ay, bx, by = x1 - x0, y1 - y0, x2 - x0, y2 - y0
        cross = ax * by - bx * ay
        area, x_sum, y_sum = area + cross, x_sum + (ax + bx) * cross, y_sum + (ay + by) * cross
    if not math.isfinite(area) or area == 0:
        return 0.0, None
    point = (x0 + x_sum / (3 * area), y0 + y_sum / (3 * area))
    return area, point if math.isfinite(point[0]) and math.isfinite(point[1]) else None


def _crossings(y: float, rings: Sequence[Sequence[XY]]) -> list[float]:
    """Where a level line at ``y`` crosses the rings, from left to right."""
    found = []
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
            if (y1 > y) != (y2 > y):
                found.append(x1 + (x2 - x1) * ((y - y1) / (y2 - y1)))
    return sorted(found)


def _is_inside(point: XY, rings: Sequence[Sequence[XY]]) -> bool:
    return sum(1 for x in _crossings(point[1], rings) if x > point[0]) % 2 == 1


def _widest_middle(rings: Sequence[Sequence[XY]]) -> XY:
    heights = sorted({y for ring in rings for _, y in ring})
    middle = len(heights) // 2
    y = (heights[middle - 1] + heights[middle]) / 2
    crossings = _crossings(y, rings)
    stretches = list(zip(crossings[::2], crossings[1::2], strict=False))
    if not stretches:
        return rings[0][0]
    left, right = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
    return _finite(((left + right) / 2, y), rings[0])


def _point_of_polygon(rings: list[object]) -> XY | None:
    return point_of_area([positions(ring) for ring in rings])


def _point_of_multipolygon(areas: list[object]) -> XY | None:
    return point_of_largest_area([[positions(ring) for ring in area] for area in areas if isinstance(area, list)])


_READERS: Mapping[str, Callable[[list[object]], XY | None]] = {
    "Point": lambda parts: point_or_none(parts[0], parts[1]) if len(parts) > 1 else None,
    "MultiPoint": lambda parts: point_of_points(positions(parts)),
    "LineString": lambda parts: point_of_line(positions(parts)),
    "MultiLineString": lambda parts: point_of_line(max(map(positions, parts), key=_length, default=[])),
    "Polygon": _point_of_polygon,
    "MultiPolygon": _point_of_multipolygon,
}
GEOMETRY_TYPES = frozenset({*_READERS, "GeometryCollection"})
