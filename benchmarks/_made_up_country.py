"""A made-up country as an extract of OpenStreetMap: as many nodes and ways as a real one has, at random places.

    python benchmarks/walking.py --country [STREET_NODES]

Towns are grids of streets 40 m apart, of sizes that fall off as those of real towns do, joined by roads to the next;
beside each street stand houses, which nobody walks along and which are most of a real extract. Numbers of nodes are
spread over twelve thousand million as in OpenStreetMap. Nothing here is a real place.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import osmium
from numpy.typing import NDArray
from osmium.osm.mutable import Node, Way

SOUTH, WEST, HEIGHT, WIDTH = 46.0, 23.0, 5.5, 15.0
STREET_STEP_M, ROAD_STEP_M = 40.0, 80.0
HOUSES_PER_STREET_NODE = 0.7
LAST_ID = 12_000_000_000
_LATITUDE_M = 111_195.0

_Floats = NDArray[np.float64]


def write_country(path: Path, n_street_nodes: int) -> None:
    """Writes ``path``, a PBF of about so many nodes of streets and three times as many of houses."""
    rng = np.random.default_rng(11)
    towns = list(_towns(rng, n_street_nodes))
    n_nodes = sum(places.shape[0] for places, _ways in towns)
    n_houses = int(n_nodes * HOUSES_PER_STREET_NODE)
    step = max(LAST_ID // (n_nodes + 4 * n_houses + 1), 1)
    # Nodes come before ways, both by number, as every usual extract has them.
    with osmium.SimpleWriter(str(path), overwrite=True) as writer:
        number = 0
        for places, _ways in towns:
            for latitude, longitude in places.tolist():
                number += 1
                writer.add_node(Node(id=number * step, version=1, location=(longitude, latitude)))
        for house in range(n_houses):
            places = towns[house % len(towns)][0]
            latitude, longitude = places[(house // len(towns)) % len(places)]
            for north, east in ((1e-4, 1e-4), (1e-4, 3e-4), (2e-4, 3e-4), (2e-4, 1e-4)):
                number += 1
                writer.add_node(Node(id=number * step, version=1, location=(longitude + east, latitude + north)))
        _write_ways(writer, towns, n_nodes, n_houses, step)


def _write_ways(writer: osmium.SimpleWriter, towns: list[tuple[_Floats, list[range]]], n_nodes: int, n_houses: int,
                step: int) -> None:  # fmt: skip
    way_id, before = 0, 1
    for places, ways in towns:
        for way in ways:
            way_id += 1
            refs = [(before + at) * step for at in way]
            writer.add_way(Way(id=way_id, version=1, nodes=refs, tags={"highway": "residential", "name": "Street"}))
        before += len(places)
    for house in range(n_houses):
        way_id += 1
        first = n_nodes + 4 * house + 1
        refs = [(first + corner) * step for corner in (0, 1, 2, 3, 0)]
        writer.add_way(Way(id=way_id, version=1, nodes=refs, tags={"building": "yes"}))


def _towns(rng: np.random.Generator, n_wanted: int) -> Iterator[tuple[_Floats, list[range]]]:
    """Places of the nodes of each town and of the road to the one before, and the ways as ranges of their numbers."""
    n_so_far = 0
    middle = np.array([SOUTH + HEIGHT / 2, WEST + WIDTH / 2])
    while n_so_far < n_wanted:
        before, middle = middle, np.array([SOUTH, WEST]) + rng.random(2) * (HEIGHT, WIDTH)
        n = int(np.clip(rng.pareto(1.1) * 20 + 8, 8, 500))
        places, ways = _town(middle, n, rng)
        road = _road(places[0], middle + np.clip(before - middle, -0.15, 0.15))
        ways += [range(len(places) + at, len(places) + min(at + 20, len(road))) for at in range(0, len(road) - 1, 19)]
        places = np.concatenate([places, road])
        n_so_far += len(places)
        yield places, ways


def _town(middle: _Floats, n: int, rng: np.random.Generator) -> tuple[_Floats, list[range]]:
    rows, columns = np.divmod(np.arange(n * n), n)
    steps = np.array([STREET_STEP_M / _LATITUDE_M, STREET_STEP_M / _LATITUDE_M / np.cos(np.radians(middle[0]))])
    places = middle + np.stack([rows, columns], axis=1) * steps + rng.normal(0, 3e-5, (n * n, 2))
    east = [range(row * n + at, row * n + min(at + 12, n)) for row in range(n) for at in range(0, n - 1, 11)]
    north = [range(at, n * n, n) for at in range(n)] if n < 60 else [range(at, n * n, n) for at in range(0, n, 3)]
    return places, east + north


def _road(start: _Floats, end: _Floats) -> _Floats:
    n = int(np.hypot(*((end - start) * _LATITUDE_M)) / ROAD_STEP_M) + 2
    return start + np.linspace(0.0, 1.0, n)[:, None] * (end - start)
