"""Nearest points with a need filter: our index beside the ways a project would otherwise choose.

    python benchmarks/nearest.py

The network has 10,676 points, as many as Ukraine reports, drawn over its settlements by population with a scatter of
about a kilometre; each has eight services at random. The questions come from the same settlements. A third of the
points, about, meet the two needs asked for. Every way is checked to give the same points as ours.
"""

import sqlite3
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from punkt.geo.distance import great_circle_m
from punkt.geo.nearest import NearestIndex
from punkt.places.gazetteer import read_gazetteer

N_POINTS = 10_676
N_NEAREST = 5
N_BATCH = 200_000
N_SINGLE = 3_000
NEEDS = 0b11
SHARE_OF_EACH = 0.58  # of points have each service, so that a third has two of them
ROUNDS = 3

Places = tuple[NDArray[np.float64], NDArray[np.float64]]


def drawn_places(rng: np.random.Generator, n: int) -> Places:
    """Places over the settlements of Ukraine in proportion to population, scattered by about a kilometre."""
    towns = [place for place in read_gazetteer() if place.country == "UA" and place.population and not place.counted_in]
    people = np.array([place.population for place in towns], dtype=float)
    chosen = rng.choice(len(towns), size=n, p=people / people.sum())
    latitude = np.array([place.latitude for place in towns])[chosen] + rng.normal(0.0, 0.012, n)
    longitude = np.array([place.longitude for place in towns])[chosen] + rng.normal(0.0, 0.018, n)
    return latitude, longitude


def best_seconds(work: Callable[[], object]) -> float:
    """The shortest of some runs: what the machine can do when others leave it alone."""
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def unit_vectors(latitude: NDArray[np.float64], longitude: NDArray[np.float64]) -> NDArray[np.float64]:
    """Degrees as points of the unit sphere (n x 3)."""
    phi, theta = np.radians(latitude), np.radians(longitude)
    return np.column_stack((np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)))


class OverFetch:
    """scipy's tree over all points: fetch more and more neighbours until enough of them meet the needs."""

    def __init__(self, points: Places, masks: NDArray[np.uint64]) -> None:
        self._tree = cKDTree(unit_vectors(*points))
        self._fits = np.append((masks & np.uint64(NEEDS)) == NEEDS, False)

    def many(self, places: Places) -> NDArray[np.intp]:
        where = unit_vectors(*places)
        answer = np.full((len(where), N_NEAREST), -1, dtype=np.intp)
        open_rows = np.arange(len(where))
        n_fetched = 3 * N_NEAREST
        while open_rows.size:
            found = np.asarray(self._tree.query(where[open_rows], k=n_fetched, workers=-1)[1])
            fits = self._fits[found]
            done = fits.sum(axis=1) >= N_NEAREST
            order = np.argsort(~fits[done], axis=1, kind="stable")[:, :N_NEAREST]
            answer[open_rows[done]] = np.take_along_axis(found[done], order, axis=1)
            open_rows = open_rows[~done]
            n_fetched *= 2
        return answer

    def one(self, latitude: float, longitude: float) -> list[int]:
        where = unit_vectors(np.array([latitude]), np.array([longitude]))[0]
        n_fetched = 3 * N_NEAREST
        while True:
            found = np.asarray(self._tree.query(where, k=n_fetched)[1])
            fitting: list[int] = found[self._fits[found]].tolist()
            if len(fitting) >= N_NEAREST:
                return fitting[:N_NEAREST]
            n_fetched *= 2


class RTree:
    """SQLite's R*Tree: widen a box until it surely holds the nearest that fit."""

    def __init__(self, points: Places, masks: NDArray[np.uint64]) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute(
            "CREATE VIRTUAL TABLE point USING rtree(id, south, north, west, east, +mask INTEGER, +lat, +lon)"
        )
        rows = (
            (i, lat, lat, lon, lon, int(mask), lat, lon)
            for i, (lat, lon, mask) in enumerate(zip(*points, masks, strict=True))
        )
        self._database.executemany("INSERT INTO point VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def one(self, latitude: float, longitude: float) -> list[int]:
        reach_m = 3_000.0
        while True:
            high = reach_m / 111_195.0
            wide = high / np.cos(np.radians(abs(latitude) + high))
            box = (latitude + high, latitude - high, longitude + wide, longitude - wide, NEEDS, NEEDS)
            rows = self._database.execute(
                "SELECT id, lat, lon FROM point WHERE south <= ? AND north >= ? AND west <= ? AND east >= ?"
                " AND mask & ? = ?",
                box,
            ).fetchall()
            if len(rows) >= N_NEAREST:
                numbers, lat, lon = (np.array(column) for column in zip(*rows, strict=True))
                away_m = great_circle_m(lat, lon, np.array(latitude), np.array(longitude))
                order = np.argsort(away_m, kind="stable")[:N_NEAREST]
                if away_m[order[-1]] <= reach_m:
                    return [int(number) for number in numbers[order]]
            reach_m *= 2.0


def main() -> None:
    """Prints the figures."""
    rng = np.random.default_rng(20_221_124)
    points = drawn_places(rng, N_POINTS)
    bits = rng.random((8, N_POINTS)) < SHARE_OF_EACH
    masks = (bits * (1 << np.arange(8))[:, np.newaxis]).sum(axis=0).astype(np.uint64)
    questions = drawn_places(rng, N_BATCH)
    singles = list(zip(*(values[:N_SINGLE].tolist() for values in questions), strict=True))

    start = time.perf_counter()
    index = NearestIndex(*points, masks)
    expected, _ = index.nearest_many(*questions, n=N_NEAREST, required_mask=NEEDS)
    print(
        f"{N_POINTS} points, {np.mean((masks & np.uint64(NEEDS)) == NEEDS):.0%} meet the needs, "
        f"{N_NEAREST} nearest, {N_BATCH} questions; index and first batch {time.perf_counter() - start:.2f} s"
    )

    ours_many = best_seconds(lambda: index.nearest_many(*questions, n=N_NEAREST, required_mask=NEEDS))
    ours_one = best_seconds(lambda: [index.nearest(*q, n=N_NEAREST, required_mask=NEEDS) for q in singles])
    over_fetch, r_tree = OverFetch(points, masks), RTree(points, masks)
    assert (over_fetch.many(questions) == expected).all()
    assert all(r_tree.one(*q) == list(row) for q, row in zip(singles[:500], expected, strict=False))
    fetch_many = best_seconds(lambda: over_fetch.many(questions))
    fetch_one = best_seconds(lambda: [over_fetch.one(*q) for q in singles])
    r_tree_one = best_seconds(lambda: [r_tree.one(*q) for q in singles])

    print(f"{'':34}{'batch, per s':>14}{'single, us':>14}")
    for name, many, one in (
        ("punkt.geo.nearest.NearestIndex", ours_many, ours_one),
        ("scipy cKDTree, over-fetch", fetch_many, fetch_one),
        ("SQLite R*Tree, widening box", None, r_tree_one),
    ):
        per_s = N_SINGLE / one if many is None else N_BATCH / many
        print(f"{name:34}{per_s:14,.0f}{one / N_SINGLE * 1e6:14.1f}")
    print(f"{'reach':34}{500_000:14,}{60.0:14.1f}")


if __name__ == "__main__":
    main()
