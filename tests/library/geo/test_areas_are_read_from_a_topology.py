"""Areas that share their borders come out whole."""

import json

import pytest

from punkt.geo.topology import read_areas

# Two squares side by side; arc 0 is the border that they share, from south to north.
ARCS = [
    [[10, 0], [0, 10]],
    [[10, 10], [-10, 0], [0, -10], [10, 0]],
    [[10, 10], [10, 0], [0, -10], [-10, 0]],
    [[170, 0], [-340, 0], [0, 10], [340, 0], [0, -10]],
    [[0, 0], [1, 0], [-1, 0]],
]


@pytest.fixture
def written(tmp_path):
    def write(*geometries):
        topology = {
            "type": "Topology",
            "transform": {"scale": [1, 1], "translate": [0, 0]},
            "arcs": ARCS,
            "objects": {"countries": {"type": "GeometryCollection", "geometries": geometries}},
        }
        path = tmp_path / "atlas.json"
        path.write_text(json.dumps(topology), encoding="utf-8")
        return path

    return write


def test_a_shared_border_is_walked_both_ways(written):
    path = written(
        {"type": "Polygon", "id": "1", "arcs": [[0, 1]]},
        {"type": "MultiPolygon", "id": "2", "arcs": [[[-1, -3]]]},
    )
    one, other = read_areas(path, "countries")
    assert (one.code, other.code) == ("1", "2")
    assert one.polygons[0].bounds == (0, 0, 10, 10)
    assert other.polygons[0].bounds == (10, 0, 20, 10)
    assert one.polygons[0].is_valid
    assert one.polygons[0].touches(other.polygons[0])


def test_a_shape_across_the_antimeridian_is_whole(written):
    (area,) = read_areas(written({"type": "Polygon", "arcs": [[3]]}), "countries")
    assert area.polygons[0].bounds == (170, 0, 190, 10)
    assert area.code == ""


def test_what_rounding_made_a_line_is_left_out(written):
    (area,) = read_areas(written({"type": "Polygon", "id": "1", "arcs": [[4]]}), "countries")
    assert area.polygons == ()


def test_what_is_no_area_is_refused(written):
    with pytest.raises(ValueError, match="no area"):
        read_areas(written({"type": "LineString", "arcs": [0]}), "countries")
