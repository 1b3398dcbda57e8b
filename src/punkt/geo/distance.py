"""Air-line distance, direction and walking time on a spherical Earth, and the grid cell that stands for an area.

The sphere of mean radius differs from the ellipsoid by at most 0.6 %, far less than the detour factor is unsure.
"""

import math
from enum import StrEnum
from typing import overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from punkt.errors import InvalidCoordinates
from punkt.wording import gettext_noop as _

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius (2a + b) / 3 of the WGS 84 ellipsoid, metres: a = 6,378,137.0, b = 6,356,752.3142."""

DETOUR_FACTOR = 1.3
"""Walked distance over air line. An assumption [I]: O'Sullivan (1996) found 1.21-1.23 around transit stations and
Newell (1980) about 1.2 in towns (both as quoted in Wikibooks, Transportation Geography and Network Science, Circuity);
fences, rivers and railway lines on the way through a dark town are given a little more, so that a walk turns out
shorter than promised rather than longer."""

WALKING_SPEED_M_PER_S = 0.9
"""The slow one of 0.9 / 1.2 / 1.8 m/s (facts: Autodesk CFD table of walking speeds). Slow on purpose [I]: the reader
walks in the dark, on ice, with a child or a bag, and a promise of minutes must hold for them too."""


class Compass(StrEnum):
    """The eight directions in which a walk can start; the label is marked for translation."""

    NORTH = "N"
    NORTH_EAST = "NE"
    EAST = "E"
    SOUTH_EAST = "SE"
    SOUTH = "S"
    SOUTH_WEST = "SW"
    WEST = "W"
    NORTH_WEST = "NW"

    @property
    def label(self) -> str:
        """The English word, which is also the key of its translation."""
        return COMPASS_LABELS[self]


COMPASS_LABELS = {
    Compass.NORTH: _("north"),
    Compass.NORTH_EAST: _("north-east"),
    Compass.EAST: _("east"),
    Compass.SOUTH_EAST: _("south-east"),
    Compass.SOUTH: _("south"),
    Compass.SOUTH_WEST: _("south-west"),
    Compass.WEST: _("west"),
    Compass.NORTH_WEST: _("north-west"),
}


@overload
def great_circle_m(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float: ...
@overload
def great_circle_m(
    latitude: ArrayLike, longitude: ArrayLike, other_latitude: ArrayLike, other_longitude: ArrayLike
) -> NDArray[np.float64]: ...
def great_circle_m(
    latitude: ArrayLike, longitude: ArrayLike, other_latitude: ArrayLike, other_longitude: ArrayLike
) -> float | NDArray[np.float64]:
    """Metres along the great circle between places in degrees; arrays broadcast, four numbers give a number.

    Haversine form: it keeps its precision for near places and is never NaN for opposite ones.
    """
    phi, other_phi = np.radians(latitude), np.radians(other_latitude)
    half_height = np.sin((other_phi - phi) / 2.0)
    half_width = np.sin(np.radians(np.subtract(other_longitude, longitude)) / 2.0)
    haversine = half_height**2 + np.cos(phi) * np.cos(other_phi) * half_width**2
    metres = 2.0 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(haversine, 1.0)))
    return float(metres) if np.ndim(metres) == 0 else np.asarray(metres)


def initial_bearing_deg(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Degrees clockwise from north, in [0, 360), in which the great circle leaves the first place.

    Zero where the places are the same, since every direction is as good.
    """
    phi, other_phi = math.radians(latitude), math.radians(other_latitude)
    turn = math.radians(other_longitude - longitude)
    east = math.sin(turn) * math.cos(other_phi)
    north = math.cos(phi) * math.sin(other_phi) - math.sin(phi) * math.cos(other_phi) * math.cos(turn)
    return math.degrees(math.atan2(east, north)) % 360.0 % 360.0


def compass_point(bearing_deg: float) -> Compass:
    """The nearest of the eight directions; each covers 45 degrees around its middle."""
    return tuple(Compass)[int((bearing_deg % 360.0 + 22.5) // 45.0) % 8]


def walking_distance_m(air_line_m: float, *, detour_factor: float = DETOUR_FACTOR) -> float:
    """Metres that a person is likely to walk for an air line of so many metres."""
    return air_line_m * detour_factor


def walking_minutes(walked_m: float, *, speed_m_per_s: float = WALKING_SPEED_M_PER_S) -> int:
    """Whole minutes for a walked distance (not air line), rounded up; nothing is nearer than one minute."""
    return max(1, math.ceil(round(walked_m / speed_m_per_s / 60.0, 9)))


_KM_PER_DEGREE = math.pi * EARTH_RADIUS_M / 180_000.0


def area_cell(latitude: float, longitude: float, *, cell_km: float = 2.0) -> tuple[float, float]:
    """The centre of the grid cell that holds a place: what is published where only the area may be known.

    The grid is fixed to the Earth: every place in a cell gives the same centre, bit for bit, so no number of
    publications tells more than the cell. Rows are at most ``cell_km`` high; in each row a whole number of equal
    cells goes round the Earth, each at most ``cell_km`` wide and nearly that up to the polar caps.
    """
    south, west, height, width = _cell(latitude, longitude, cell_km)
    return round(south + height / 2, 6), round(west + width / 2, 6)


def area_bounds(latitude: float, longitude: float, *, cell_km: float = 2.0) -> tuple[float, float, float, float]:
    """South, west, north and east edge in degrees of the grid cell that holds a place: of ``area_cell`` the whole."""
    south, west, height, width = _cell(latitude, longitude, cell_km)
    return round(south, 6), round(west, 6), round(south + height, 6), round(west + width, 6)


def _cell(latitude: float, longitude: float, cell_km: float) -> tuple[float, float, float, float]:
    """South and west edge, height and width of the cell, degrees."""
    if not (math.isfinite(latitude) and math.isfinite(longitude) and abs(latitude) <= 90.0):
        raise InvalidCoordinates(
            _("%(latitude)s, %(longitude)s is not on the Earth."), values={"latitude": latitude, "longitude": longitude}
        )
    n_rows = math.ceil(180.0 * _KM_PER_DEGREE / cell_km)
    row = min(int((latitude + 90.0) / 180.0 * n_rows), n_rows - 1)
    row_latitude = (row + 0.5) * 180.0 / n_rows - 90.0
    widest = math.cos(math.radians(max(0.0, abs(row_latitude) - 90.0 / n_rows)))
    n_columns = max(1, math.ceil(360.0 * _KM_PER_DEGREE * widest / cell_km))
    column = min(int((longitude + 180.0) % 360.0 / 360.0 * n_columns), n_columns - 1)
    height, width = 180.0 / n_rows, 360.0 / n_columns
    return row * height - 90.0, column * width - 180.0, height, width
