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


def stretches(words: DoorWords, counts: Counts, edges: Whole, n_points: int) -> Stretches:
    """The stretches of ``n_points`` points between the first of the ``edges`` and the last, cut at each edge.

    Raises ``InvalidValue`` where the edges are fewer than two or do not rise.
    """
    if len(edges) < 2 or bool(np.any(np.diff(edges) <= 0)):
        raise InvalidValue(_("A period needs a beginning and, after it, an end."))
    line = _Line(words, counts, edges)
    begins, ends = line.cut(n_points)
    point, at = begins
    last, counted = line.last_word(point, at), line.last_count(point, at)
    is_known = (last >= 0) & (at < _taken(line.until, last))
    is_shut = is_known & _taken(line.is_shut, last)
    is_counted = (counted >= 0) & (at < _taken(line.counted_until, counted)) & ~is_shut
    return Stretches(
        point=point,
        slot=np.searchsorted(edges, at, side="right") - 1,
        begins=at,
        ends=ends,
        is_open=is_known & _taken(line.is_open, last),
        is_known=is_known,
        is_counted=is_counted,
        people=np.where(is_counted, _taken(line.people, counted), 0),
        n_points=n_points,
        n_slots=len(edges) - 1,
    )


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


@dataclass(frozen=True, slots=True, eq=False)
class AtMoment:
    """Each point at one moment, by its number. ``people`` is 0 where ``is_counted`` is false."""

    is_open: Flags
    is_known: Flags
    is_counted: Flags
    people: Whole


def at_moment(words: DoorWords, counts: Counts, moment: int, n_points: int) -> AtMoment:
    """How points were at ``moment``; what was said after it does not count, and a word counts to its very end."""
    line = _Line(words, counts, np.array([moment, moment + 1], np.int64))
    point, at = np.arange(n_points), np.full(n_points, moment, np.int64)
    last, counted = line.last_word(point, at), line.last_count(point, at)
    # Of what counts for nothing the end lies before its beginning.
    is_known = (last >= 0) & (at <= _taken(line.until, last)) & (_taken(line.until, last) > _taken(line.at, last))
    is_shut = is_known & _taken(line.is_shut, last)
    is_counted = (counted >= 0) & (at <= _taken(line.counted_until, counted)) & ~is_shut
    people = np.where(is_counted, _taken(line.people, counted), 0)
    return AtMoment(is_known & _taken(line.is_open, last), is_known, is_counted, people)


class _Line:
    """Words and counts in one order, found by point and moment with a bisection."""

    def __init__(self, words: DoorWords, counts: Counts, edges: Whole) -> None:
        self._edges = edges
        self._base = min(int(edges[0]), _least(words.at), _least(counts.at))
        self._reach = max(int(edges[-1]), _most(words.at), _most(counts.at)) - self._base + 1
        order = np.lexsort((words.rank, words.at, words.point))
        self.word_point, self.at, self.until = words.point[order], words.at[order], words.until[order]
        self.is_open, self.is_shut = words.is_open[order], words.is_shut[order]
        order = np.lexsort((counts.people, counts.at, counts.point))
        self.count_point, self.counted_at, self.people = counts.point[order], counts.at[order], counts.people[order]
        self.counted_until = self.counted_at + COUNT_LASTS_MS
        self._word_keys = self._key(self.word_point, self.at)
        self._count_keys = self._key(self.count_point, self.counted_at)

    def _key(self, point: Whole, at: Whole) -> Whole:
        return point * self._reach + (at - self._base)

    def last_word(self, point: Whole, at: Whole) -> Whole:
        """The place of the last word by then, -1 for none."""
        return _last(self._word_keys, self._key(point, at), self.word_point, point)

    def last_count(self, point: Whole, at: Whole) -> Whole:
        """The place of the last count by then, -1 for none."""
        return _last(self._count_keys, self._key(point, at), self.count_point, point)

    def cut(self, n_points: int) -> tuple[tuple[Whole, Whole], Whole]:
        """Where stretches begin (point and moment) and end: at every edge, and wherever something may change."""
        first, last = self._edges[0], self._edges[-1]
        everywhere = np.repeat(np.arange(n_points), len(self._edges))
        points = (everywhere, self.word_point, self.word_point, self.count_point, self.count_point)
        moments = (
            np.tile(self._edges, n_points), self.at, self.until, self.counted_at, self.counted_until,
        )  # fmt: skip
        point, at = np.concatenate(points), np.concatenate(moments)
        inside = (at >= first) & (at <= last)
        keys = np.unique(self._key(point[inside], at[inside]))
        point, at = np.divmod(keys, self._reach)
        at += self._base
        goes_on = at < last
        ends = np.append(at[1:], last)[goes_on]
        return (point[goes_on], at[goes_on]), ends


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
