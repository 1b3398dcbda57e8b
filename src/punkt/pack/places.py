"""Positions as whole numbers that lie together where places do: latitude and longitude, bit by bit in turn."""

from collections.abc import Sequence
from dataclasses import dataclass

from punkt.pack.points import STEP_DEGREES
from punkt.pack.range_coder import Coder
from punkt.pack.symbols import Boxes

_MOST_BITS = 26
"""360 degrees in steps of 0.00001."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The steps that the points of a pack lie on. ``south`` and ``west`` are steps from the south pole and 180 W."""

    south: int
    west: int
    n_bits: int

    @property
    def is_possible(self) -> bool:
        """Whether such a grid lies on the Earth."""
        return 0 <= self.n_bits <= _MOST_BITS and self.south <= 18_000_000 and self.west <= 36_000_000

    def key(self, latitude: float, longitude: float) -> int:
        """The number of a place: the bits of its steps in turn, latitude first."""
        north, east = _steps(latitude, longitude)
        return _spread(north - self.south) << 1 | _spread(east - self.west)

    def place(self, key: int) -> tuple[float, float]:
        """Latitude and longitude of a number, rounded to the step."""
        north, east = _gathered(key >> 1) + self.south, _gathered(key) + self.west
        return round(north * STEP_DEGREES - 90, 5), round(east * STEP_DEGREES - 180, 5)

    def code(self, coder: Coder, n: int, keys: Sequence[int] = ()) -> list[int]:
        """Writes the sorted numbers of ``n`` places or reads them."""
        return Boxes(2 * self.n_bits).code(coder, n, keys)


def grid_of(places: Sequence[tuple[float, float]]) -> Grid:
    """The smallest grid that holds all ``places`` (latitude, longitude in degrees)."""
    if not places:
        return Grid(0, 0, 0)
    steps = [_steps(*place) for place in places]
    south, west = min(north for north, _east in steps), min(east for _north, east in steps)
    widest = max(max(north - south, east - west) for north, east in steps)
    return Grid(south, west, widest.bit_length())


def _steps(latitude: float, longitude: float) -> tuple[int, int]:
    return round((latitude + 90) / STEP_DEGREES), round((longitude + 180) / STEP_DEGREES)


def _spread(number: int) -> int:
    """The bits of a number below 2**32, each followed by a zero."""
    for shift, mask in ((16, 0x0000FFFF0000FFFF), (8, 0x00FF00FF00FF00FF), (4, 0x0F0F0F0F0F0F0F0F),
                        (2, 0x3333333333333333), (1, 0x5555555555555555)):  # fmt: skip
        number = (number | number << shift) & mask
    return number


def _gathered(number: int) -> int:
    """Every second bit, from the lowest on."""
    number &= 0x5555555555555555
    for shift, mask in ((1, 0x3333333333333333), (2, 0x0F0F0F0F0F0F0F0F), (4, 0x00FF00FF00FF00FF),
                        (8, 0x0000FFFF0000FFFF), (16, 0x00000000FFFFFFFF)):  # fmt: skip
        number = (number | number >> shift) & mask
    return number
