"""What should be brought from where: the transfers that leave the least need unmet, and of those the shortest way.

``punkt.supply.transport`` solves it: exactly, or with a bound on how much better any other answer could be. First the
weighted unmet need is made as small as can be, then the fewest litre-kilometres are moved among the answers as good as
that. Litres are whole, and nothing is rounded after. No transfer is smaller than the smallest load.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil, floor, isfinite

import numpy as np
from numpy.typing import NDArray

from punkt.errors import InvalidValue
from punkt.geo.distance import DETOUR_FACTOR, great_circle_m
from punkt.supply.transport import Moved, moved
from punkt.wording import gettext_noop as _

MOST_WAYS = 400_000
"""Sources times places in need: some ten seconds of work and 100 MB (docs/methods/redistribution.md)."""


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

    ``litre_km`` counts the ways that are known. ``gap`` is the share by which the weighted need that is met could be
    greater at most: 0 is proven best. ``is_shortest``: no answer that meets as much has shorter ways.
    """

    transfers: tuple[Transfer, ...] = ()
    unmet: dict[str, int] = field(default_factory=dict)
    litre_km: float = 0.0
    gap: float = 0.0
    is_shortest: bool = True


def redistribute(
    givers: Sequence[Giver], takers: Sequence[Taker], *, farthest_km: float | None = None, least_l: float = 0.0
) -> Redistribution:
    """Whole litres to be moved: the least weighted unmet need first, then the fewest litre-kilometres.

    Ways are the great circle times ``DETOUR_FACTOR``. A way that is not known counts as the longest there is;
    ``farthest_km`` rules out longer ones, and those that are not known. No transfer is of less than ``least_l``
    (litres, parts counting as a whole one): who lacks less is left as they are. Raises ``InvalidValue`` for amounts
    that are none, for weights that are no whole number from 1 on, and for more than ``MOST_WAYS``.
    """
    spare, short = _whole(givers, takers)
    least = _whole_load(least_l)
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
    allowed = np.ones(ways.shape, np.bool_)
    if farthest_km is not None:
        allowed &= np.nan_to_num(ways, nan=np.inf) <= farthest_km
    weights = np.array([one.weight for one in takers], float)
    found = moved(np.concatenate([spare, short]), weights, ways, allowed, least)
    transfers = [
        Transfer(givers[row].key, takers[column].key, int(found.litres[row, column]), _known(ways[row, column]))
        for row, column in zip(*np.nonzero(found.litres), strict=True)
    ]
    return Redistribution(
        tuple(sorted(transfers, key=lambda one: (-one.litres, one.giver, one.taker))),
        _unmet(takers, short, found.litres.sum(axis=0)),
        float(np.nansum(found.litres * ways)),
        _gap(found, weights),
        found.is_shortest,
    )


def _gap(found: Moved, weights: NDArray[np.float64]) -> float:
    """Whole weights and whole litres have whole worths: a bound between two of them is the lower one."""
    worth = float((found.litres * weights).sum())
    most = float(floor(found.most_worth + 1e-6))
    return max(most - worth, 0.0) / most if most else 0.0


def _whole_load(least_l: float) -> float:
    if not (isfinite(least_l) and least_l >= 0.0):
        raise InvalidValue(_("An amount is a number from nothing on."))
    return float(ceil(least_l))


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
