"""Walks by streets are as long as the shortest way is, and no file of streets is believed unread."""

import heapq
import io
import math
import os
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt.errors import InvalidCoordinates, UnusableStreets
from punkt.geo import street_file
from punkt.geo.distance import DETOUR_FACTOR, great_circle_m
from punkt.geo.streets import StreetGraph

METRE = 1 / 111_195.08  # degrees of latitude


def at(x_m, y_m, latitude=60.0, longitude=25.0):
    """Degrees of a place so many metres east and north of a middle."""
    return latitude + y_m * METRE, longitude + x_m * METRE / math.cos(math.radians(latitude))


def graph_of(nodes, ends, **middle):
    places = [at(x, y, **middle) for x, y in nodes]
    return StreetGraph.from_segments([p[0] for p in places], [p[1] for p in places], ends)


def walked(graph, start, places, max_m=5_000.0, **middle):
    places = [at(*place, **middle) for place in places]
    snapped = graph.snap([p[0] for p in places], [p[1] for p in places])
    return graph.walking_m(*at(*start, **middle), snapped, max_m)


def nearest_segment(graph, latitude, longitude, max_m=300.0):
    """(metres away, share, segment) found by looking at each segment."""
    best = (math.inf, 0.0, -1)
    scale = 1 / METRE
    for number, (start, end) in enumerate(graph.ends.tolist()):
        cos = math.cos(math.radians(latitude))
        ax = ((graph.longitudes[start] - longitude + 180) % 360 - 180) * scale * cos
        ay = (graph.latitudes[start] - latitude) * scale
        dx = ((graph.longitudes[end] - graph.longitudes[start] + 180) % 360 - 180) * scale * cos
        dy = (graph.latitudes[end] - graph.latitudes[start]) * scale
        length = dx * dx + dy * dy
        share = min(1.0, max(0.0, -(ax * dx + ay * dy) / length)) if length else 0.0
        best = min(best, (math.hypot(ax + share * dx, ay + share * dy), share, number))
    return best if best[0] <= max_m else (math.inf, 0.0, -1)


def plain_walk(graph, start, place):
    """Metres by a plain Dijkstra over every node of the graph."""
    (away, share, segment), (there, there_share, there_segment) = (nearest_segment(graph, *p) for p in (start, place))
    if segment < 0 or there_segment < 0:
        return math.nan
    metres = graph.metres.tolist()
    steps = [[] for _ in range(graph.n_nodes)]
    for (a, b), length in zip(graph.ends.tolist(), metres, strict=True):
        steps[a].append((b, length))
        steps[b].append((a, length))
    (a, b), length = graph.ends[segment].tolist(), metres[segment]
    queue = [(share * length, a), ((1 - share) * length, b)]
    known = {}
    while queue:
        so_far, node = heapq.heappop(queue)
        if node not in known:
            known[node] = so_far
            for other, step in steps[node]:
                heapq.heappush(queue, (so_far + step, other))
    (a, b), length = graph.ends[there_segment].tolist(), metres[there_segment]
    ways = [
        known.get(a, math.inf) + there_share * length,
        known.get(b, math.inf) + (1 - there_share) * length,
    ]
    if there_segment == segment:
        ways.append(abs(share - there_share) * length)
    return (away + there) * DETOUR_FACTOR + min(ways)


SPOTS = st.tuples(st.integers(-1_500, 1_500), st.integers(-1_500, 1_500))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(SPOTS, min_size=2, max_size=14),
    st.data(),
    st.sampled_from([(60.0, 25.0), (50.0, 30.0), (-16.5, 179.9999), (0.0, -180.0), (0.0001, 10.0)]),
    st.sampled_from([200.0, 1_000.0, 3_000.0, 1e9]),
)
def test_a_walk_is_as_long_as_the_shortest_of_all_ways(nodes, data, middle, max_m):
    where = {"latitude": middle[0], "longitude": middle[1]}
    number = st.integers(0, len(nodes) - 1)
    ends = data.draw(st.lists(st.tuples(number, number), min_size=1, max_size=25))
    places = data.draw(st.lists(SPOTS, min_size=1, max_size=8))
    start = data.draw(SPOTS)
    turned = [at(x, y, **where) for x, y in nodes]
    graph = StreetGraph.from_segments([p[0] for p in turned], [(p[1] + 180) % 360 - 180 for p in turned], ends)
    found = walked(graph, start, places, max_m, **where)
    for place, metres in zip(places, found, strict=True):
        wanted = plain_walk(graph, at(*start, **where), at(*place, **where))
        if abs(wanted - max_m) < 0.5:
            continue
        if math.isnan(wanted):
            assert math.isnan(metres)
        else:
            # Two streets may be equally near to a place: then either is right, and a walk by it may be of any length.
            assert metres == pytest.approx(wanted if wanted <= max_m else math.inf, abs=0.5) or _is_tied(
                graph, [at(*start, **where), at(*place, **where)]
            )


def _is_tied(graph, places):
    for place in places:
        best = nearest_segment(graph, *place)
        rest = [n for n in range(graph.n_segments) if n != best[2]]
        if rest:
            other = StreetGraph.from_segments(graph.latitudes, graph.longitudes, graph.ends[rest])
            if abs(nearest_segment(other, *place)[0] - best[0]) < 1e-3:
                return True
    return False


def test_a_river_is_walked_around_by_the_bridge():
    # Banks 200 m apart, the bridge 800 m away: 800 + 200 + 800 m.
    graph = graph_of([(0, 0), (800, 0), (800, 200), (0, 200)], [(0, 1), (1, 2), (2, 3)])
    assert walked(graph, (0, 0), [(0, 200)]) == pytest.approx([1_800.0], abs=1.0)
    assert walked(graph, (0, 0), [(0, 200)], max_m=1_700.0) == [math.inf]


def test_the_way_to_the_street_and_from_it_is_walked_too():
    graph = graph_of([(0, 0), (1_000, 0)], [(0, 1)])
    assert walked(graph, (200, 100), [(700, -50)]) == pytest.approx([500.0 + 150.0 * DETOUR_FACTOR], abs=0.5)


def test_on_one_long_segment_the_walk_is_along_it_even_where_both_ends_are_out_of_reach():
    graph = graph_of([(-40_000, 0), (40_000, 0)], [(0, 1)])
    assert walked(graph, (0, 0), [(700, 0)], max_m=1_000.0) == pytest.approx([700.0], abs=1.0)


def test_what_is_on_no_street_is_unknown_and_what_no_way_leads_to_is_out_of_reach():
    graph = graph_of([(0, 0), (100, 0), (0, 500), (100, 500)], [(0, 1), (2, 3)])
    assert np.isnan(walked(graph, (0, 0), [(3_000, 0)])).all()
    assert np.isnan(walked(graph, (3_000, 0), [(0, 0)])).all()
    assert walked(graph, (0, 0), [(50, 500)]).tolist() == [math.inf]


def test_where_a_way_may_leave_what_the_graph_covers_nothing_is_said():
    # Two streets 500 m apart, joined by nothing; both are 1,000 m from the southern edge, the others are far.
    nodes, ends = [(0, 0), (100, 0), (600, 0), (700, 0)], [(0, 1), (2, 3)]
    places = [at(x, y) for x, y in nodes]
    (south, west), (north, east) = at(-9_000, -1_000), at(9_000, 9_000)
    graph = StreetGraph.from_segments(*zip(*places, strict=True), ends, box=(west, south, east, north))
    assert walked(graph, (0, 0), [(600, 0)], max_m=1_990.0).tolist() == [math.inf]
    assert np.isnan(walked(graph, (0, 0), [(600, 0)], max_m=2_010.0)).all()
    assert walked(graph, (0, 0), [(100, 0)]) == pytest.approx([100.0], abs=0.5)  # what is known stays known


def test_a_snapped_place_says_where_on_which_street_it_is():
    graph = graph_of([(0, 0), (400, 0)], [(0, 1)])
    snapped = graph.snap(*np.transpose([at(100, 30), at(100, 400)]))
    assert snapped.segments.tolist() == [0, -1]
    assert snapped.from_nodes[1] == snapped.to_nodes[1] == -1
    assert (snapped.from_m[0], snapped.to_m[0], snapped.away_m[0]) == pytest.approx((100.0, 300.0, 30.0), abs=0.1)
    assert snapped.edge_m.tolist() == [math.inf, math.inf]
    assert np.isnan([snapped.from_m[1], snapped.to_m[1], snapped.away_m[1]]).all()


def test_a_graph_without_streets_reaches_nothing():
    graph = StreetGraph.from_segments([60.0], [25.0], [])
    assert np.isnan(graph.walking_m(60.0, 25.0, graph.snap([60.0], [25.0]), 3_000.0)).all()
    assert len(graph.walking_m(60.0, 25.0, graph.snap([], []), 3_000.0)) == 0


def test_threads_share_a_graph():
    graph = graph_of([(x * 100, y * 100) for x in range(20) for y in range(20)], [(i, i + 20) for i in range(380)])
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _n: walked(graph, (10, 10), [(1_000, 0)])[0], range(40)))
    assert len(set(found)) == 1
    with pytest.raises(ValueError, match="read-only"):
        graph.metres[0] = 1.0


@pytest.mark.parametrize("latitude", [math.nan, 91.0])
def test_a_node_that_is_not_on_the_earth_is_refused(latitude):
    with pytest.raises(InvalidCoordinates):
        StreetGraph.from_segments([60.0, latitude], [25.0, 25.0], [(0, 1)])
    with pytest.raises(InvalidCoordinates):
        StreetGraph.from_segments([60.0, 60.0], [25.0, 181.0], [(0, 1)])


@pytest.mark.parametrize("ends", [[(0, 2)], [(-1, 0)], [0, 1], [(0, 1, 1)], [(0.0, 1.0)]])
def test_a_segment_that_joins_no_two_nodes_is_refused(ends):
    with pytest.raises(UnusableStreets):
        StreetGraph.from_segments([60.0, 60.1], [25.0, 25.0], ends)


@pytest.fixture
def saved(tmp_path):
    graph = StreetGraph.from_segments(
        [60.1234567, 60.2, -1.0],
        [25.0, 25.1, 179.5],
        [(0, 1), (1, 2)],
        attribution="© Хто",
        data_date=date(2026, 1, 2),
        box=(20.0, -2.5, 180.0, 61.0),
    )
    path = tmp_path / "town.streets"
    graph.save(path)
    return graph, path


def test_a_file_holds_the_whole_graph(saved):
    graph, path = saved
    again = StreetGraph.load(path)
    for name in ("latitudes", "longitudes", "ends", "metres"):
        assert getattr(again, name).tolist() == getattr(graph, name).tolist()
    assert (again.attribution, again.data_date, again.box) == ("© Хто", date(2026, 1, 2), (20.0, -2.5, 180.0, 61.0))
    assert again.metres.sum() == pytest.approx(
        great_circle_m(60.1234567, 25.0, 60.2, 25.1) + great_circle_m(60.2, 25.1, -1.0, 179.5), rel=1e-6
    )
    assert [file.name for file in path.parent.iterdir()] == ["town.streets"]


def rewritten(path, **changed):
    """The file with members changed: arrays or bytes; None leaves one out."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for name, value in changed.items():
        buffer = io.BytesIO()
        if isinstance(value, np.ndarray):
            np.save(buffer, value)
        members[f"{name}.npy"] = buffer.getvalue() if isinstance(value, np.ndarray) else value
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            if content is not None:
                archive.writestr(name, content)


def header(shape, descr="<i4"):
    buffer = io.BytesIO()
    np.lib.format.write_array_header_1_0(buffer, {"descr": descr, "fortran_order": False, "shape": shape})
    return buffer.getvalue()


def odd_header(start):
    """A header of an array that is no Python."""
    text = f"{{'descr': {start}1, 'fortran_order': False, 'shape': (5,), }}".encode()
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text


def note(box):
    text = f'{{"format": "punkt streets", "version": 1, "attribution": "", "data_date": null, "box": {box}}}'
    return np.frombuffer(text.encode(), np.uint8)


BAD_BOXES = ["[1, 2, 3]", "[3, 2, 1, 4]", "[NaN, 0, 1, 1]", "7", '{"a": 1}', '["a", 0, 1, 1]', "[0, 0, 181, 1]"]
I4 = np.int32
HOSTILE = {
    "an end that is no node": {"ends": np.array([[0, 3]], I4)},
    "a negative end": {"ends": np.array([[0, -1]], I4)},
    "three ends": {"ends": np.array([[0, 1, 2]], I4)},
    "flat ends": {"ends": np.array([0, 1], I4)},
    "floats": {"ends": np.array([[0.0, math.nan]])},
    "degrees that are no number": {"latitudes": np.array([math.nan] * 3)},
    "a latitude beyond the pole": {"latitudes": np.array([910_000_000, 0, 0], I4)},
    "a longitude beyond the Earth": {"longitudes": np.array([1_900_000_000, 0, 0], I4)},
    "fewer longitudes": {"longitudes": np.array([0, 0], I4)},
    "no latitudes": {"latitudes": None},
    "a member more": {"more": b"x"},
    "an object": {"latitudes": header((3,), "|O") + b"\x80\x04N."},
    "more than it holds": {"latitudes": header((3_000_000,))},
    "far more than it may hold": {"latitudes": header((3_000_000_000,))},
    "a size below zero": {"latitudes": header((-1,))},
    "a size past all numbers": {"ends": header((1, 2**70))},
    "a size below zero before much that is packed": {"note": header((-5,), "|u1") + bytes(10_000_000)},
    "a size that is yes": {"latitudes": header((True,)) + bytes(4)},
    "round brackets without end": {"latitudes": odd_header("(" * 3_800)},
    "square brackets without end": {"latitudes": odd_header("[" * 3_800)},
    "curly brackets without end": {"latitudes": odd_header("{1:" * 1_000)},
    "bytes left over": {"latitudes": header((3,)) + bytes(13)},
    "no array": {"latitudes": b"hello"},
    "a note that is no note": {"note": np.frombuffer(b"[1]", np.uint8)},
    "a note that is no JSON": {"note": np.frombuffer(b"\xff{", np.uint8)},
    "a deep note": {"note": np.frombuffer(b"[" * 60_000, np.uint8)},
    "another version": {
        "note": np.frombuffer(
            b'{"format": "punkt streets", "version": 2, "attribution": "", "data_date": null}', np.uint8
        )
    },
    **{f"the box {box}": {"note": note(box)} for box in BAD_BOXES},
    "a day that is none": {
        "note": np.frombuffer(b'{"format": "punkt streets", "version": 1, "attribution": "", "data_date": 7}', np.uint8)
    },
}


@pytest.mark.parametrize("changed", HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_is_no_street_file_is_refused_in_one_way(saved, changed):
    _graph, path = saved
    rewritten(path, **changed)
    with pytest.raises(UnusableStreets) as caught:
        StreetGraph.load(path)
    assert caught.value.where == "town.streets"
    assert caught.value.remedy


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.streets")
    for path in (tmp_path / "pipe.streets", tmp_path):
        with pytest.raises(OSError, match="not a regular file"):
            StreetGraph.load(path)


def test_a_size_below_zero_unpacks_nothing(saved, monkeypatch):
    rewritten(saved[1], note=header((-5,), "|u1") + bytes(50_000_000))
    most_read = []
    read = zipfile.ZipExtFile.read

    def reading(self, n=-1):
        most_read.append(n)
        return read(self, n)

    monkeypatch.setattr(zipfile.ZipExtFile, "read", reading)
    with pytest.raises(UnusableStreets):
        StreetGraph.load(saved[1])
    assert all(0 <= n <= 10_000 for n in most_read)


def test_streets_around_the_earth_are_refused_before_they_fill_the_memory(saved):
    around = {"latitudes": np.zeros(2, I4), "longitudes": np.array([0, 1_790_000_000], I4)}
    rewritten(saved[1], ends=np.tile(np.array([[0, 1]], I4), (20_000, 1)), **around)
    with pytest.raises(UnusableStreets, match="longer than any") as caught:
        StreetGraph.load(saved[1])
    assert caught.value.where == "town.streets"


def test_a_file_that_is_cut_off_anywhere_is_refused(saved, tmp_path):
    content = saved[1].read_bytes()
    for length in range(0, len(content), 7):
        (tmp_path / "cut").write_bytes(content[:length])
        with pytest.raises(UnusableStreets):
            StreetGraph.load(tmp_path / "cut")


def test_a_changed_byte_is_noticed_or_does_no_harm(saved, tmp_path):
    content = saved[1].read_bytes()
    for place in range(len(content)):
        (tmp_path / "odd").write_bytes(content[:place] + bytes([content[place] ^ 0x41]) + content[place + 1 :])
        try:
            loaded = StreetGraph.load(tmp_path / "odd")
        except UnusableStreets:
            continue
        for column in ("latitudes", "longitudes", "ends", "metres"):
            assert np.array_equal(getattr(loaded, column), getattr(saved[0], column)), place
        assert (loaded.attribution, loaded.data_date, loaded.box) == (
            saved[0].attribution, saved[0].data_date, saved[0].box)  # fmt: skip


def test_a_bomb_is_refused_unopened(saved, monkeypatch):
    monkeypatch.setattr(street_file, "MOST_NODES", 1_000)
    rewritten(saved[1], latitudes=np.zeros(1_001, I4))
    with pytest.raises(UnusableStreets, match="too large"):
        StreetGraph.load(saved[1])


def test_segments_come_in_any_order_and_lengths_are_great_circles():
    rng = np.random.default_rng(3)
    lat = np.concatenate([60 + rng.normal(0, 0.01, 300), 89.99 + rng.random(50) / 100, rng.uniform(50, 70, 50)])
    lon = np.concatenate([25 + rng.normal(0, 0.01, 300), rng.uniform(-180, 180, 100)])
    graph = StreetGraph.from_segments(lat, lon, rng.integers(400, size=(40, 2)))
    start, end = graph.ends.T
    wanted = great_circle_m(
        graph.latitudes[start], graph.longitudes[start], graph.latitudes[end], graph.longitudes[end]
    )
    assert graph.metres == pytest.approx(wanted, rel=1e-6, abs=1e-3)
    assert (np.diff(start) >= 0).all()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(SPOTS, SPOTS), min_size=1, max_size=30), SPOTS, st.sampled_from([30.0, 60.0, 300.0, 1_500.0]))
def test_the_nearest_of_short_and_long_segments_is_found(pairs, place, max_m):
    nodes = [spot for pair in pairs for spot in pair]
    graph = graph_of(nodes, [(2 * number, 2 * number + 1) for number in range(len(pairs))])
    wanted = nearest_segment(graph, *at(*place), max_m)
    found = graph.snap(*np.transpose([at(*place)]), max_m)
    if abs(nearest_segment(graph, *at(*place), math.inf)[0] - max_m) > 0.5:
        assert (found.segments[0] < 0) == (wanted[2] < 0)
        assert found.away_m[0] == pytest.approx(wanted[0], abs=0.2, nan_ok=True) or math.isinf(wanted[0])
