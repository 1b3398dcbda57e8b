"""What a graph of streets covers: past the edge of an extract there are ways that nobody here knows of."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from punkt.geo.distance import EARTH_RADIUS_M

Box = tuple[float, float, float, float]
"""West, south, east and north edge, degrees."""


def is_box(box: Box) -> bool:
    """Whether four numbers are the edges of a box on the Earth; none spans the antimeridian."""
    west, south, east, north = box
    return -180.0 <= west <= east <= 180.0 and -90.0 <= south <= north <= 90.0


def common_box(first: Box, second: Box) -> Box:
    """What is in both; no box where they have nothing in common."""
    (west, south, east, north), (w, s, e, n) = first, second
    return max(west, w), max(south, s), min(east, e), min(north, n)


def box_around(latitudes: NDArray[np.float64], longitudes: NDArray[np.float64]) -> Box:
    """The least box that holds all places, of which there is at least one."""
    return float(longitudes.min()), float(latitudes.min()), float(longitudes.max()), float(latitudes.max())


def metres_to_edge(box: Box | None, latitudes: ArrayLike, longitudes: ArrayLike) -> NDArray[np.float64]:
    """How far the edge of a box is from places by air, at least: 0 outside it, infinity where ``box`` is ``None``."""
    lat, lon = np.asarray(latitudes, dtype=np.float64), np.asarray(longitudes, dtype=np.float64)
    if box is None:
        return np.full(lat.shape, np.inf)
    west, south, east, north = box
    east_m = [
        np.arcsin(np.abs(np.cos(np.radians(lat)) * np.sin(np.radians(lon - edge)))) * EARTH_RADIUS_M
        for edge in (west, east)
    ]
    north_m = [np.radians(np.abs(lat - edge)) * EARTH_RADIUS_M for edge in (south, north)]
    is_inside = (west <= lon) & (lon <= east) & (south <= lat) & (lat <= north)
    return np.where(is_inside, np.minimum.reduce([*east_m, *north_m]), 0.0)
