"""What was said of doors and of people, as stretches of time: the ground of every figure that speaks of hours.

A word counts until the next one on the same door, and no longer than it lasts (``lasts`` comes with it: the rules of
freshness give it), so a stale "open" ends being open by itself. A count of people counts until the next one, until it
is ``COUNT_LASTS`` old, or until the door is said to be shut. What neither covers is not known, and is never zero.

Moments are whole milliseconds since 1970. Everything stands in arrays, for a region says a hundred thousand words a
month; in whatever order they come, they end in the same stretches.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from punkt.errors import InvalidValue
from punkt.wording import gettext_noop as _

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]
Real = NDArray[np.float64]

MS_PER_H = 3_600_000
COUNT_LASTS_MS = 4 * MS_PER_H
"""How long a count of people counts, as on the live board: the time for which a word on an open door counts."""


@dataclass(frozen=True, slots=True, eq=False)
class DoorWords:
    """Words on doors. ``point`` numbers the points from 0; ``until`` is up to when a word counts, at most its own time
    where it confirms nothing; ``rank`` decides between words of the same moment, the greater counts."""

    point: Whole
    at: Whole
    until: Whole
    is_open: Flags
    is_shut: Flags
    rank: Whole


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """How many people were counted, where and when. Of counts of the same moment the greater one counts."""

    point: Whole
    at: Whole
    people: Whole


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """Stretches in which nothing changes, by point and time, without gaps from the first edge to the last.

    ``slot`` numbers the spans between edges. ``people`` is 0 where ``is_counted`` is false: that is "not known".
    """

    point: Whole
    slot: Whole
    begins: Whole
    ends: Whole
    is_open: Flags
    is_known: Flags
    is_counted: Flags
    people: Whole
    n_points: int
    n_slots: int

    @property
    def hours(self) -> Real:
        """How long each is."""
        hours: Real = np.asarray((self.ends - self.begins) / MS_PER_H, np.float64)
        return hours

    def per_cell(self, weights: Real) -> Real:
        """Sums over the stretches of each point and slot: an array of points x slots."""
        cell = self.point * self.n_slots + self.slot
        n_cells = self.n_points * self.n_slots
        sums: Real = np.asarray(np.bincount(cell, weights, n_cells), np.float64)
        return sums.reshape(self.n_points, self.n_slots)


@dataclass(frozen=True, slots=True, eq=False)
class AtMoment:
    """Each point at one moment, by its number. ``people`` is 0 where ``is_counted`` is false."""

    is_open: Flags
    is_known: Flags
    is_counted: Flags
    people: Whole


class Timeline:
    """Words and counts of ``n_points`` points in one order, to be asked about any time between two moments."""

    def __init__(self, words: DoorWords, counts: Counts, n_points: int, *, begins: int, ends: int) -> None:
        self._n_points = n_points
        self._base = min(begins, _least(words.at), _least(counts.at))
        self._reach = max(ends, _most(words.at), _most(counts.at)) - self._base + 1
        order = np.lexsort((words.rank, words.at, words.point))
        self._word_point, self._at, self._until = words.point[order], words.at[order], words.until[order]
        self._is_open, self._is_shut = words.is_open[order], words.is_shut[order]
        order = np.lexsort((counts.people, counts.at, counts.point))
        self._count_point, self._people = counts.point[order], counts.people[order]
        self._counted_at = counts.at[order]
        self._counted_until = self._counted_at + COUNT_LASTS_MS
        self._word_keys = self._key(self._word_point, self._at)
        self._count_keys = self._key(self._count_point, self._counted_at)

    def stretches(self, edges: Whole) -> Stretches:
        """The stretches between the first of the ``edges`` and the last, cut at each edge.

        Raises ``InvalidValue`` where the edges are fewer than two or do not rise.
        """
        if len(edges) < 2 or bool(np.any(np.diff(edges) <= 0)):
            raise InvalidValue(_("A period needs a beginning and, after it, an end."))
        point, at, ends = self._cut(edges)
        found = self._state(point, at, is_at_its_end=False)
        return Stretches(
            point=point,
            slot=np.searchsorted(edges, at, side="right") - 1,
            begins=at,
            ends=ends,
            is_open=found.is_open,
            is_known=found.is_known,
            is_counted=found.is_counted,
            people=found.people,
            n_points=self._n_points,
            n_slots=len(edges) - 1,
        )

    def at(self, moment: int) -> AtMoment:
        """How points were at ``moment``; what was said after it does not count, and a word counts to its very end."""
        return self._state(np.arange(self._n_points), np.full(self._n_points, moment, np.int64), is_at_its_end=True)

    def _state(self, point: Whole, at: Whole, *, is_at_its_end: bool) -> AtMoment:
        last = _last(self._word_keys, self._key(point, at), self._word_point, point)
        counted = _last(self._count_keys, self._key(point, at), self._count_point, point)
        until, counted_until = _taken(self._until, last), _taken(self._counted_until, counted)
        # What counts for nothing ends before it begins, or just then.
        is_known = (last >= 0) & (until > _taken(self._at, last)) & ((at <= until) if is_at_its_end else (at < until))
        is_held = (at <= counted_until) if is_at_its_end else (at < counted_until)
        is_counted = (counted >= 0) & is_held & ~(is_known & _taken(self._is_shut, last))
        people = np.where(is_counted, _taken(self._people, counted), 0)
        return AtMoment(is_known & _taken(self._is_open, last), is_known, is_counted, people)

    def _key(self, point: Whole, at: Whole) -> Whole:
        return point * self._reach + (at - self._base)

    def _cut(self, edges: Whole) -> tuple[Whole, Whole, Whole]:
        """Where stretches begin (point and moment) and end: at every edge, and wherever something may change."""
        first, last = edges[0], edges[-1]
        everywhere = np.repeat(np.arange(self._n_points), len(edges))
        points = (everywhere, self._word_point, self._word_point, self._count_point, self._count_point)
        moments = (np.tile(edges, self._n_points), self._at, self._until, self._counted_at, self._counted_until)
        point, at = np.concatenate(points), np.concatenate(moments)
        inside = (at >= first) & (at <= last)
        keys = np.unique(self._key(point[inside], at[inside]))
        point, at = np.divmod(keys, self._reach)
        at += self._base
        goes_on = at < last
        return point[goes_on], at[goes_on], np.append(at[1:], last)[goes_on]


def peaks(told: Stretches, group: Whole, n_groups: int) -> Whole:
    """The most people who were counted at once, of each group and slot: an array of groups x slots.

    ``group`` is the number of the group of each point. Where nobody was counted it is 0, too.
    """
    counted = told.is_counted & (told.people > 0)
    cell = group[told.point[counted]] * told.n_slots + told.slot[counted]
    people = told.people[counted]
    cells, moments = np.concatenate([cell, cell]), np.concatenate([told.begins[counted], told.ends[counted]])
    steps = np.concatenate([people, -people])
    order = np.lexsort((steps, moments, cells))  # who leaves goes before who comes at the same moment
    found = np.zeros(n_groups * told.n_slots, np.int64)
    # Who comes in a cell also leaves it, so each cell begins at nobody again.
    np.maximum.at(found, cells[order], np.cumsum(steps[order]))
    return found.reshape(n_groups, told.n_slots)


def _last(keys: Whole, wanted: Whole, owner: Whole, point: Whole) -> Whole:
    place = np.searchsorted(keys, wanted, side="right") - 1
    is_own = (place >= 0) & (_taken(owner, place) == point)
    return np.where(is_own, place, -1)


def _taken(values: NDArray, place: Whole) -> NDArray:  # type: ignore[type-arg]
    """The values at some places; anything where there is none."""
    if not len(values):
        return np.zeros(len(place), values.dtype)
    return values[place]


def _least(at: Whole) -> int:
    return int(at.min()) if len(at) else np.iinfo(np.int64).max


def _most(at: Whole) -> int:
    return int(at.max()) if len(at) else 0
