"""The square map of the web (Web Mercator, EPSG:3857) and the tiles that it is cut into.

Places stand on a square of side 1: x grows from west to east, y from north to south. At zoom ``z`` the square is cut
into 2^z by 2^z tiles.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

MAX_LATITUDE = math.degrees(math.atan(math.sinh(math.pi)))
"""The parallel, 85.0511 degrees, at which the map is as high as it is wide; what lies beyond is put on it."""

MAX_ZOOM = 22

Edges = tuple[float, float, float, float]
"""West, north, east and south edge of a box on the square."""


def on_square(latitudes: ArrayLike, longitudes: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The x and y on the square of places in degrees, of the same shape."""
    phi = np.radians(np.clip(latitudes, -MAX_LATITUDE, MAX_LATITUDE))
    x = np.asarray(longitudes, dtype=np.float64) / 360.0 + 0.5
    return x, np.asarray(0.5 - np.arcsinh(np.tan(phi)) / (2.0 * np.pi))


def from_square(x: float, y: float) -> tuple[float, float]:
    """Latitude and longitude in degrees of a place on the square."""
    return math.degrees(math.atan(math.sinh(math.pi * (1.0 - 2.0 * y)))), (x - 0.5) * 360.0


def are_inside(edges: Edges, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which places on the square are in a box. Its north and west edges are its own, the others its neighbours'."""
    west, north, east, south = edges
    return np.asarray((x >= west) & (x < east) & (y >= north) & (y < south))


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile of the map: column ``x`` from the west, row ``y`` from the north, at zoom ``z``."""

    z: int
    x: int
    y: int

    @property
    def exists(self) -> bool:
        """Whether the map has such a tile."""
        return 0 <= self.z <= MAX_ZOOM and 0 <= self.x < 2**self.z and 0 <= self.y < 2**self.z

    def box(self, margin: float = 0.0) -> Edges:
        """West, north, east and south edge on the square, each moved out by ``margin`` tiles."""
        side = 1.0 / 2**self.z
        return (
            (self.x - margin) * side,
            (self.y - margin) * side,
            (self.x + 1 + margin) * side,
            (self.y + 1 + margin) * side,
        )
