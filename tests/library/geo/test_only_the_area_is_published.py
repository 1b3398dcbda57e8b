"""Where only the area may be known, the published place says which cell and nothing finer."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt.errors import InvalidCoordinates
from punkt.geo.distance import area_bounds, area_cell, great_circle_m

latitudes = st.floats(-90.0, 90.0)
longitudes = st.floats(-180.0, 180.0)
sizes = st.sampled_from([0.5, 1.0, 2.0, 5.0, 20.0])


@given(latitudes, longitudes, sizes)
def test_the_centre_lies_within_half_a_diagonal(latitude: float, longitude: float, cell_km: float) -> None:
    centre = area_cell(latitude, longitude, cell_km=cell_km)
    assert great_circle_m(latitude, longitude, *centre) <= cell_km * 1000.0 / math.sqrt(2.0) + 0.2


@given(latitudes, longitudes, sizes)
def test_the_centre_of_a_centre_is_itself(latitude: float, longitude: float, cell_km: float) -> None:
    centre = area_cell(latitude, longitude, cell_km=cell_km)
    assert area_cell(*centre, cell_km=cell_km) == centre


@given(latitudes, longitudes, sizes)
def test_the_bounds_hold_the_place_and_have_the_centre_in_their_middle(latitude, longitude, cell_km) -> None:
    south, west, north, east = area_bounds(latitude, longitude, cell_km=cell_km)
    assert south - 1e-6 <= latitude <= north + 1e-6
    assert west - 1e-6 <= (longitude + 180.0) % 360.0 - 180.0 <= east + 1e-6
    centre = area_cell(latitude, longitude, cell_km=cell_km)
    assert centre == pytest.approx(((south + north) / 2, (west + east) / 2), abs=2e-6)
    assert area_bounds(*centre, cell_km=cell_km) == (south, west, north, east)


def test_thousands_of_places_in_a_town_give_few_centres_and_the_same_each_time() -> None:
    places = [(50.40 + i / 1000.0, 30.50 + j / 1000.0) for i in range(60) for j in range(60)]
    centres = {area_cell(*place) for place in places}
    assert 6 <= len(centres) <= 20  # 6.7 km x 4.3 km in cells of 2 km
    assert centres == {area_cell(*place) for place in reversed(places)}


def test_a_cell_is_not_much_smaller_than_asked_for() -> None:
    row = {area_cell(58.4, 26.0 + step / 2000.0)[1] for step in range(2000)}  # one degree: 58.3 km
    assert 28 <= len(row) <= 32


def test_east_and_west_of_the_antimeridian_the_line_itself_is_one_place() -> None:
    assert area_cell(10.0, 180.0) == area_cell(10.0, -180.0)


@pytest.mark.parametrize("latitude", [math.nan, math.inf, 90.1])
def test_what_is_not_on_the_earth_is_refused(latitude: float) -> None:
    with pytest.raises(InvalidCoordinates):
        area_cell(latitude, 30.0)
