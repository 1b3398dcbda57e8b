"""What should be brought from where: the transfers that leave the least need unmet, and of those the shortest way.

Exact, by two linear programs. The first makes the weighted unmet need as small as can be. Its duals say which transfers
and which ends of stocks every such optimum shares; the second moves the fewest litre-kilometres among those optima.
Both are transport problems with whole numbers, so their basic optima are whole numbers too: nothing is rounded after.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil, floor, isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import coo_array, csr_array

from punkt.errors import InvalidValue
from punkt.geo.distance import DETOUR_FACTOR, great_circle_m
from punkt.wording import gettext_noop as _

MOST_WAYS = 400_000
"""Sources times places in need: some ten seconds of work and 100 MB (docs/methods/redistribution.md)."""
_SURE = 1e-6
"""A dual farther from nothing than this is one; with whole weights they are whole numbers."""


@dataclass(frozen=True, slots=True)
class Place:
    """Degrees; ``None`` of a place of which nobody knows where it is."""

    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Giver:
    """``spare`` is what can be taken away (litres) and leaves the reserve untouched; parts of a litre stay there."""

    key: str
    place: Place
    spare: float


@dataclass(frozen=True, slots=True)
class Taker:
    """``short`` is what is missing (litres), parts of a litre counting as a whole one.

    ``weight`` is how bad it is that a litre is missing, a whole number from 1 on.
    """

    key: str
    place: Place
    short: float
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Transfer:
    """Whole litres from one to another. ``way_km`` is ``None`` where it is not known how far that is."""

    giver: str
    taker: str
    litres: int
    way_km: float | None


@dataclass(frozen=True, slots=True)
class Redistribution:
    """The transfers, the largest first; ``unmet`` is what each taker still lacks, in litres, by key.

    ``litre_km`` counts the ways that are known.
    """

    transfers: tuple[Transfer, ...] = ()
    unmet: dict[str, int] = field(default_factory=dict)
    litre_km: float = 0.0


def redistribute(
    givers: Sequence[Giver], takers: Sequence[Taker], *, farthest_km: float | None = None
) -> Redistribution:
    """Whole litres to be moved: the least weighted unmet need first, then the fewest litre-kilometres.

    Ways are the great circle times ``DETOUR_FACTOR``. A way that is not known counts as the longest there is;
    ``farthest_km`` rules out longer ones, and those that are not known. Raises ``InvalidValue`` for amounts that are
    none, for weights that are no whole number from 1 on, and for more than ``MOST_WAYS``.
    """
    spare, short = _whole(givers, takers)
    n_ways = len(givers) * len(takers)
    if n_ways > MOST_WAYS:
        raise InvalidValue(
            _("There are %(n)s ways from one to another; the most are %(most)s."),
            values={"n": n_ways, "most": MOST_WAYS},
            remedy=_("Choose a smaller area."),
        )
    if not n_ways:
        return Redistribution(unmet=_unmet(takers, short, np.zeros(len(takers))))
    ways = ways_km([one.place for one in givers], [one.place for one in takers])
    allowed = (spare[:, None] > 0.0) & (short[None, :] > 0.0)
    if farthest_km is not None:
        allowed &= np.nan_to_num(ways, nan=np.inf) <= farthest_km
    if not allowed.any():
        return Redistribution(unmet=_unmet(takers, short, np.zeros(len(takers))))
    weights = np.array([one.weight for one in takers], float)
    moved = _moved(np.concatenate([spare, short]), weights, ways, allowed)
    transfers = [
        Transfer(givers[row].key, takers[column].key, int(moved[row, column]), _known(ways[row, column]))
        for row, column in zip(*np.nonzero(moved), strict=True)
    ]
    return Redistribution(
        tuple(sorted(transfers, key=lambda one: (-one.litres, one.giver, one.taker))),
        _unmet(takers, short, moved.sum(axis=0)),
        float(np.nansum(moved * ways)),
    )


def ways_km(places: Sequence[Place], others: Sequence[Place]) -> NDArray[np.float64]:
    """Kilometres by road as far as can be told without one: rows x columns, NaN where a place is not known."""
    (lat, lon), (other_lat, other_lon) = _degrees(places), _degrees(others)
    air_m = np.asarray(great_circle_m(lat[:, None], lon[:, None], other_lat[None, :], other_lon[None, :]))
    return air_m * DETOUR_FACTOR / 1000.0


def _degrees(places: Sequence[Place]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    both = [
        (np.nan, np.nan) if None in (one.latitude, one.longitude) else (one.latitude, one.longitude) for one in places
    ]
    columns = np.array(both, float).reshape(-1, 2)
    return columns[:, 0], columns[:, 1]


def _whole(givers: Sequence[Giver], takers: Sequence[Taker]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    amounts = [*(one.spare for one in givers), *(one.short for one in takers)]
    if not all(isfinite(amount) and amount >= 0.0 for amount in amounts):
        raise InvalidValue(_("An amount is a number from nothing on."))
    if not all(one.weight >= 1 and one.weight == int(one.weight) for one in takers):
        raise InvalidValue(_("A weight is a whole number from 1 on."))
    return np.array([floor(one.spare) for one in givers], float), np.array([ceil(one.short) for one in takers], float)


def _unmet(takers: Sequence[Taker], short: NDArray[np.float64], given: NDArray[np.float64]) -> dict[str, int]:
    return {one.key: int(lack) for one, lack in zip(takers, np.rint(short - given), strict=True) if lack > 0}


def _known(way_km: float) -> float | None:
    return float(way_km) if isfinite(way_km) else None


@dataclass(frozen=True, slots=True)
class _Problem:
    """Stocks and needs, and of each way (row x column) its length, what a litre on it costs, and whether it counts.

    ``is_tight``: stocks that are used up, and after them needs that are met, in any case.
    """

    limits: NDArray[np.float64]
    ways: NDArray[np.float64]
    cost: NDArray[np.float64]
    allowed: NDArray[np.bool_]
    is_tight: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Solution:
    """Litres on each way, and the duals of the stocks and, after them, of the needs."""

    litres: NDArray[np.float64]
    duals: NDArray[np.float64]

    def reduced(self, cost: NDArray[np.float64]) -> NDArray[np.float64]:
        """By how much a litre on each way would make the optimum worse."""
        n_rows = cost.shape[0]
        return cost - self.duals[:n_rows, None] - self.duals[None, n_rows:]


def _moved(
    limits: NDArray[np.float64],
    weights: NDArray[np.float64],
    ways: NDArray[np.float64],
    allowed: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Whole litres from each (row) to each (column)."""
    # What a litre is worth at its end, less; so the least unmet need is the least of this.
    worth = np.broadcast_to(-weights, ways.shape)
    nobody = np.zeros(limits.size, dtype=bool)
    longest = np.nanmax(ways, initial=0.0)
    known = np.nan_to_num(ways, nan=longest + 1.0)
    first_problem = _Problem(limits, known, worth, allowed, nobody)
    first = _solved(first_problem, _nearest(known, allowed))
    shared = allowed & (first.reduced(worth) <= _SURE)
    second_problem = _Problem(limits, known, known, shared, first.duals < -_SURE)
    second = _solved(second_problem, shared & (_nearest(known, shared) | (first.litres > 0.0)))
    return np.asarray(np.rint(second.litres))


_AT_ONCE = 10
"""Ways to a taker that are looked at first, and added at a time."""


def _nearest(order: NDArray[np.float64], among: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Of each column the few lowest of ``among``."""
    ranked = np.argsort(np.where(among, order, np.inf), axis=0, kind="stable")[:_AT_ONCE]
    chosen = np.zeros_like(among)
    np.put_along_axis(chosen, ranked, values=True, axis=0)
    return chosen & among


def _solved(problem: _Problem, active: NDArray[np.bool_]) -> _Solution:
    """The optimum over all ways, by looking at few of them: those that would make it better are added until none is."""
    while True:
        found = _solved_over(problem, active)
        reduced = found.reduced(problem.cost)
        better = problem.allowed & ~active & (reduced < -_SURE)
        if not better.any():
            return found
        active = active | _nearest(reduced + problem.ways * _SURE, better)


def _solved_over(problem: _Problem, active: NDArray[np.bool_]) -> _Solution:
    rows, columns = np.nonzero(active)
    tight = problem.is_tight
    ends: Any = _ends(rows, active.shape[0] + columns, problem.limits.size)  # no stub tells of sparse ones
    found = linprog(
        problem.cost[rows, columns],
        A_ub=ends[~tight],
        b_ub=problem.limits[~tight],
        A_eq=ends[tight],
        b_eq=problem.limits[tight],
        method="highs-ds",  # its optimum is a corner, and those are whole numbers here
    )
    if found.status != 0:
        raise RuntimeError(f"no optimum was found: {found.message}")
    litres, duals = np.zeros(active.shape), np.zeros(problem.limits.size)
    litres[rows, columns] = found.x
    duals[~tight], duals[tight] = found.ineqlin.marginals, found.eqlin.marginals
    return _Solution(litres, duals)


def _ends(stocks: NDArray[np.intp], needs: NDArray[np.intp], n_ends: int) -> csr_array:
    """Of each way, the stock it takes from and the need it meets."""
    ways = np.arange(stocks.size)
    at = (np.concatenate([stocks, needs]), np.concatenate([ways, ways]))
    return csr_array(coo_array((np.ones(2 * stocks.size), at), shape=(n_ends, stocks.size)))
