"""Extracts of OpenStreetMap give the streets that people may walk, and nothing that only looks like them."""

import bz2
import gzip
import math
from pathlib import Path

import pytest

from punkt.errors import UnusableStreets
from punkt.formats import osm_streets
from punkt.formats.osm_streets import ATTRIBUTION, read_osm_streets

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "streets"


def tags_xml(tags):
    return "".join(f'<tag k="{key}" v="{value}"/>' for key, value in tags.items())


BOUNDS = '<bounds minlat="59.5" minlon="24" maxlat="60.5" maxlon="26"/>'


def extract(nodes, ways, bounds=BOUNDS):
    """XML of nodes ``{number: (latitude, longitude, tags)}`` and ways ``[(numbers, tags)]``."""
    lines = [bounds] + [
        f'<node id="{number}" version="1" lat="{lat}" lon="{lon}">{tags_xml(tags)}</node>'
        for number, (lat, lon, tags) in nodes.items()
    ]
    for number, (corners, tags) in enumerate(ways, 1):
        refs = "".join(f'<nd ref="{corner}"/>' for corner in corners)
        lines.append(f'<way id="{number}" version="1">{refs}{tags_xml(tags)}</way>')
    text = "".join(lines)
    return f'<?xml version="1.0"?><osm version="0.6" generator="t">{text}</osm>'.encode()


@pytest.fixture
def read(tmp_path):
    def read_it(nodes, ways, *, bounds=BOUNDS, **options):
        path = tmp_path / "town.osm"
        path.write_bytes(extract(nodes, ways, bounds))
        return read_osm_streets(path, **options)

    return read_it


def row_of(n, **tagged):
    """Nodes 1 ... n, about 556 m apart to the east; ``n2={...}`` gives node 2 its tags."""
    return {number: (60.0, 25.0 + number / 100, tagged.get(f"n{number}", {})) for number in range(1, n + 1)}


def metres_across(graph, first=25.01, last=25.04):
    return float(graph.walking_m(60.0, first, graph.snap([60.0], [last]), 2_000.0)[0])


def test_a_locked_gate_cuts_the_way_and_an_open_one_does_not(read):
    way = [((1, 2, 3, 4), {"highway": "path"})]
    assert metres_across(read(row_of(4, n2={"barrier": "gate"}), way)) == pytest.approx(1_668, abs=5)
    shut = read(row_of(4, n2={"barrier": "gate", "access": "private"}), way)
    assert metres_across(shut) == math.inf
    assert shut.n_segments == 3


def test_a_large_extract_gives_the_same_with_its_nodes_in_a_file(read, monkeypatch):
    town = (row_of(40), [(range(1, 41), {"highway": "path"}), ((1, 40), {"highway": "track"})])
    small = read(*town)
    monkeypatch.setattr(osm_streets, "LARGE_BYTES", 0)
    large = read(*town)
    assert large.ends.tolist() == small.ends.tolist()
    assert large.longitudes.tolist() == small.longitudes.tolist()


def test_a_ring_is_walked_along_its_outline_and_ways_meet_in_shared_nodes(read):
    graph = read(row_of(4), [((1, 2, 1), {"highway": "pedestrian", "area": "yes"}), ((2, 3, 4), {"highway": "path"})])
    assert (graph.n_nodes, graph.n_segments) == (4, 4)
    assert metres_across(graph) == pytest.approx(1_668, abs=5)


def test_a_node_that_the_file_does_not_hold_cuts_the_way(read):
    graph = read(row_of(4), [((1, 2, 99, 3, 4), {"highway": "path"})])
    assert graph.n_segments == 2
    assert metres_across(graph) == math.inf


def test_only_the_box_is_read(read):
    way = [((1, 2, 3, 4), {"highway": "path"})]
    assert read(row_of(4), way, box=(25.015, 59.0, 26.0, 61.0)).n_segments == 2
    with pytest.raises(UnusableStreets, match="no street"):
        read(row_of(4), way, box=(1.0, 1.0, 2.0, 2.0))


def test_a_graph_knows_what_its_extract_covers(read):
    town = (row_of(4), [((1, 2, 3, 4), {"highway": "path"})])
    assert read(*town).box == (24.0, 59.5, 26.0, 60.5)
    assert read(*town, box=(25.0, 59.0, 27.0, 60.2)).box == (25.0, 59.5, 26.0, 60.2)
    assert read(*town, bounds="", box=(25.0, 59.0, 27.0, 60.2)).box == (25.0, 59.0, 27.0, 60.2)
    assert read(*town, bounds="").box == pytest.approx((25.01, 60.0, 25.04, 60.0))
    assert read(*town, bounds=BOUNDS.replace("60.5", "99")).box == pytest.approx((25.01, 60.0, 25.04, 60.0))


def test_past_the_edge_of_an_extract_there_may_be_a_way(read):
    cut = (row_of(4), [((1, 2), {"highway": "path"}), ((3, 4), {"highway": "path"})])
    assert metres_across(read(*cut)) == math.inf
    assert math.isnan(metres_across(read(*cut, box=(25.0, 59.0, 26.0, 60.005))))


def test_bits_of_street_that_are_joined_to_nothing_are_left_out(read):
    nodes = row_of(3) | {8: (60.001, 25.01, {}), 9: (60.001, 25.012, {})}  # 8 to 9 are 111 m
    town = [((1, 2, 3), {"highway": "residential"})]
    bit = ((8, 9), {"highway": "footway"})
    assert read(nodes, [*town, bit]).n_segments == 2
    assert read(nodes, [*town, bit, ((8, 1), {"highway": "steps"})]).n_segments == 4
    with pytest.raises(UnusableStreets, match="no street"):
        read(nodes, [bit])


@pytest.mark.parametrize("box", [(2.0, 0.0, 1.0, 1.0), (0.0, 0.0, 1.0, math.nan), (0.0, -91.0, 1.0, 1.0)])
def test_a_box_that_is_none_is_refused(read, box):
    with pytest.raises(UnusableStreets, match="no box"):
        read(row_of(2), [((1, 2), {"highway": "path"})], box=box)


@pytest.mark.parametrize(("ending", "pack"), [(".osm", bytes), (".osm.gz", gzip.compress), (".osm.bz2", bz2.compress)])
def test_packed_files_are_read_and_cut_off_ones_refused(tmp_path, ending, pack):
    content = pack(extract(row_of(40), [(range(1, 41), {"highway": "path"})]))
    path = tmp_path / f"town{ending}"
    path.write_bytes(content)
    graph = read_osm_streets(path)
    assert (graph.n_segments, graph.attribution, graph.data_date) == (39, ATTRIBUTION, None)
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(UnusableStreets):
        read_osm_streets(path)


@pytest.mark.parametrize("name", ["a.osm", "a.osm.pbf", "a.osm.bz2", "a.txt"])
@pytest.mark.parametrize("content", [b"", b"hello", b"\x00\x00\x00\x0d\x0a\x09OSMHeader", b"<osm><node id='x'/></osm>"])
def test_what_is_no_extract_is_refused(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnusableStreets) as caught:
        read_osm_streets(tmp_path / name)
    assert caught.value.where == name
    assert caught.value.remedy


def test_a_file_that_is_not_there_is_an_error_of_the_system(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_osm_streets(tmp_path / "none.osm.pbf")


@pytest.mark.skipif(not REAL.is_dir(), reason="the real extracts (../shared/data/streets) are not here")
@pytest.mark.parametrize("name", ["Helsinki.osm.pbf", "West-Oakland.osm.bz2", "small_finnish_town.osm.pbf"])
def test_real_extracts_are_read_and_cut_off_ones_refused(tmp_path, name):
    graph = read_osm_streets(REAL / name)
    assert graph.n_segments > 100
    content = (REAL / name).read_bytes()
    (tmp_path / name).write_bytes(content[: len(content) * 2 // 3])
    with pytest.raises(UnusableStreets):
        read_osm_streets(tmp_path / name)


def test_a_full_disk_is_no_broken_extract(read, monkeypatch):
    def full(*_args):
        raise RuntimeError("Could not resize file: No space left on device")

    monkeypatch.setattr(osm_streets, "_collect", full)
    with pytest.raises(OSError, match="No space left on device"):
        read(row_of(2), [((1, 2), {"highway": "path"})])
