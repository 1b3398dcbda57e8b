"""The rules by which one row may be one known point."""

import math
from dataclasses import dataclass
from enum import StrEnum

from punkt.geo.distance import EARTH_RADIUS_M
from punkt.matching.likeness import best_likeness
from punkt.matching.sketch import Sketch

NEAR_M = 150.0
"""How far apart two exact positions of one place may lie: gate and door of a large school ground (decision of ours)."""
UNKNOWN_ACCURACY_M = 50.0
FARTHEST_M = 2_000.0
"""No search goes farther, however vague the positions: beyond it a name alone would have to decide."""
SAME_SPOT_M = 15.0
ELSEWHERE_M = 5_000.0
"""Farther apart than this, an identifier alone is not believed."""
ALIKE = 0.65
VERY_ALIKE = 0.9


class Certainty(StrEnum):
    """CERTAIN is applied; PROBABLE waits for a person; NONE is a new place."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Match:
    """The known point (``index`` in the list of known ones, -1 for none) that a row may be.

    ``score`` goes from 0 to 1. ``reason`` is one of ``identifier``, ``code`` (both certain),
    ``name-and-distance``, ``address``, ``name-and-place``, ``same-spot``, ``identifier-elsewhere``,
    ``duplicate-in-file`` (another row of the file fits the point better) or "".
    """

    index: int = -1
    score: float = 0.0
    reason: str = ""
    certainty: Certainty = Certainty.NONE


NO_MATCH = Match()


def search_radius_m(one: Sketch, other: Sketch) -> float:
    """How far apart the positions of one place may be stated: grows with how vague both are."""
    return min(NEAR_M + _accuracy_m(one) + _accuracy_m(other), FARTHEST_M)


def _accuracy_m(sketched: Sketch) -> float:
    position = sketched.position
    if position is None or position.accuracy_m is None:
        return UNKNOWN_ACCURACY_M
    return min(max(position.accuracy_m, 0.0), FARTHEST_M)


def distance_m(one: Sketch, other: Sketch) -> float | None:
    """Metres between the two; ``None`` where one has no position.

    The haversine of ``geo.distance`` for two plain numbers: asked millions of times, where numpy's overhead counts.
    """
    if one.position is None or other.position is None:
        return None
    phi, other_phi = math.radians(one.position.latitude), math.radians(other.position.latitude)
    half_width = math.sin(math.radians(other.position.longitude - one.position.longitude) / 2.0)
    haversine = math.sin((other_phi - phi) / 2.0) ** 2 + math.cos(phi) * math.cos(other_phi) * half_width**2
    return 2.0 * EARTH_RADIUS_M * math.asin(math.sqrt(min(haversine, 1.0)))


def judged(row: Sketch, known: Sketch, metres: float | None) -> tuple[float, str]:
    """``(score, reason)`` of a row being a known point that lies ``metres`` away; score 0 where it is not proposed."""
    alike = best_likeness(row.names, known.names)
    if alike == 0.0:
        return 0.0, ""
    radius_m = search_radius_m(row, known)
    best = max(
        (_by_name(alike, metres, radius_m), "name-and-distance"),
        (_by_address(row, known, alike, metres, radius_m), "address"),
        (_by_name_in_place(row, known, alike, metres), "name-and-place"),
        (_by_spot(row, known, alike, metres), "same-spot"),
    )
    return best if best[0] > 0 else (0.0, "")


def _by_name(alike: float | None, metres: float | None, radius_m: float) -> float:
    if alike is None or alike < ALIKE or metres is None or metres > radius_m:
        return 0.0
    return alike * (1.0 - 0.25 * metres / radius_m)


def _by_address(row: Sketch, known: Sketch, alike: float | None, metres: float | None, radius_m: float) -> float:
    if not row.address or row.address != known.address:
        return 0.0
    is_near = row.shares_place(known) if metres is None else metres <= radius_m + FARTHEST_M / 2
    return 0.6 + 0.3 * (0.5 if alike is None else alike) if is_near else 0.0


def _by_name_in_place(row: Sketch, known: Sketch, alike: float | None, metres: float | None) -> float:
    if alike is None or alike < VERY_ALIKE or metres is not None or not row.shares_place(known):
        return 0.0
    return 0.75 * alike


def _by_spot(row: Sketch, known: Sketch, alike: float | None, metres: float | None) -> float:
    has_other_address = bool(row.address and known.address and row.address != known.address)
    if alike is not None or metres is None or metres > SAME_SPOT_M or has_other_address:
        return 0.0
    return 0.6


def contradicts(row: Sketch, known: Sketch) -> bool:
    """Whether an equal identifier is not to be believed by itself: lists are renumbered, and many count from 1.

    One thing that agrees is enough to believe it: the name, the address, or a position nearby. Where nothing agrees, a
    name that differs speaks against it, and so does another address or more than ``ELSEWHERE_M``.
    """
    alike = best_likeness(row.names, known.names)
    has_both_addresses = bool(row.address and known.address)
    if (alike is not None and alike >= 0.5) or (has_both_addresses and row.address == known.address):
        return False
    metres = distance_m(row, known)
    if metres is not None and metres <= search_radius_m(row, known):
        return False
    is_elsewhere = metres is not None and metres > ELSEWHERE_M + _accuracy_m(row) + _accuracy_m(known)
    return alike is not None or has_both_addresses or is_elsewhere
