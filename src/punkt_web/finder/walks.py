"""How far it is on foot by the operator's streets (setting PUNKT_STREETS): a river is as wide as its next bridge."""

import logging
import math
from collections.abc import Sequence
from dataclasses import fields, replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from punkt.geo.distance import walking_distance_m
from punkt.geo.street_snapping import Snapped
from punkt.geo.streets import StreetGraph
from punkt_web.registry.published import PublishedPoint

_log = logging.getLogger(__name__)

FARTHEST_WALK_M = 8_000.0
"""Walks are looked for so far: two and a half hours at the pace that answers promise."""

_CUT_OFF_M = FARTHEST_WALK_M / 2
"""A place nearer than this by air to which no walk of ``FARTHEST_WALK_M`` leads has something between."""


class Walks:
    """The walks to points with a position, by one graph of streets. It never changes; threads may share it."""

    def __init__(self, graph: StreetGraph, placed: Sequence[PublishedPoint]) -> None:
        self._graph = graph
        exact = [point for point in placed if not point.is_area_only]
        self._numbers = {point.id: number for number, point in enumerate(exact)}
        places = np.array([(point.latitude, point.longitude) for point in exact], dtype=np.float64).reshape(-1, 2)
        self._snapped = graph.snap(*places.T)

    def to(self, latitude: float, longitude: float, air_m: dict[int, float]) -> dict[int, float]:
        """Metres walked to points, by id, from a place in degrees; ``air_m`` are those that are asked for.

        Infinity where something lies between: no walk of ``FARTHEST_WALK_M`` leads to a place half as far by air. A
        point of which the streets cannot tell is not in it.
        """
        asked = [point_id for point_id in air_m if point_id in self._numbers]
        if not asked:
            return {}
        part = _part(self._snapped, np.array([self._numbers[point_id] for point_id in asked]))
        walked_m = self._graph.walking_m(latitude, longitude, part, FARTHEST_WALK_M)
        straight_m = np.array([air_m[point_id] for point_id in asked])
        to_street_m = self._graph.snap([latitude], [longitude]).away_m[0]
        # Within a yard or a park nobody goes out to the street and back.
        is_aside = straight_m <= np.fmax(part.away_m, to_street_m)
        walked_m[is_aside] = np.fmin(walked_m[is_aside], walking_distance_m(1.0) * straight_m[is_aside])
        pairs = zip(asked, walked_m.tolist(), strict=True)
        return {point_id: metres for point_id, metres in pairs if _is_told(metres, air_m[point_id])}


def _part(snapped: Snapped, numbers: NDArray[np.intp]) -> Snapped:
    return replace(snapped, **{column.name: getattr(snapped, column.name)[numbers] for column in fields(snapped)})


def _is_told(walked_m: float, air_m: float) -> bool:
    return not math.isnan(walked_m) and (math.isfinite(walked_m) or air_m <= _CUT_OFF_M)


def operator_streets() -> StreetGraph | None:
    """The operator's streets, read once; ``None`` where none are given or, with a warning, the file cannot be used."""
    path = settings.STREETS
    return None if path is None else _opened(path).graph


def why_unusable(path: Path) -> str:
    """Why a file of streets cannot be used, "" where it can."""
    return _opened(path).fault


class _Opened(NamedTuple):
    graph: StreetGraph | None
    fault: str = ""


@lru_cache(maxsize=1)
def _opened(path: Path) -> _Opened:
    try:
        return _Opened(StreetGraph.load(path))
    except Exception as error:  # noqa: BLE001 - whatever is wrong with the file, the finder goes on without it
        _log.warning("The streets in PUNKT_STREETS cannot be used, walks are measured by the air line: %s", error)
        return _Opened(None, str(error))
