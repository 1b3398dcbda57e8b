"""The box filter against plain arithmetic, across the antimeridian too."""

from hypothesis import given
from hypothesis import strategies as st

from punkt_web.api.boxes import read_box

latitudes = st.integers(-90, 90)
longitudes = st.integers(-180, 180)


places = st.tuples(latitudes, longitudes)


@given(longitudes, longitudes, st.tuples(latitudes, latitudes), places)
def test_a_place_is_inside_when_a_walk_east_from_the_west_edge_meets_it(west, east, edges, place):
    (south, north), (latitude, longitude) = sorted(edges), place
    box = read_box(f"{west},{south},{east},{north}")
    walk = range(west, east + 1) if west <= east else [*range(west, 181), *range(-180, east + 1)]
    assert box.holds(latitude, longitude) == (south <= latitude <= north and longitude in walk)
