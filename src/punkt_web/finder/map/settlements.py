"""Names of settlements on the plain map.

Neighbouring tiles draw the same names at the same places, so that a name across an edge is whole: which ones are
drawn depends on their surroundings only and never on the tile.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from punkt.geo.mercator import Edges, Tile, are_inside, on_square
from punkt.places.gazetteer import Place, read_gazetteer
from punkt_web.finder.asking import place_name
from punkt_web.finder.map.land import TILE_PX

_FEWEST_PEOPLE = (1_000_000, 1_000_000, 1_000_000, 800_000, 400_000, 150_000, 40_000, 12_000, 4_000, 700)
"""By zoom: smaller places are not drawn; from the zoom after the last on every place may be."""

_NAME_PX = (120.0, 22.0)
"""Room that a name takes: of two places nearer than this the one with fewer people stays unnamed."""

_MARGIN = _NAME_PX[0] / TILE_PX


@dataclass(frozen=True, slots=True)
class Name:
    """A name on a tile; ``x`` and ``y`` in pixels from its north-west corner, outside of it too."""

    text: str
    x: float
    y: float


class Settlements:
    """The places of the gazetteer on the square map."""

    def __init__(self, places: tuple[Place, ...]) -> None:
        self._places = sorted(places, key=lambda place: (-_people(place), place.place_id))
        self._people = np.array([_people(place) for place in self._places])
        self._x, self._y = on_square(
            [place.latitude for place in self._places], [place.longitude for place in self._places]
        )

    def names(self, tile: Tile, language: str) -> list[Name]:
        """The names on a tile, those that only reach into it too."""
        px = 2**tile.z * TILE_PX
        west, north, *_far = tile.box()
        # Twice the room of a name: what may hide a name that reaches in lies itself farther out.
        near = self._inside(tile.box(2 * _MARGIN), _fewest_people(tile.z))
        x, y = (self._x[near] - west) * px, (self._y[near] - north) * px
        return [
            Name(place_name(self._places[near[rank]], language), round(float(x[rank]), 1), round(float(y[rank]), 1))
            for rank in np.flatnonzero(~_hidden(x, y))
            if -_NAME_PX[0] < x[rank] < TILE_PX + _NAME_PX[0] and -_NAME_PX[1] < y[rank] < TILE_PX + _NAME_PX[1]
        ]

    def _inside(self, edges: Edges, fewest: int) -> NDArray[np.intp]:
        n = int(np.searchsorted(-self._people, -fewest, side="right"))
        return np.flatnonzero(are_inside(edges, self._x[:n], self._y[:n]))


def _people(place: Place) -> int:
    """By how many people a name is chosen. A quarter of a town must not stand in the place of the town."""
    return 0 if place.counted_in else place.population or 0


def _fewest_people(zoom: int) -> int:
    return _FEWEST_PEOPLE[zoom] if zoom < len(_FEWEST_PEOPLE) else 0


def _hidden(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which names have a larger place in the room that they take; places come with the largest first."""
    crowded = (np.abs(np.subtract.outer(x, x)) < _NAME_PX[0]) & (np.abs(np.subtract.outer(y, y)) < _NAME_PX[1])
    return np.asarray(np.tril(crowded, -1).any(axis=1))


@cache
def settlements() -> Settlements:
    """The settlements that come with Punkt."""
    return Settlements(read_gazetteer())
