"""Which counts of people may be told to anybody, such that none that is withheld can be got by subtracting.

People at a point are counted and never named, yet "two people in the school of that village on that night" points at
somebody. Counts of fewer than five are withheld: the threshold rule of statistical offices, of which "some require at
least five respondents in a cell, others three" (UNECE and Eurostat, Glossary of Statistical Disclosure Control, 2005).

To withhold a count alone is not enough: a total less the counts that are told gives it back, and so does one period
less another. Here **what is withheld enters no total at all**. Cells are fixed once, a day of the smallest unit that is
told (territory, kind and host kind together); every figure that is published is a sum of whole cells that may be told.
So no published number depends on what is withheld: whatever is subtracted from whatever, nothing of it comes out. What
can be seen is that a cell is withheld, so that at some time one to four people were counted there.
"""

import numpy as np

from punkt.statistics.sums import TurnedOut
from punkt.statistics.timeline import Flags, Real, Stretches, Whole, peaks

LEAST_PEOPLE = 5
"""Fewer people at once are not told of."""
LEAST_MOMENTS = 30
"""A rate over fewer moments is not told: a single door would move it by more than three in a hundred."""


def may_be_told(told: Stretches, cell: Whole, n_cells: int) -> Flags:
    """Which of the cells x slots may be told: nobody was counted there at any time, or at least five people at once.

    ``cell`` is the number of the cell of each point.
    """
    most = peaks(told, cell, n_cells)
    allowed: Flags = np.logical_or(most == 0, most >= LEAST_PEOPLE)
    return allowed


def told_of_enough(told: TurnedOut) -> TurnedOut:
    """What turned out, without the rate where it is of too few moments."""
    return told if told.n_claimed >= LEAST_MOMENTS else TurnedOut(told.n_moments, told.n_known)


def only_told(values: Real, cell: Whole, allowed: Flags) -> Real:
    """``values`` (points x slots) without those of cells that are withheld: these are 0 and enter no sum."""
    return np.where(allowed[cell], values, 0.0)
