"""The transport problem behind redistribution: whole litres on each way. The one file that knows the solver.

Without a smallest load it is two linear programs with corners in whole numbers. With one, a way carries nothing or at
least that, which no linear program can say. Where their answer breaks it, the ways that carry too little are left out
and the others filled up; of few ways, two programs with whole numbers then find the best. What the linear answer is
worth bounds both.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import block_array, coo_array, csr_array, eye_array

MOST_WHOLE_WAYS = 400
"""Of more ways programs with whole numbers take minutes, and gain little."""
LIMIT_S = 2.0
"""Seconds for each of the two programs with whole numbers; then the best found so far counts, and its bound is told."""
_SURE = 1e-6
"""A dual farther from nothing than this is one; with whole weights they are whole numbers."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Whole litres on each way. ``most_worth`` is proven: no way of moving them is worth more.

    ``is_shortest``: nor is any that is worth as much as this one shorter.
    """

    litres: NDArray[np.float64]
    most_worth: float
    is_shortest: bool


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


def moved(
    limits: NDArray[np.float64],
    weights: NDArray[np.float64],
    ways: NDArray[np.float64],
    allowed: NDArray[np.bool_],
    least: float,
) -> Moved:
    """Whole litres from each (row) to each (column), nothing or at least ``least`` on a way.

    ``limits`` are the stocks and, after them, the needs, both whole; ``ways`` are in km, NaN where not known.
    """
    n_rows = ways.shape[0]
    # Who has, or lacks, less than a load has no part in it.
    limits = np.where(limits < least, 0.0, limits)
    allowed = allowed & (limits[:n_rows, None] > 0.0) & (limits[None, n_rows:] > 0.0)
    if not allowed.any():
        return Moved(np.zeros(ways.shape), 0.0, is_shortest=True)
    known = np.nan_to_num(ways, nan=np.nanmax(ways, initial=0.0) + 1.0)
    linear = _linear(limits, weights, known, allowed)
    most = float((linear * weights).sum())
    if not _too_small(linear, least).any():
        return Moved(linear, most, is_shortest=True)
    repaired = _repaired(linear, allowed, least, lambda left: _linear(limits, weights, known, left))
    repaired = _filled_up(repaired, limits, weights, least)
    if allowed.sum() > MOST_WHOLE_WAYS:
        return Moved(repaired, most, is_shortest=False)
    return _in_loads(_Loads.over(limits, allowed, least), weights, known, repaired, most)


def _linear(
    limits: NDArray[np.float64], weights: NDArray[np.float64], ways: NDArray[np.float64], allowed: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """The best whole litres with no smallest load, of those the fewest litre-kilometres."""
    # What a litre is worth at its end, less; so the least unmet need is the least of this.
    worth = np.broadcast_to(-weights, ways.shape)
    nobody = np.zeros(limits.size, dtype=bool)
    first = _solved(_Problem(limits, ways, worth, allowed, nobody), _nearest(ways, allowed))
    shared = allowed & (first.reduced(worth) <= _SURE)
    problem = _Problem(limits, ways, ways, shared, first.duals < -_SURE)
    second = _solved(problem, shared & (_nearest(ways, shared) | (first.litres > 0.0)))
    return np.asarray(np.rint(second.litres))


def _too_small(litres: NDArray[np.float64], least: float) -> NDArray[np.bool_]:
    return np.asarray((litres > 0.0) & (litres < least))


MOST_ROUNDS = 2
"""So often the linear programs are asked again; what carries too little then is left out, and the rest filled up."""


def _repaired(
    litres: NDArray[np.float64], allowed: NDArray[np.bool_], least: float, answer: Callable[[Any], NDArray[np.float64]]
) -> NDArray[np.float64]:
    """Linear answers without the ways that carried too little: good, and not proven to be best.

    ``answer`` gives the linear one over the ways that are left.
    """
    for _round in range(MOST_ROUNDS):
        small = _too_small(litres, least)
        allowed = allowed & ~small
        if not small.any() or not allowed.any():
            break
        litres = answer(allowed)
    return np.where(_too_small(litres, least), 0.0, litres)


def _filled_up(
    litres: NDArray[np.float64], limits: NDArray[np.float64], weights: NDArray[np.float64], least: float
) -> NDArray[np.float64]:
    """As much as the ways that are used can carry: what nobody drives for alone goes with what is driven anyway."""
    rows, columns = np.nonzero(litres)
    if not rows.size:
        return litres
    needs = litres.shape[0] + columns
    ends: Any = _ends(rows, needs, limits.size)
    most = np.minimum(limits[rows], limits[needs])
    # The bounds are whole, so the corners still are.
    bounds: Any = np.column_stack([np.full(rows.size, least), most])
    found = linprog(-weights[columns], A_ub=ends, b_ub=limits, bounds=bounds, method="highs-ds")
    if found.status != 0:
        raise RuntimeError(f"no optimum was found: {found.message}")
    filled = np.zeros(litres.shape)
    filled[rows, columns] = np.rint(np.asarray(found.x))
    return filled


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


@dataclass(frozen=True, slots=True)
class _Loads:
    """Ways (rows, columns) that carry nothing or at least ``least``; ``fits`` is the most that each can carry."""

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    ends: csr_array
    limits: NDArray[np.float64]
    fits: NDArray[np.float64]
    least: float

    @classmethod
    def over(cls, limits: NDArray[np.float64], allowed: NDArray[np.bool_], least: float) -> "_Loads":
        """Of all ways that are allowed."""
        rows, columns = np.nonzero(allowed)
        needs = allowed.shape[0] + columns
        fits = np.minimum(limits[rows], limits[needs])
        return cls(rows, columns, _ends(rows, needs, limits.size), limits, fits, least)

    def solved(
        self, cost: NDArray[np.float64], kept: tuple[NDArray[np.float64], float] | None
    ) -> tuple[NDArray[np.float64] | None, float]:
        """The whole litres that cost least (``None``: none found in time), and a bound below which no cost can be.

        ``kept``: the worth of a litre on each way, and how much all of them are to be worth at least.
        """
        n = cost.size
        none: Any = csr_array(self.ends.shape)
        one: Any = eye_array(n, format="csr")
        limits: Any = [
            LinearConstraint(block_array([[self.ends, none]], format="csr"), -np.inf, self.limits),
            LinearConstraint(block_array([[one, -one.multiply(self.fits[:, None])]], format="csr"), -np.inf, 0.0),
            LinearConstraint(block_array([[one, -self.least * one]], format="csr"), 0.0, np.inf),
        ]
        if kept is not None:
            # Worths are whole, so half of one is no loss and leaves room for the last places of a computer.
            limits.append(LinearConstraint(np.concatenate([kept[0], np.zeros(n)])[None, :], kept[1] - 0.5, np.inf))
        found = milp(
            np.concatenate([cost, np.zeros(n)]),
            integrality=np.ones(2 * n, np.int64),
            bounds=Bounds(np.zeros(2 * n), np.concatenate([self.fits, np.ones(n)])),
            constraints=limits,
            options={"time_limit": LIMIT_S, "mip_rel_gap": 0.0},
        )
        bound = -np.inf if found.mip_dual_bound is None else float(found.mip_dual_bound)
        return (None if found.x is None else np.rint(found.x[:n])), bound


def _in_loads(
    loads: _Loads, weights: NDArray[np.float64], ways: NDArray[np.float64], known: NDArray[np.float64], most: float
) -> Moved:
    """The best in loads, at least as good as the litres ``known``; ``most`` is what no answer is worth more than."""
    worth, length = weights[loads.columns], ways[loads.rows, loads.columns]
    best = known[loads.rows, loads.columns]
    found, bound = loads.solved(-worth, None)
    if found is not None and worth @ found > worth @ best:
        best = found
    shorter, shortest = loads.solved(length, (worth, float(worth @ best)))
    if shorter is not None and length @ shorter <= length @ best:
        best = shorter
    litres = np.zeros(ways.shape)
    litres[loads.rows, loads.columns] = best
    n_km = float(length @ best)
    return Moved(litres, min(most, -bound), is_shortest=n_km - shortest <= _SURE * max(n_km, 1.0))
