"""An area that somebody drew: the corners of one outline, and which positions lie in it.

A town's area is small against the globe, so degrees are treated as a plane. An outline over the antimeridian is refused
as too wide.
"""

from collections.abc import Sequence
from math import isfinite

import numpy as np
from numpy.typing import ArrayLike, NDArray

from punkt.errors import InvalidCoordinates, InvalidValue
from punkt.geo.coordinates import parse_coordinates
from punkt.model.position import Position
from punkt.wording import gettext_noop as _

MAX_CORNERS = 200
_WIDEST_DEGREES = 30.0

Corner = tuple[float, float]
"""Latitude and longitude in degrees."""


def checked_outline(corners: Sequence[Sequence[float]]) -> list[Corner]:
    """The corners, rounded to about a metre, without a last one that repeats the first.

    Raises ``InvalidValue`` for fewer than three, more than ``MAX_CORNERS``, ones off the globe, lines that cross and
    areas of no width.
    """
    outline = [(round(float(latitude), 5), round(float(longitude), 5)) for latitude, longitude in corners]
    if len(outline) > 1 and outline[0] == outline[-1]:
        outline.pop()
    if not 3 <= len(outline) <= MAX_CORNERS:
        raise InvalidValue(_("An area has 3 to %(most)s corners."), where="corners", values={"most": str(MAX_CORNERS)})
    if not all(isfinite(lat) and isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180 for lat, lon in outline):
        raise InvalidValue(_("A corner is not on the globe."), where="corners")
    sides = [max(values) - min(values) for values in zip(*outline, strict=True)]
    if max(sides) > _WIDEST_DEGREES:
        raise InvalidValue(_("The area is too wide: corners are at most 30 degrees apart."), where="corners")
    if _crosses_itself(outline):
        raise InvalidValue(
            _("The lines of the area cross each other."),
            where="corners",
            remedy=_("Give the corners one after another around it."),
        )
    if _twice_the_area(outline) == 0:
        raise InvalidValue(_("The corners lie on one line."), where="corners")
    return outline


def read_corners(text: str) -> list[Corner]:
    """Corners as people write them, one to a line, in any notation of coordinates. Raises ``InvalidValue``."""
    corners = []
    for number, line in enumerate(filter(None, map(str.strip, text.splitlines())), start=1):
        if number > MAX_CORNERS + 1:
            break
        found = _position(line)
        if found is None:
            raise InvalidValue(
                _("Line %(number)s is no position: %(line)s"),
                where="corners",
                values={"number": str(number), "line": line[:40]},
            )
        corners.append((found.latitude, found.longitude))
    return corners


def _position(line: str) -> Position | None:
    try:
        return parse_coordinates(line)
    except InvalidCoordinates:
        return None


def are_in(outline: Sequence[Corner], latitudes: ArrayLike, longitudes: ArrayLike) -> NDArray[np.bool_]:
    """Which of some positions in degrees lie in an outline, by the even-odd rule; an unknown one (NaN) does not."""
    lat, lon = np.asarray(latitudes, dtype=np.float64), np.asarray(longitudes, dtype=np.float64)
    inside = np.zeros(lat.shape, dtype=np.bool_)
    for (lat_1, lon_1), (lat_2, lon_2) in zip(outline, (*outline[1:], outline[0]), strict=True):
        if lat_1 == lat_2:
            continue
        is_between = (lat_1 > lat) != (lat_2 > lat)
        inside ^= is_between & (lon < (lon_2 - lon_1) * (lat - lat_1) / (lat_2 - lat_1) + lon_1)
    return inside


def _twice_the_area(outline: Sequence[Corner]) -> float:
    following = (*outline[1:], outline[0])
    return abs(
        sum(a_lat * b_lon - b_lat * a_lon for (a_lat, a_lon), (b_lat, b_lon) in zip(outline, following, strict=True))
    )


def _crosses_itself(outline: Sequence[Corner]) -> bool:
    sides = list(zip(outline, (*outline[1:], outline[0]), strict=True))
    n = len(sides)
    # Sides that share a corner meet there and nowhere else.
    apart = ((one, other) for one in range(n) for other in range(one + 2, n) if (one, other) != (0, n - 1))
    return any(_meet(*sides[one], *sides[other]) for one, other in apart)


def _meet(a: Corner, b: Corner, c: Corner, d: Corner) -> bool:
    return _turn(a, b, c) != _turn(a, b, d) and _turn(c, d, a) != _turn(c, d, b)


def _turn(a: Corner, b: Corner, c: Corner) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])
