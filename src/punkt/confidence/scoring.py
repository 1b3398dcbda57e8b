"""How good probabilities were, once it is known what turned out: Brier score, calibration, log loss and skill.

The Brier score (Brier 1950) is the mean squared distance of probabilities from what turned out: 0 is perfect, 0.25 is
what a coin gives. Its parts are those of Murphy (1973); forecasts that share a bin are not all the same, so a fourth
part says what the bins hide (Stephenson, Coelho and Jolliffe 2008), and the four add up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

import numpy as np

from punkt.errors import InvalidValue
from punkt.wording import gettext_noop as _

N_BINS = 10
_Z_95 = 1.959964
_LEAST = 1e-9
"""The log loss of a forecast that was sure and wrong has no end; it is taken as this far from sure."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A probability that was stated, and whether it turned out so."""

    probability: float
    happened: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The forecasts from ``low`` to ``high``: how many, what they said on the mean, how often it was so.

    ``at_least`` and ``at_most`` bound the true share with 95 % confidence (Wilson 1927).
    """

    low: float
    high: float
    n: int
    mean: float
    share: float
    at_least: float
    at_most: float


@dataclass(frozen=True, slots=True)
class Score:
    """``brier`` = ``reliability`` - ``resolution`` + ``uncertainty`` + ``within_bins``.

    ``skill`` is how much better it is than always saying the share that turned out; ``None`` where all turned out
    alike, for then that is perfect.
    """

    n: int
    share: float
    brier: float
    reliability: float
    resolution: float
    uncertainty: float
    within_bins: float
    log_loss: float
    skill: float | None
    bins: tuple[Bin, ...]


def score(outcomes: Sequence[Outcome], n_bins: int = N_BINS) -> Score | None:
    """The score; ``None`` without any outcome. Raises ``InvalidValue`` for what is no probability."""
    if not outcomes:
        return None
    said = np.array([one.probability for one in outcomes], dtype=np.float64)
    was = np.array([one.happened for one in outcomes], dtype=np.float64)
    if not bool(np.all((said >= 0.0) & (said <= 1.0))):
        raise InvalidValue(_("A probability is a number from 0 to 1."))
    n, share = len(said), float(was.mean())
    place = np.minimum((said * n_bins).astype(np.int64), n_bins - 1)
    bins, reliability, resolution = [], 0.0, 0.0
    for number in np.unique(place):
        inside = place == number
        bin_ = _bin(number / n_bins, (number + 1) / n_bins, said[inside], was[inside])
        reliability += bin_.n * (bin_.mean - bin_.share) ** 2 / n
        resolution += bin_.n * (bin_.share - share) ** 2 / n
        bins.append(bin_)
    uncertainty = share * (1.0 - share)
    brier = float(np.mean((said - was) ** 2))
    return Score(
        n=n,
        share=share,
        brier=brier,
        reliability=reliability,
        resolution=resolution,
        uncertainty=uncertainty,
        within_bins=_within(said, was, place),
        log_loss=_log_loss(said, was),
        skill=None if uncertainty == 0.0 else 1.0 - brier / uncertainty,
        bins=tuple(bins),
    )


def wilson(n_so: int, n: int) -> tuple[float, float]:
    """Bounds of a share of which ``n_so`` of ``n`` were seen, with 95 % confidence; 0 to 1 where nothing was seen."""
    if n == 0:
        return 0.0, 1.0
    share, square = n_so / n, _Z_95**2
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = _Z_95 / (1 + square / n) * sqrt(share * (1 - share) / n + square / (4 * n * n))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def _bin(low: float, high: float, said: np.ndarray, was: np.ndarray) -> Bin:
    at_least, at_most = wilson(int(was.sum()), len(was))
    return Bin(float(low), float(high), len(said), float(said.mean()), float(was.mean()), at_least, at_most)


def _within(said: np.ndarray, was: np.ndarray, place: np.ndarray) -> float:
    """What forecasts of one bin differ by, less what that difference was worth."""
    total = 0.0
    for number in np.unique(place):
        inside = place == number
        off = said[inside] - said[inside].mean()
        total += float(np.sum(off**2) - 2.0 * np.sum(off * (was[inside] - was[inside].mean())))
    return total / len(said)


def _log_loss(said: np.ndarray, was: np.ndarray) -> float:
    of_what_was = np.where(was == 1.0, said, 1.0 - said)
    return -sum(log(max(one, _LEAST)) for one in of_what_was.tolist()) / len(of_what_was)
