"""Finds for each row of a list the known point that it may be: all against all, without comparing all with all."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from punkt.geo.distance import EARTH_RADIUS_M
from punkt.matching.judging import (
    FARTHEST_M,
    NO_MATCH,
    Certainty,
    Match,
    contradicts,
    distance_m,
    judged,
)
from punkt.matching.sketch import Sketch

N_NEAREST = 24
"""Places around a row that are looked at."""
N_ALIKE = 32
"""Known points of one place, one name or one address that are looked at: a list that calls all its points the same
must not make every row be compared with every point."""

_BLOCK = 5_000
"""Rows whose surroundings are held at once: those of 100,000 rows would take a hundred megabytes."""

Pair = tuple[float, int, int, str]
"""Score, row, known point, reason."""


def find_matches(rows: Sequence[Sketch], known: Sequence[Sketch], *, taken: Collection[int] = ()) -> list[Match]:
    """For each row the known point that it may be; no known point is given to two rows.

    ``taken`` are known points that other rows of the same file have already. Certain matches come first, then the
    pairs in order of their score; of equal ones the earlier row wins. A row whose only candidates went to better rows
    is proposed as ``duplicate-in-file``.
    """
    deal = _Deal(set(taken))
    pairs: list[Pair] = []
    for row, index, reason in _certain(rows, known):
        if reason == "identifier" and contradicts(rows[row], known[index]):
            pairs.append((0.5, row, index, "identifier-elsewhere"))
        else:
            deal.give(row, Match(index, 1.0, reason, Certainty.CERTAIN))
    pairs += _probable(rows, known, [row for row in range(len(rows)) if not deal.has_certain(row)])
    for score, row, index, reason in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        deal.give(row, Match(index, score, reason, Certainty.PROBABLE))
    return [deal.of(row) for row in range(len(rows))]


class _Deal:
    """Gives each known point to one row: the first that asks."""

    def __init__(self, taken: set[int]) -> None:
        self._taken = taken
        self._given: dict[int, Match] = {}
        self._missed: dict[int, Match] = {}

    def give(self, row: int, match: Match) -> None:
        if row in self._given:
            return
        if match.index in self._taken:
            self._missed.setdefault(row, Match(match.index, match.score, "duplicate-in-file", Certainty.PROBABLE))
        else:
            self._given[row] = match
            self._taken.add(match.index)

    def has_certain(self, row: int) -> bool:
        """Whether the row is known for sure, or is sure to be a point that another row has."""
        return row in self._given or row in self._missed

    def of(self, row: int) -> Match:
        return self._given.get(row) or self._missed.get(row) or NO_MATCH


def _certain(rows: Sequence[Sketch], known: Sequence[Sketch]) -> Iterator[tuple[int, int, str]]:
    by_code = {one.code: index for index, one in enumerate(known) if one.code}
    by_identifier = {identifier: index for index, one in enumerate(known) for identifier in one.identifiers}
    for row, one in enumerate(rows):
        if one.code and one.code in by_code:
            yield row, by_code[one.code], "code"
        for identifier in one.identifiers:
            if identifier in by_identifier:
                yield row, by_identifier[identifier], "identifier"


def _probable(rows: Sequence[Sketch], known: Sequence[Sketch], waiting: Sequence[int]) -> list[Pair]:
    if not waiting or not known:
        return []
    nearest = _Nearest(known)
    alike = _Alike(known)
    pairs: list[Pair] = []
    for start in range(0, len(waiting), _BLOCK):
        block = waiting[start : start + _BLOCK]
        for row, near in zip(block, nearest.of([rows[row] for row in block]), strict=True):
            one = rows[row]
            for index in dict.fromkeys((*near, *alike.of(one))):
                score, reason = judged(one, known[index], distance_m(one, known[index]))
                if score > 0:
                    pairs.append((score, row, index, reason))
    return pairs


class _Alike:
    """Known points of the very same name or address in the same place or the same square of the map."""

    def __init__(self, known: Sequence[Sketch]) -> None:
        self._by_key: dict[str, list[int]] = defaultdict(list)
        for index, one in enumerate(known):
            for key in _keys(one):
                self._by_key[key].append(index)

    def of(self, one: Sketch) -> Iterator[int]:
        for key in _keys(one):
            yield from islice(self._by_key.get(key, ()), N_ALIKE)


def _keys(one: Sketch) -> Iterator[str]:
    """A name or an address counts within a place, so that a country full of "School No 1" stays quick."""
    squares = [f"{one.position.latitude:.2f} {one.position.longitude:.2f}"] if one.position else []
    for word in (*(shape.key for shape in one.names), *filter(None, [one.address])):
        for where in (*one.places, *squares):
            yield f"{word} @{where}"


class _Nearest:
    """Known points around a position. Points of exactly one position are one leaf, so that a heap of them is quick."""

    def __init__(self, known: Sequence[Sketch]) -> None:
        heaps: dict[tuple[float, float], list[int]] = defaultdict(list)
        for index, one in enumerate(known):
            if one.position is not None:
                heaps[(one.position.latitude, one.position.longitude)].append(index)
        self._heaps = [heap[:N_ALIKE] for heap in heaps.values()]
        self._tree = cKDTree(_on_sphere(list(heaps))) if heaps else None

    def of(self, rows: Sequence[Sketch]) -> list[list[int]]:
        found: list[list[int]] = [[] for _ in rows]
        placed = [
            (place, (one.position.latitude, one.position.longitude))
            for place, one in enumerate(rows)
            if one.position is not None
        ]
        if self._tree is None or not placed:
            return found
        n_nearest = min(N_NEAREST, len(self._heaps))
        _metres, hits = self._tree.query(
            _on_sphere([position for _place, position in placed]),
            k=range(1, n_nearest + 1),
            distance_upper_bound=FARTHEST_M * 1.5,
        )
        for place, leaves in zip(map(itemgetter(0), placed), np.asarray(hits).tolist(), strict=True):
            found[place] = [index for leaf in leaves if leaf < len(self._heaps) for index in self._heaps[leaf]]
        return found


def _on_sphere(positions: Sequence[tuple[float, float]]) -> NDArray[np.float64]:
    """Metres in space; over a few kilometres the chord is as long as the arc to less than a millimetre."""
    latitude, longitude = np.radians(np.asarray(positions, dtype=float)).T
    across = np.cos(latitude)
    unit = np.stack([across * np.cos(longitude), across * np.sin(longitude), np.sin(latitude)], axis=1)
    return np.asarray(unit * EARTH_RADIUS_M)
