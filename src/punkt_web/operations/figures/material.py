"""All that figures of some points in some days are reckoned from, read and laid out once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import numpy as np
from django.db.models import F, QuerySet
from django.db.models.functions import Greatest

from punkt import clock
from punkt.confidence.scoring import wilson
from punkt.model.supply_words import Sustained
from punkt.statistics.claims import claims
from punkt.statistics.figures import AUTONOMY, FALSE_OPEN, HALF_WITHIN, Figure
from punkt.statistics.gaps import gaps_min
from punkt.statistics.openings import Opening, opening_figures
from punkt.statistics.protection import may_be_told, only_told
from punkt.statistics.sums import Sums, TurnedOut
from punkt.statistics.timeline import Flags, Real, Stretches, Timeline, Whole, peaks
from punkt.statistics.visits import visits_per_cell
from punkt_web.common.batches import in_batches
from punkt_web.operations.activating.activations import asked_for_doors
from punkt_web.operations.activating.progress import openings_of
from punkt_web.operations.figures.frame import FramePoint, Period
from punkt_web.operations.figures.reading import Heard, heard, milliseconds
from punkt_web.operations.hours_left import hours_left_at
from punkt_web.operations.models import Activation, ActivationTask
from punkt_web.operations.statuses import StatusNow
from punkt_web.operations.sureness.outcomes import told_before
from punkt_web.registry.models import Point


class Outcomes(NamedTuple):
    """Moments at which it turned out how a door was, in arrays: its point and day, how it was, and what was told."""

    point: Whole
    slot: Whole
    was_open: Flags
    was_known: Flags
    claimed: Flags


_NOTHING, _NO_FLAGS = np.zeros(0, np.int64), np.zeros(0, np.bool_)
_NO_OUTCOMES = Outcomes(_NOTHING, _NOTHING, _NO_FLAGS, _NO_FLAGS, _NO_FLAGS)


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """``point`` numbers are places in the frame; ``slot`` numbers are days. Sums of hours are points x days.

    ``allowed`` says which cells x days may be told to anybody, ``None`` where all may; ``cell`` is that of each point.
    """

    line: Timeline
    told: Stretches
    heard: Heard
    edges: Whole
    hours: Real
    known: Real
    open: Real
    in_use: Real
    counted: Real
    people: Real
    visits: Whole
    is_visited: Flags
    gaps: tuple[Whole, Whole, Real]
    openings: Sequence[tuple[int, int, Opening]]
    outcomes: Outcomes
    autonomy: dict[int, float]
    cell: Whole
    allowed: Flags | None

    def sums(self, group: Whole, n_groups: int, first: int, last: int) -> list[Sums]:
        """What the figures of each group are reckoned from, of the days from ``first`` up to and with ``last``."""
        days = slice(first, last + 1)
        columns = self._columns(group, n_groups, days)
        openings, told = self._openings(group, days), self._told(group, n_groups, days)
        rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
        autonomy = self._autonomy(group)
        now = clock.now()
        return [
            Sums(
                **row,
                openings=opening_figures(openings[number], now) if openings[number] else None,
                autonomy_h=sorted(autonomy[number]),
                told=told[number],
            )
            for number, row in enumerate(rows)
        ]

    def _columns(self, group: Whole, n_groups: int, days: slice) -> dict[str, list[Any]]:
        """What can be added up, by the name that it has in ``Sums``, each with a value for every group."""
        at_end = self.line.at(int(self.edges[days.stop]))
        most = peaks(self.told, group, n_groups)[:, days].max(axis=1)

        def added(cells: Real) -> list[float]:
            return _sums(group, cells[:, days].sum(axis=1), n_groups)

        def counted(flags: Any) -> list[int]:
            return _counts(group, flags, n_groups)

        ones = np.ones(len(group), np.bool_)
        in_use_at_end = at_end.is_open | at_end.is_counted
        delays, n_clocked = self._delays(group, n_groups, days)
        return {
            "n_points": counted(ones),
            "hours": added(self.hours),
            "known_hours": added(self.known),
            "open_hours": added(self.open),
            "in_use_hours": added(self.in_use),
            "counted_hours": added(self.counted),
            "person_hours": added(self.people),
            "n_visits": counted(self.visits[:, days].sum(axis=1)),
            "n_visited": counted(np.any(self.is_visited[:, days], axis=1)),
            "n_heard": counted(np.any(self.known[:, days] > 0.0, axis=1)),
            "n_opened": counted(np.any(self.open[:, days] > 0.0, axis=1)),
            "n_known_at_end": counted(at_end.is_known),
            "n_open_at_end": counted(at_end.is_open),
            "n_in_use_at_end": counted(in_use_at_end),
            "n_counted_at_end": counted(at_end.is_counted),
            "people_at_end": counted(at_end.people),
            "people_most": [int(n) for n in most],
            "delays_min": delays,
            "n_clocked": n_clocked,
            "gaps_min": self._gaps(group, n_groups, days),
        }

    def n_withheld(self, group: Whole, n_groups: int, first: int, last: int) -> list[int]:
        """How many cells of a day are withheld in each group."""
        if self.allowed is None:
            return [0] * n_groups
        group_of_cell = np.zeros(len(self.allowed), np.int64)
        group_of_cell[self.cell] = group
        withheld = (~self.allowed[:, first : last + 1]).sum(axis=1)
        return _counts(group_of_cell, withheld, n_groups)

    def _delays(self, group: Whole, n_groups: int, days: slice) -> tuple[list[list[float]], list[int]]:
        inside = (self.heard.seen >= self.edges[days.start]) & (self.heard.seen < self.edges[days.stop])
        of = group[self.heard.report_point[inside]]
        n_clocked = _counts(of, self.heard.is_clocked[inside], n_groups)
        return _by_group(of, self.heard.delay_ms[inside] / 60_000, n_groups), n_clocked

    def _gaps(self, group: Whole, n_groups: int, days: slice) -> list[list[float]]:
        point, at, minutes = self.gaps
        inside = (at >= self.edges[days.start]) & (at < self.edges[days.stop])
        return _by_group(group[point[inside]], minutes[inside], n_groups)

    def _openings(self, group: Whole, days: slice) -> defaultdict[int, list[Opening]]:
        found: defaultdict[int, list[Opening]] = defaultdict(list)
        for point, slot, opening in self.openings:
            if days.start <= slot < days.stop:
                found[int(group[point])].append(opening)
        return found

    def _told(self, group: Whole, n_groups: int, days: slice) -> list[TurnedOut]:
        inside = (self.outcomes.slot >= days.start) & (self.outcomes.slot < days.stop)
        of, was_open, was_known, claimed = (
            group[self.outcomes.point[inside]], *(flags[inside] for flags in self.outcomes[2:]),
        )  # fmt: skip
        counted = (np.ones(len(of), np.bool_), was_known, claimed, claimed & ~was_open)
        rows = zip(*(_counts(of, flags, n_groups) for flags in counted), strict=True)
        return [TurnedOut(n, n_known, n_told, n_shut, *wilson(n_shut, n_told)) for n, n_known, n_told, n_shut in rows]

    def _autonomy(self, group: Whole) -> defaultdict[int, list[float]]:
        found: defaultdict[int, list[float]] = defaultdict(list)
        for point, hours in self.autonomy.items():
            found[int(group[point])].append(hours)
        return found


def _sums(group: Whole, values: Any, n_groups: int) -> list[float]:
    return [float(one) for one in np.bincount(group, values, n_groups)]


def _counts(group: Whole, values: Any, n_groups: int) -> list[int]:
    return [round(one) for one in _sums(group, values, n_groups)]


def _by_group(group: Whole, values: Real, n_groups: int) -> list[list[float]]:
    """The values of each group, rising."""
    order = np.lexsort((values, group))
    parts = np.split(values[order], np.searchsorted(group[order], np.arange(1, n_groups)))
    return [part.tolist() for part in parts]


def material(
    frame: Sequence[FramePoint],
    stands_for: Mapping[int, int],
    period: Period,
    shown: Iterable[Figure],
    *,
    is_public: bool,
) -> Material:
    """Reads all that the figures ``shown`` need. ``stands_for`` says whose words count for which point of the frame;
    ``is_public`` withholds what may not be told to anybody.
    """
    keys = {figure.key for figure in shown}
    ids = [point.id for point in frame]
    edges = np.array([milliseconds(edge) for edge in period.edges()], np.int64)
    said = heard(ids, stands_for, period.begins_at, period.ends_at)
    line = Timeline(said.words, said.counts, len(ids), begins=int(edges[0]), ends=int(edges[-1]))
    told = line.stretches(edges)
    cell, n_cells = _cells(frame)
    allowed = may_be_told(told, cell, n_cells) if is_public else None
    counted, people = told.per_cell(told.hours * told.is_counted), told.per_cell(told.hours * told.people)
    if allowed is not None:
        counted, people = only_told(counted, cell, allowed), only_told(people, cell, allowed)
    at_end = line.at(int(edges[-1]))
    visits, is_visited = visits_per_cell(said.visits.point, said.visits.at, said.visits.people, edges, len(ids))
    return Material(
        line=line,
        told=told,
        heard=said,
        edges=edges,
        hours=told.per_cell(told.hours),
        known=told.per_cell(told.hours * told.is_known),
        open=told.per_cell(told.hours * told.is_open),
        in_use=told.per_cell(told.hours * (told.is_open | told.is_counted)),
        counted=counted,
        people=people,
        visits=visits,
        is_visited=is_visited,
        gaps=gaps_min(said.staff, int(edges[0]), int(edges[-1])),
        openings=_openings(ids, period, edges) if HALF_WITHIN.key in keys else (),
        outcomes=_outcomes(said, stands_for, period, edges) if FALSE_OPEN.key in keys else _NO_OUTCOMES,
        autonomy=_autonomy(ids, at_end.is_open, at_end.is_counted, at_end.people, period.ends_at)
        if AUTONOMY.key in keys
        else {},
        cell=cell,
        allowed=allowed,
    )


def _cells(frame: Sequence[FramePoint]) -> tuple[Whole, int]:
    """The number of the smallest unit that anybody is told of, for each point."""
    numbers: dict[tuple[str, str, str], int] = {}
    cell = [numbers.setdefault((one.path, one.kind, one.host_kind), len(numbers)) for one in frame]
    return np.array(cell, np.int64), len(numbers)


def _slot(edges: Whole, at: datetime) -> int:
    return int(np.searchsorted(edges, milliseconds(at), side="right")) - 1


def _openings(ids: Sequence[int], period: Period, edges: Whole) -> list[tuple[int, int, Opening]]:
    """How points opened that were asked to in the time; exercises, and what only asked to be ready, are left out."""
    number = {point_id: place for place, point_id in enumerate(ids)}
    found = []
    for activation in asked_in(period).distinct():
        if asked_for_doors(activation):
            for point_id, opening in openings_of(activation, activation.tasks.all()):
                if point_id in number and period.begins_at <= opening.asked_at < period.ends_at:
                    found.append((number[point_id], _slot(edges, opening.asked_at), opening))
    return found


def asked_in(period: Period) -> QuerySet[Activation]:
    """The activations that asked any point to open in the period, exercises left out."""
    tasks = ActivationTask.objects.annotate(asked_at=Greatest("given_at", F("activation__begins_at")))
    inside = tasks.filter(asked_at__gte=period.begins_at, asked_at__lt=period.ends_at)
    return Activation.objects.filter(is_exercise=False, pk__in=inside.values("activation"))


def _outcomes(said: Heard, stands_for: Mapping[int, int], period: Period, edges: Whole) -> Outcomes:
    """All at once, but for the points of which people complained: there each complaint and its outcome is weighed."""
    found = claims(said.words, said.worth, int(edges[0]))
    inside = (found.at < edges[-1]) & ~np.isin(found.point, list(said.contradicted))
    slots = np.searchsorted(edges, found.at, side="right") - 1
    quiet = [column[inside] for column in (found.point, slots, found.was_open, found.was_known, found.claimed)]
    number = {point_id: place for place, point_id in enumerate(said.ids)}
    contradicted = {said.ids[place] for place in said.contradicted}
    weighed_for = {pk: stands for pk, stands in stands_for.items() if stands in contradicted}
    rows = [
        (number[point_id], _slot(edges, one.at), one.was_open, one.was_known, one.claimed_open)
        for point_id, told in told_before(weighed_for, period.begins_at, period.ends_at).items()
        for one in told
    ]
    weighed = zip(*rows, strict=True) if rows else _NO_OUTCOMES
    together = (np.concatenate([one, np.array(other, one.dtype)]) for one, other in zip(quiet, weighed, strict=True))
    return Outcomes(*together)


def _autonomy(ids: Sequence[int], is_open: Flags, is_counted: Flags, people: Whole, at: datetime) -> dict[int, float]:
    """Hours of power that each point which is open at ``at`` surely has without the grid, where that is known."""
    number = {ids[place]: place for place in np.flatnonzero(is_open).tolist()}
    found: dict[int, float] = {}
    for part in in_batches(number):
        points = list(Point.objects.filter(pk__in=part).only("facts", "capacity_seated"))
        counted = {
            pk: StatusNow(headcount=int(people[number[pk]]), headcount_at=at) for pk in part if is_counted[number[pk]]
        }
        for point_id, hours in hours_left_at(points, counted, at).items():
            left = hours.left[Sustained.POWER]
            if left.hours is not None:
                found[number[point_id]] = left.hours.low
    return found
