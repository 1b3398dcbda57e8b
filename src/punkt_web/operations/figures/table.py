"""A table of figures: all points together, and the same by what they are set beside.

What was reckoned is kept by the process. Reports are only ever added, so a period of which there are as many as before
says what it said before; complaints, the register and what was asked are looked at too.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b

import numpy as np
from django.core.cache import caches
from django.db.models import Count, Max

from punkt import clock
from punkt.statistics.figures import FIGURES, Figure, figures_of
from punkt.statistics.protection import told_of_enough
from punkt.statistics.sums import FigureValue
from punkt_web.common import memories
from punkt_web.common.batches import in_batches
from punkt_web.common.turns import only_turn
from punkt_web.operations.figures.frame import Cut, FramePoint, Period, group_keys
from punkt_web.operations.figures.material import Material, asked_in, material
from punkt_web.operations.figures.reading import LOOKED_BACK
from punkt_web.operations.models import Complaint, StatusReport
from punkt_web.registry.published import published_standing
from punkt_web.registry.revisions import revisions
from punkt_web.registry.standing import who_stands_for

_NOT_OF_A_DAY = frozenset({"autonomy"})
"""Told of the end of the whole period alone."""
PUBLIC = tuple(figure for figure in FIGURES if figure.is_public)
"""The figures that anybody is told."""


@dataclass(frozen=True, slots=True)
class Row:
    """Figures by key. ``n_withheld`` is how many cells of a day enter no count of people, to protect small ones."""

    key: str
    n_points: int
    values: dict[str, FigureValue]
    n_withheld: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """``whole`` is all points in the whole period."""

    whole: Row
    rows: tuple[Row, ...]
    computed_at: datetime


@dataclass(frozen=True, slots=True)
class Question:
    """What a table is asked of. ``above`` and ``own`` are paths of territories (``frame.group_keys``).

    ``is_public``: counts of few people are withheld.
    """

    period: Period
    by: Cut
    above: str = ""
    own: tuple[str, ...] = ()
    shown: tuple[Figure, ...] = FIGURES
    is_public: bool = False


class Busy(Exception):
    """Another such table is being reckoned: ask again in some seconds."""


def figure_table(frame: Sequence[FramePoint], asked: Question) -> Table:
    """The figures of the points of a frame. Raises ``Busy``: for strangers one table is reckoned at a time by all
    processes of a machine, so that questions without end do not take the machine from those who look for a door."""
    name = _name(frame, asked) if memories.may_be_kept() else ""
    held = caches["process"].get(name) if name else None
    if isinstance(held, Table):
        return held
    if asked.is_public:
        with only_turn("figures") as is_ours:
            if not is_ours:
                raise Busy
            made = _reckoned(frame, asked)
    else:
        made = _reckoned(frame, asked)
    if name:
        caches["process"].set(name, made, 3600)
    return made


def _reckoned(frame: Sequence[FramePoint], asked: Question) -> Table:
    found = material(frame, _counted(frame, asked), asked.period, asked.shown, is_public=asked.is_public)
    last = len(found.edges) - 2
    together = np.zeros(len(frame), np.int64)
    whole = _rows(found, together, [""], (0, last), asked.shown)[0]
    if asked.by is Cut.DAY:
        of_a_day = tuple(figure for figure in asked.shown if figure.key not in _NOT_OF_A_DAY)
        rows = [
            _rows(found, together, [day.isoformat()], (number, number), of_a_day)[0]
            for number, day in enumerate(asked.period.days())
        ]
    else:
        keys = group_keys(frame, asked.by, asked.above, asked.own)
        names = sorted(set(keys))
        place = {name: number for number, name in enumerate(names)}
        group = np.array([place[key] for key in keys], np.int64)
        rows = _rows(found, group, names, (0, last), asked.shown) if names else []
    return Table(whole, tuple(rows), clock.now())


def _counted(frame: Sequence[FramePoint], asked: Question) -> dict[int, int]:
    """Whose words count for which point of the frame."""
    ids = (point.id for point in frame)
    return published_standing(ids) if asked.is_public else who_stands_for(ids)


def _rows(
    found: Material, group: np.ndarray, names: Sequence[str], days: tuple[int, int], shown: Sequence[Figure]
) -> list[Row]:
    sums = found.sums(group, len(names), *days)
    if found.allowed is not None:
        sums = [replace(one, told=told_of_enough(one.told)) for one in sums]
    withheld = found.n_withheld(group, len(names), *days)
    return [
        Row(name, one.n_points, figures_of(one, shown), n) for name, one, n in zip(names, sums, withheld, strict=True)
    ]


def _name(frame: Sequence[FramePoint], asked: Question) -> str:
    """Names what is asked and what it is reckoned from; "" where it may change without being seen here.

    Of a public table nothing but its own points is looked at: when it was reckoned anew would tell of others.
    """
    period = asked.period
    stands_for = _counted(frame, asked)
    rests_on: list[object] = [
        _n_reports(stands_for, period),
        _complaints(stands_for, period),
        sorted(stands_for.items()),
    ]
    if not asked.is_public:
        if asked_in(period).filter(ended_at=None).exists():
            return ""
        asked_for = asked_in(period).aggregate(n=Count("tasks"), last=Max("tasks__given_at"), ended=Max("ended_at"))
        rests_on += [asked_for, revisions().network]
    of = (period.begins_at, period.ends_at, asked.by, asked.above, asked.own, asked.is_public)
    parts = (list(frame), of, [figure.key for figure in asked.shown], rests_on)
    return f"figures:{blake2b(repr(parts).encode(), digest_size=20).hexdigest()}"


def _n_reports(point_ids: Collection[int], period: Period) -> int:
    """How many there are of the time; they are only ever added."""
    told = StatusReport.objects.filter(observed_at__range=(period.begins_at - LOOKED_BACK, period.ends_at))
    return sum(told.filter(point_id__in=ids).count() for ids in in_batches(point_ids))


def _complaints(point_ids: Collection[int], period: Period) -> tuple[int, int, datetime | None]:
    """How many there are, how many were answered, and when the last of them was."""
    told = Complaint.objects.filter(received_at__range=(period.begins_at - timedelta(days=2), period.ends_at))
    rows = told.values_list("point_id", "answered_at")
    answered = [answered_at for point_id, answered_at in rows if point_id in point_ids]
    known = [answered_at for answered_at in answered if answered_at]
    return len(answered), len(known), max(known, default=None)
