"""Walks by streets: seconds to build a graph, size of its file, milliseconds of one question of 800 places in 3 km.

    python benchmarks/walking.py [EXTRACT.osm.pbf]
    python benchmarks/walking.py --country [STREET_NODES]

Without an extract, ../shared/data/streets/Helsinki.osm.pbf; beside it a made-up town of a grid of 400 x 400 streets
50 m apart, which is denser than a real one. Reach on one core: 20 ms. ``--country`` makes an extract of a made-up
country of seven million nodes of streets and twenty million others, in a quarter of an hour, and measures that.
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from _made_up_country import write_country

from punkt.formats.osm_streets import read_osm_streets
from punkt.geo.streets import StreetGraph

EXTRACT = Path(__file__).resolve().parents[2] / "shared" / "data" / "streets" / "Helsinki.osm.pbf"
N_PLACES, N_QUESTIONS, MAX_M, REACH_MS = 800, 100, 3_000.0, 20.0
N_COUNTRY = 7_000_000


def made_up_town(n: int = 400) -> StreetGraph:
    """A grid of streets 50 m apart around 60 N 25 E."""
    rows, columns = np.divmod(np.arange(n * n), n)
    numbers = np.arange(n * n).reshape(n, n)
    east = np.stack([numbers[:, :-1].ravel(), numbers[:, 1:].ravel()], axis=1)
    north = np.stack([numbers[:-1].ravel(), numbers[1:].ravel()], axis=1)
    return StreetGraph.from_segments(60.0 + rows * 0.00045, 25.0 + columns * 0.0009, np.concatenate([east, north]))


def measure(name: str, graph: StreetGraph, build_s: float) -> None:
    """Prints one line of figures for a graph."""
    rng = np.random.default_rng(7)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "town.streets"
        graph.save(path)
        size_mb = path.stat().st_size / 1e6
        began = time.process_time()
        graph = StreetGraph.load(path)
        load_s = time.process_time() - began
    near = rng.integers(graph.n_nodes, size=N_PLACES)
    latitudes, longitudes = graph.latitudes[near] + rng.normal(0, 3e-4, N_PLACES), graph.longitudes[near]
    graph.snap(latitudes[:1], longitudes[:1])
    began = time.perf_counter()
    snapped = graph.snap(latitudes, longitudes)
    snap_ms = (time.perf_counter() - began) * 1e3
    times, n_reached = [], 0
    for number in range(N_QUESTIONS):
        began = time.perf_counter()
        metres = graph.walking_m(latitudes[number], longitudes[number], snapped, MAX_M)
        times.append((time.perf_counter() - began) * 1e3)
        n_reached += int(np.isfinite(metres).sum())
    print(
        f"{name}: {graph.n_nodes} nodes, {graph.n_segments} segments; built in {build_s:.1f} s, file {size_mb:.2f} MB, "
        f"loaded in {load_s:.2f} s; {N_PLACES} places snapped in {snap_ms:.0f} ms; walks within {MAX_M:.0f} m: median "
        f"{np.median(times):.1f} ms, slowest {max(times):.1f} ms (reach {REACH_MS:.0f}), {n_reached / N_QUESTIONS:.0f} "
        f"places reached; {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB of memory at most"
    )


def measure_country(n_street_nodes: int) -> None:
    """Makes an extract as large as that of a country, and measures it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "country.osm.pbf"
        write_country(path, n_street_nodes)
        began = time.process_time()
        graph = read_osm_streets(path)
        measure(f"made-up country, {path.stat().st_size / 1e6:.0f} MB of PBF", graph, time.process_time() - began)


def main() -> None:
    """Measures the extract, where there is one, and the made-up town; or a country."""
    if sys.argv[1:2] == ["--country"]:
        measure_country(int(sys.argv[2]) if len(sys.argv) > 2 else N_COUNTRY)
        return
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else EXTRACT
    if path.exists():
        began = time.perf_counter()
        graph = read_osm_streets(path)
        measure(path.name, graph, time.perf_counter() - began)
    else:
        print("no extract here; give one as argument")
    began = time.perf_counter()
    measure("made-up town", made_up_town(), time.perf_counter() - began)


if __name__ == "__main__":
    main()
