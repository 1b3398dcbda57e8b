"""GeoJSON features become rows with one point each, and the projection that the file states is kept."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon

from punkt.formats.readers import read_table
from punkt.formats.readers.geometry import point_of_area, point_of_geojson, point_of_line
from punkt.formats.table import ID_COLUMN, LATITUDE_COLUMN, LONGITUDE_COLUMN, SourceTable


def feature(geometry: object, **properties: object) -> dict[str, object]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def table_of(*features: object, **members: object) -> SourceTable:
    collection = {"type": "FeatureCollection", "features": list(features), **members}
    return read_table(json.dumps(collection).encode(), file_name="list.geojson")


def test_a_feature_is_a_row_with_its_identity_and_point() -> None:
    point = {"type": "Point", "coordinates": [30.52, 50.45, 120.0]}
    table = table_of(feature(point, name="School", owner={"name": "City"}) | {"id": "node/1"})
    assert table.format == "geojson"
    assert dict(next(table.as_dicts())) == {
        LATITUDE_COLUMN: 50.45, LONGITUDE_COLUMN: 30.52, ID_COLUMN: "node/1", "name": "School", "owner.name": "City",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("geometry", "expected"),
    [
        ({"type": "Point", "coordinates": ["30,5", "50.5"]}, (30.5, 50.5)),
        ({"type": "MultiPoint", "coordinates": [[0, 0], [10, 10], [4, 4]]}, (4.0, 4.0)),
        ({"type": "LineString", "coordinates": [[0, 0], [4, 0], [4, 2]]}, (3.0, 0.0)),
        ({"type": "MultiLineString", "coordinates": [[[0, 0], [1, 0]], [[0, 5], [10, 5]]]}, (5.0, 5.0)),
        ({"type": "Polygon", "coordinates": [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]]}, (2.0, 2.0)),
        (
            {
                "type": "MultiPolygon",
                "coordinates": [[[[0, 0], [1, 0], [1, 1], [0, 0]]], [[[10, 10], [14, 10], [14, 14], [10, 14]]]],
            },
            (12.0, 12.0),
        ),
        (
            {"type": "GeometryCollection", "geometries": [{"type": "Point"}, {"type": "Point", "coordinates": [1, 2]}]},
            (1.0, 2.0),
        ),
    ],
)
def test_each_geometry_has_a_point_that_stands_for_it(geometry: object, expected: tuple[float, float]) -> None:
    assert point_of_geojson(geometry) == pytest.approx(expected)


@pytest.mark.parametrize(
    "geometry",
    [
        None, {}, [], {"type": "Point"}, {"type": "Point", "coordinates": []},
        {"type": "Point", "coordinates": [None, 1]},
        {"type": "Point", "coordinates": [True, False]}, {"type": "Point", "coordinates": [10**400, 1]},
        {"type": "Polygon", "coordinates": [[]]}, {"type": "Circle", "coordinates": [1, 2]},
        {"type": "MultiPolygon", "coordinates": [1, [2], [[3]]]}, {"type": "Point", "coordinates": ["x", "y"]},
    ],
)  # fmt: skip
def test_a_geometry_without_a_place_leaves_the_row_without_position(geometry: object) -> None:
    table = table_of(feature(geometry, name="School"))
    assert dict(next(table.as_dicts())) == {"name": "School"}


def test_the_point_of_a_horseshoe_lies_inside_it() -> None:
    horseshoe = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (8.0, 10.0), (8.0, 2.0), (2.0, 2.0), (2.0, 10.0), (0.0, 10.0)]
    point = point_of_area([horseshoe])
    assert point is not None
    assert Polygon(horseshoe).contains(Point(point))


def test_the_point_of_a_ring_does_not_fall_into_the_hole() -> None:
    outer = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    hole = [(1.0, 1.0), (8.0, 1.0), (8.0, 9.0), (1.0, 9.0)]
    point = point_of_area([outer, hole])
    assert point is not None
    assert Polygon(outer, [hole]).contains(Point(point))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    radii=st.lists(st.floats(0.2, 5), min_size=4, max_size=14),
    x=st.floats(-170, 170),
    y=st.floats(-80, 80),
)
def test_the_point_of_any_star_lies_in_it_as_shapely_sees_it(radii: list[float], x: float, y: float) -> None:
    step = 2 * math.pi / len(radii)
    ring = [(x + r * math.cos(i * step), y + r * math.sin(i * step)) for i, r in enumerate(radii)]
    point = point_of_area([ring])
    assert point is not None
    assert Polygon(ring).buffer(1e-9).contains(Point(point))


NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=6), max_size=3))
def test_no_shape_of_finite_numbers_gives_an_infinite_point(rings: list[list[tuple[float, float]]]) -> None:
    for point in (point_of_area(rings), point_of_line(rings[0] if rings else [])):
        assert point is None or all(map(math.isfinite, point))


@pytest.mark.parametrize(
    ("name", "epsg"),
    [
        ("urn:ogc:def:crs:OGC:1.3:CRS84", 4326), ("EPSG:3006", 3006), ("urn:ogc:def:crs:EPSG::3301", 3301),
        ("urn:ogc:def:crs:EPSG:6.9:3857", 3857), ("my own grid", None),
    ],
)  # fmt: skip
def test_the_stated_projection_is_kept(name: str, epsg: int | None) -> None:
    point = {"type": "Point", "coordinates": [674032, 6580822]}
    table = table_of(feature(point, id=1), crs={"type": "name", "properties": {"name": name}})
    assert table.epsg == epsg
    assert table.rows[0].cells[:2] == (6580822.0, 674032.0)
    assert bool(table.repairs) == (epsg is None)


def test_a_file_that_states_no_projection_states_none() -> None:
    assert table_of(feature(None, id=1)).epsg is None


def test_a_single_feature_a_bare_geometry_and_features_one_a_line_are_read() -> None:
    point = {"type": "Point", "coordinates": [30, 50]}
    for content in (json.dumps(feature(point, id=1)), json.dumps(point)):
        assert read_table(content.encode()).rows[0].cells[:2] == (50.0, 30.0)
    lines = "\n\n".join(json.dumps(feature(point, id=number)) for number in (1, 2))
    assert [row.number for row in read_table(lines.encode()).rows] == [1, 3]


def test_a_collection_inside_an_envelope_is_found() -> None:
    collection = {"type": "FeatureCollection", "features": [feature({"type": "Point", "coordinates": [30, 50]}, id=7)]}
    table = read_table(json.dumps({"success": True, "data": collection}).encode())
    assert (table.format, table.rows[0].cells) == ("geojson", (50.0, 30.0, 7))


def test_a_list_that_the_server_cut_says_so() -> None:
    assert any("page limit" in repair for repair in table_of(feature(None, id=1), exceededTransferLimit=True).repairs)
    nested = table_of(feature(None, id=1), properties={"exceededTransferLimit": True})
    assert any("page limit" in repair for repair in nested.repairs)
