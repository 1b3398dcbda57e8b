"""How long suggestions of what to bring from where take, and that looking at few ways gives the same answer as all.

    python benchmarks/redistribution.py

Half of the places have litres to spare, half lack some, drawn over a region of 400 by 400 km; everybody is in reach of
everybody. Beside it one linear program with all ways and one large number for "first", which is the usual way; and the
same with a smallest load, with by how much any other answer could be better at most.
"""

import time

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array

from punkt.supply.redistribution import Giver, Place, Redistribution, Taker, redistribute, ways_km

SIZES = (100, 250, 500, 1000)
SHARES = (1.0, 0.5)  # of what is spare, beside what is missing
LEAST_L = 20.0  # the smallest load of fuel
FIRST = 10_000.0  # km that a weighted litre is worth to the program with one large number


def drawn(n_places: int, share: float) -> tuple[list[Giver], list[Taker]]:
    """Givers and takers, the same for the same size."""
    rng = np.random.default_rng(n_places)
    places = [Place(float(lat), float(lon)) for lat, lon in rng.uniform((48.0, 30.0), (51.6, 35.6), (n_places, 2))]
    half = n_places // 2
    givers = [Giver(f"g{n}", places[n], float(rng.uniform(0, 300)) * share) for n in range(half)]
    takers = [
        Taker(f"t{n}", places[half + n], float(rng.uniform(0, 300)), int(rng.integers(1, 900))) for n in range(half)
    ]
    return givers, takers


def with_one_large_number(givers: list[Giver], takers: list[Taker]) -> tuple[float, float]:
    """Weighted unmet need and litre-kilometres of the usual way."""
    ways = ways_km([one.place for one in givers], [one.place for one in takers])
    weights = np.array([one.weight for one in takers], float)
    rows, columns = (axis.ravel() for axis in np.indices(ways.shape))
    every = np.arange(ways.size)
    ends = coo_array(
        (np.ones(2 * ways.size), (np.concatenate([rows, len(givers) + columns]), np.concatenate([every, every])))
    ).tocsr()
    limits = np.floor([one.spare for one in givers]).tolist() + np.ceil([one.short for one in takers]).tolist()
    found = linprog(ways.ravel() - FIRST * weights[columns], A_ub=ends, b_ub=limits, method="highs-ds")
    moved = found.x.reshape(ways.shape)
    lacks = np.ceil([one.short for one in takers]) - moved.sum(axis=0)
    return float((weights * lacks).sum()), float((moved * ways).sum())


def weighted(found: Redistribution, takers: list[Taker]) -> float:
    """The unmet need, each litre by its weight."""
    weight = {one.key: one.weight for one in takers}
    return float(sum(weight[key] * lack for key, lack in found.unmet.items()))


def main() -> None:
    """Prints a table."""
    heads = (
        f"{'places':>7} {'spare':>6} {'ours, s':>8} {'one number, s':>14} {'unmet alike':>12} {'litre-km alike':>15}"
    )
    print(f"{heads} {'in loads, s':>12} {'gap, %':>7} {'shortest':>9}")
    for n_places in SIZES:
        for share in SHARES:
            givers, takers = drawn(n_places, share)
            begun = time.perf_counter()
            found = redistribute(givers, takers)
            ours_s = time.perf_counter() - begun
            begun = time.perf_counter()
            unmet, litre_km = with_one_large_number(givers, takers)
            usual_s = time.perf_counter() - begun
            same = abs(weighted(found, takers) - unmet) < 0.5, abs(found.litre_km - litre_km) < 0.5
            begun = time.perf_counter()
            loads = redistribute(givers, takers, least_l=LEAST_L)
            loads_s = time.perf_counter() - begun
            told = f"{n_places:>7} {share:>6} {ours_s:>8.2f} {usual_s:>14.2f} {same[0]!s:>12} {same[1]!s:>15}"
            print(f"{told} {loads_s:>12.2f} {100 * loads.gap:>7.3f} {loads.is_shortest!s:>9}", flush=True)


if __name__ == "__main__":
    main()
