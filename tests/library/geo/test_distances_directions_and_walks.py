"""Distances against known ones, directions in words, walking minutes that a slow walker keeps."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt.geo.distance import (
    COMPASS_LABELS,
    DETOUR_FACTOR,
    EARTH_RADIUS_M,
    Compass,
    compass_point,
    great_circle_m,
    initial_bearing_deg,
    walking_distance_m,
    walking_minutes,
)

KYIV, KHARKIV, TALLINN = (50.4500, 30.5233), (49.9935, 36.2304), (59.4370, 24.7536)

latitudes = st.floats(-90.0, 90.0)
longitudes = st.floats(-180.0, 180.0)


def angle_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The angle at the Earth's centre by the cross product: another way to the same number."""
    vectors = []
    for latitude, longitude in (one, other):
        phi, theta = math.radians(latitude), math.radians(longitude)
        vectors.append((math.cos(phi) * math.cos(theta), math.cos(phi) * math.sin(theta), math.sin(phi)))
    (ax, ay, az), (bx, by, bz) = vectors
    cross = math.hypot(ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx)
    return math.atan2(cross, ax * bx + ay * by + az * bz)


def test_a_quarter_of_a_meridian_is_a_quarter_of_the_circle() -> None:
    assert great_circle_m(0.0, 13.0, 90.0, 77.0) == pytest.approx(EARTH_RADIUS_M * math.pi / 2)


def test_kyiv_to_kharkiv_is_about_410_kilometres() -> None:
    assert great_circle_m(*KYIV, *KHARKIV) == pytest.approx(410_000, rel=0.01)


def test_the_way_across_the_antimeridian_is_the_short_one() -> None:
    assert great_circle_m(0.0, 179.5, 0.0, -179.5) == pytest.approx(math.radians(EARTH_RADIUS_M))


@given(latitudes, longitudes, latitudes, longitudes)
def test_distance_agrees_with_the_angle_between_vectors(a: float, b: float, c: float, d: float) -> None:
    assert great_circle_m(a, b, c, d) == pytest.approx(EARTH_RADIUS_M * angle_between((a, b), (c, d)), abs=0.5)


@given(latitudes, longitudes, latitudes, longitudes)
def test_there_is_as_far_as_back(a: float, b: float, c: float, d: float) -> None:
    assert great_circle_m(a, b, c, d) == pytest.approx(great_circle_m(c, d, a, b), abs=1e-6)


def test_arrays_give_what_single_numbers_give() -> None:
    many = great_circle_m(np.array([KYIV[0], TALLINN[0]]), np.array([KYIV[1], TALLINN[1]]), *map(np.array, KHARKIV))
    assert many.tolist() == [great_circle_m(*KYIV, *KHARKIV), great_circle_m(*TALLINN, *KHARKIV)]


def test_one_number_comes_back_as_a_plain_float() -> None:
    assert type(great_circle_m(*KYIV, *KHARKIV)) is float


@pytest.mark.parametrize(
    ("bearing", "point"),
    [
        (0.0, Compass.NORTH),
        (22.4, Compass.NORTH),
        (22.6, Compass.NORTH_EAST),
        (90.0, Compass.EAST),
        (135.0, Compass.SOUTH_EAST),
        (180.0, Compass.SOUTH),
        (225.0, Compass.SOUTH_WEST),
        (270.0, Compass.WEST),
        (337.4, Compass.NORTH_WEST),
        (337.6, Compass.NORTH),
        (359.999, Compass.NORTH),
        (-45.0, Compass.NORTH_WEST),
    ],
)
def test_each_direction_covers_45_degrees(bearing: float, point: Compass) -> None:
    assert compass_point(bearing) is point


@pytest.mark.parametrize(
    ("step", "point"),
    [((1, 0), "N"), ((1, 1.5), "NE"), ((0, 1), "E"), ((-1, 1.5), "SE"), ((-1, 0), "S"), ((0, -1), "W")],
)
def test_a_step_on_the_map_starts_in_the_direction_it_looks(step: tuple[float, float], point: str) -> None:
    there = KYIV[0] + step[0] / 100, KYIV[1] + step[1] / 100
    assert compass_point(initial_bearing_deg(*KYIV, *there)) == point


@given(latitudes, longitudes, latitudes, longitudes)
def test_a_bearing_is_at_least_zero_and_below_360(a: float, b: float, c: float, d: float) -> None:
    assert 0.0 <= initial_bearing_deg(a, b, c, d) < 360.0


def test_every_direction_has_a_word_to_translate() -> None:
    assert {point.label for point in Compass} == set(COMPASS_LABELS.values())
    assert Compass.NORTH_EAST.label == "north-east"


def test_a_walk_is_longer_than_the_air_line_by_the_stated_factor() -> None:
    assert walking_distance_m(1000.0) == 1000.0 * DETOUR_FACTOR
    assert walking_distance_m(1000.0, detour_factor=1.5) == 1500.0


def test_minutes_are_rounded_up_and_never_none() -> None:
    assert walking_minutes(54.0) == 1  # 0.9 m/s: exactly a minute
    assert walking_minutes(54.1) == 2
    assert walking_minutes(0.0) == 1
    assert walking_minutes(1080.0, speed_m_per_s=1.8) == 10
