"""Coordinates of a table: every way to write them, swapped rows and columns, grids, blanks, and how sure they are."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Transformer

from punkt.formats.columns import recognise_columns
from punkt.formats.coordinate_cells import coordinate_of, pair_of
from punkt.formats.positions import PlacedRow, read_positions
from punkt.formats.projections import COUNTRY_BOXES
from punkt.formats.table import Cell, SourceRow, SourceTable
from punkt.model.vocabulary import PositionMethod

KYIV = (50.45012, 30.52341)


def placed(columns: Sequence[str], *rows: Sequence[Cell], epsg: int | None = None) -> list[PlacedRow]:
    table = SourceTable("csv", tuple(columns), [SourceRow(i, tuple(row)) for i, row in enumerate(rows, 1)], epsg)
    return read_positions(table, recognise_columns(table))


def codes(row: PlacedRow) -> list[str]:
    return [finding.code for finding in row.findings]


def place(row: PlacedRow) -> tuple[float, float] | None:
    return (row.position.latitude, row.position.longitude) if row.position else None


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("50.60329", 50.60329),
        ("50,60329", 50.60329),
        ("50.60329 північної широти", 50.60329),
        ("50,6 пн. ш.", 50.6),
        ("30.5 східної довготи", 30.5),
        ("50°27'00\"N", 50.45),
        ("50° 27′ 00″", 50.45),
        ("50 27 00 N", 50.45),
        ("50°27'", 50.45),
        ("50°27.0'", 50.45),
        ("33°30'S", -33.5),
        ("N50.45", 50.45),
        ("широта: 50.45", 50.45),
        (50, 50),
        (50.45, 50.45),
        ("-0,5", -0.5),
        ("70 W", -70),
        ("5 590 000,5", 5590000.5),
        ("50°75'00\"", None),
        ("вул. 5", None),
        ("", None),
        (True, None),
        ("50.45, 30.52", None),
        (float("1e15"), None),
        ("1.2.3", None),
    ],
)
def test_one_coordinate_is_read_however_it_is_written(cell: Cell, value: float | None) -> None:
    reading = coordinate_of(cell)
    assert (reading.value if reading else None) == pytest.approx(value)


@pytest.mark.parametrize(
    "cell",
    [
        "50.45, 30.52",
        "50,45; 30,52",
        "50,45 30,52",
        "50,45, 30,52",
        "50.45 30.52",
        "(50.45, 30.52)",
        "50.45/30.52",
        "POINT(30.52 50.45)",
        "SRID=4326;POINT (30.52 50.45)",
        "50°27'00\"N 30°31'12\"E",
        "N 50°27'00\" E 30°31'12\"",
        "50.45 північної широти, 30.52 східної довготи",
        "lat: 50.45 lng: 30.52",
        "30.52 E, 50.45 N",
        "https://www.google.com/maps/@50.45,30.52,17z",
        "https://maps.google.com/?q=50.45,30.52",
        "geo:50.45,30.52",
        [50.45, 30.52],
        [30.52, 50.45],
        {"lat": 50.45, "lng": 30.52},
        {"type": "Point", "coordinates": [30.52, 50.45]},
        "30.52, 50.45",
    ],
)
def test_a_pair_in_one_cell_is_read_in_either_order(cell: Cell) -> None:
    (row,) = placed(("координати",), (cell,))
    assert place(row) == pytest.approx((50.45, 30.52), abs=1e-6)
    assert codes(row) == []


@pytest.mark.parametrize(
    "cell", ["вул. Садова 5, 12", "50.45", "1, 2, 3", [1], [1, 2, 3, 4], {"lat": 1}, "x" * 500, None]
)
def test_what_is_not_two_coordinates_is_no_pair(cell: Cell) -> None:
    assert pair_of(cell) is None


def test_a_whole_column_that_is_swapped_is_put_in_order_and_each_row_says_so() -> None:
    rows = placed(("latitude", "longitude"), (17.97, 59.35), (18.0, 59.38), (18.1, 59.3))
    assert place(rows[0]) == (59.35, 17.97)
    assert all(codes(row) == ["swapped-coordinates"] for row in rows)


def test_a_single_swapped_row_is_judged_by_the_country() -> None:
    rows = placed(("lat", "lon"), KYIV, KYIV[::-1], KYIV)
    assert [place(row) for row in rows] == [KYIV, KYIV, KYIV]
    assert [codes(row) for row in rows] == [[], ["swapped-coordinates"], []]


def test_a_single_right_row_in_a_swapped_table_is_left_alone() -> None:
    rows = placed(("lat", "lon"), *[(18.0, 59.3)] * 3, (59.4, 18.1))
    assert (place(rows[3]), codes(rows[3])) == ((59.4, 18.1), [])


def test_a_swapped_row_outside_the_three_countries_is_judged_by_the_other_rows() -> None:
    japan = [(33.16 + i / 100, 129.78) for i in range(12)]
    sofia = [(42.7 + i / 1000, 23.3) for i in range(12)]
    assert place(placed(("lat", "lon"), *japan, (129.7, 33.2))[-1]) == (33.2, 129.7)
    last = placed(("lat", "lon"), *sofia, (23.31, 42.71))[-1]
    assert (place(last), codes(last)) == ((42.71, 23.31), ["swapped-coordinates"])


def test_places_elsewhere_are_not_swapped_without_a_reason() -> None:
    rows = placed(("lat", "lon"), (42.7, 23.3), (-33.9, 151.2), (40.7, -74.0))
    assert [place(row) for row in rows] == [(42.7, 23.3), (-33.9, 151.2), (40.7, -74.0)]
    assert not any(codes(row) for row in rows)


def test_a_hemisphere_in_the_cell_says_which_axis_it_is() -> None:
    (row,) = placed(("широта", "довгота"), ("12.5 E", "41.9 N"))
    assert (place(row), codes(row)) == ((41.9, 12.5), ["swapped-coordinates"])


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ((0, 0), "null-island"),
        (("0.0", "0,0"), "null-island"),
        ((50.4, None), "incomplete-coordinates"),
        (("-", "30.5"), "incomplete-coordinates"),
        (("північ", "схід"), "unreadable-coordinates"),
        ((95.0, 200.0), "coordinates-out-of-range"),
        ((500, 600), "coordinates-out-of-range"),
    ],
)
def test_what_is_no_place_gives_no_position_and_says_why(cells: tuple[Cell, Cell], code: str) -> None:
    rows = placed(("lat", "lon"), KYIV, KYIV, cells)
    assert (rows[2].position, codes(rows[2]), rows[2].has_cells) == (None, [code], True)


def test_a_row_with_blank_coordinates_states_none() -> None:
    row = placed(("lat", "lon"), KYIV, ("null", " "))[1]
    assert (row.position, row.findings, row.has_cells) == (None, [], False)


def test_a_pair_in_the_latitude_cell_is_found() -> None:
    assert place(placed(("lat", "lon"), KYIV, ("50.45, 30.52", None))[1]) == (50.45, 30.52)


def test_a_row_far_from_a_national_list_is_pointed_out() -> None:
    rows = placed(("lat", "lon"), *[(50 + i / 100, 30.5) for i in range(25)], (48.85, 2.35))
    assert codes(rows[-1]) == ["far-from-the-rest"]
    assert place(rows[-1]) == (48.85, 2.35)


@pytest.mark.parametrize(
    ("cells", "accuracy"),
    [
        ((50.5, 30.5), 11132),
        (("50.45", "30.52"), 1113),
        ((50.4501, 30.52), 11),
        ((50.45012, 30.5), None),
        (("50.45010", "30.52000"), None),
        (("50°27'01\"", "30°31'24\""), 31),
        (("50°27'", "30°31'"), 1855),
        ((50, 30), 111320),
    ],
)
def test_accuracy_is_what_the_written_places_tell_and_unknown_below_ten_metres(
    cells: tuple[Cell, Cell], accuracy: float | None
) -> None:
    (row,) = placed(("lat", "lon"), cells)
    assert row.position is not None
    assert row.position.method is PositionMethod.SOURCE
    assert row.position.accuracy_m == accuracy


GRIDS = {
    3301: (58.4, 26.7),
    3006: (59.33, 18.06),
    3857: (50.45, 30.52),
    5564: (50.45, 30.52),
    5563: (49.84, 24.03),
    6384: (50.45, 30.52),
    7829: (49.99, 36.23),
}


@pytest.mark.parametrize("epsg", GRIDS)
def test_metres_on_a_grid_that_the_file_states_become_degrees(epsg: int) -> None:
    latitude, longitude = GRIDS[epsg]
    x, y = Transformer.from_crs(4326, epsg, always_xy=True).transform(longitude, latitude)
    (row,) = placed(("@latitude", "@longitude"), (y, x), epsg=epsg)
    assert place(row) == pytest.approx((latitude, longitude), abs=1e-5)
    assert codes(row) == []


def test_rows_of_several_six_degree_zones_are_each_read_in_their_own() -> None:
    cities = [(49.84, 24.03, 5563), (50.45, 30.52, 5564), (48.0, 37.8, 5565), (48.62, 22.29, 5562)]
    metres = [Transformer.from_crs(4326, epsg, always_xy=True).transform(lon, lat)[::-1] for lat, lon, epsg in cities]
    rows = placed(("y_ucs", "x_ucs", "northing", "easting"), *[(None, None, *pair) for pair in metres])
    assert [place(row) for row in rows] == [pytest.approx((lat, lon), abs=1e-5) for lat, lon, _ in cities]


def test_metres_without_a_known_grid_give_no_position_and_say_so() -> None:
    rows = placed(("x", "y"), (330000, 5590000), (331000, 5591000))
    assert [(row.position, codes(row)) for row in rows] == [(None, ["unknown-projection"])] * 2


def test_easting_and_northing_in_the_wrong_columns_are_put_in_order() -> None:
    rows = placed(("lest_x", "lest_y"), (6592791.0, 547714.72), (547714.72, 6592791.0))
    assert place(rows[0]) == place(rows[1]) == pytest.approx((59.47017, 24.84168), abs=1e-5)
    assert [codes(row) for row in rows] == [[], ["swapped-coordinates"]]


def test_degrees_among_metres_are_read_as_degrees() -> None:
    rows = placed(("lest_x", "lest_y"), (6592791.0, 547714.72), (6592791.0, 547714.72), (59.47017, 24.84168))
    assert place(rows[2]) == (59.47017, 24.84168)


def test_round_metres_are_as_exact_as_their_rounding() -> None:
    assert [
        row.position.accuracy_m
        for row in placed(("lest_x", "lest_y"), (6592000, 547000), (6592700, 547700), (6592791, 547714))
        if row.position
    ] == [1000, 100, None]


def test_no_country_meets_another_with_its_axes_swapped() -> None:
    latitudes, longitudes = (grid.ravel() for grid in np.meshgrid(np.arange(40, 70, 0.25), np.arange(8, 42, 0.25)))
    straight = np.any([box.holds(latitudes, longitudes) for box in COUNTRY_BOXES.values()], axis=0)
    turned = np.any([box.holds(longitudes, latitudes) for box in COUNTRY_BOXES.values()], axis=0)
    assert straight.sum() > 1000
    assert not (straight & turned).any()


_UKRAINE = st.tuples(st.floats(44.5, 52.3), st.floats(22.2, 40.1))


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.lists(st.tuples(_UKRAINE, st.booleans(), st.sampled_from([".", ","])), min_size=1, max_size=12))
def test_any_mix_of_swapped_and_comma_rows_comes_out_in_order(
    rows: list[tuple[tuple[float, float], bool, str]],
) -> None:
    written = [
        [f"{value:.6f}".replace(".", mark) for value in (pair[::-1] if swap else pair)] for pair, swap, mark in rows
    ]
    for row, (pair, swap, _) in zip(placed(("lat", "lon"), *written), rows, strict=True):
        assert place(row) == pytest.approx(pair, abs=1e-6)
        assert ("swapped-coordinates" in codes(row)) == swap


_ANY_CELL = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20)
)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(
    st.lists(st.tuples(_ANY_CELL, _ANY_CELL, _ANY_CELL), max_size=6),
    st.sampled_from([None, 3301, 3857, 4326, 5564, 31370, 99999999, -1]),
)
def test_no_cells_and_no_stated_grid_make_it_raise(rows: list[tuple[Cell, Cell, Cell]], epsg: int | None) -> None:
    for row in placed(("lat", "lon", "coordinates"), *rows, epsg=epsg):
        assert row.position is None or (abs(row.position.latitude) <= 90 and abs(row.position.longitude) <= 180)
