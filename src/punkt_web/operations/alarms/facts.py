"""The facts by which alarms are judged, of all points at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from punkt.alarms.judging import PointFacts
from punkt.confidence.freshness import OPEN_WORDS, STAFF
from punkt.model.board_words import DoorWord
from punkt.model.feed_words import GridPower
from punkt.model.supply_words import Sustained
from punkt.model.vocabulary import OpeningMode
from punkt_web.common.batches import in_batches
from punkt_web.operations.hours_left import hours_left_at
from punkt_web.operations.live import LiveRow, is_fresh, live_rows
from punkt_web.operations.queries import current_statuses
from punkt_web.operations.surroundings.grid import AHEAD, GridNow, grid_now, on_grid
from punkt_web.registry.models import Point

_SHUT = frozenset({DoorWord.CLOSED, DoorWord.STANDBY})
_IN_USE = frozenset({DoorWord.OPEN, DoorWord.FULL, DoorWord.OPENING, DoorWord.CONTRADICTED})


@dataclass(frozen=True, slots=True)
class Judged:
    """One point: its key, its code, the path of its territory ("" for none) and the facts."""

    id: int
    code: str
    path: str
    facts: PointFacts


def facts_now(at: datetime) -> dict[int, Judged]:
    """Every designated point at ``at``, which is now, by id. Exercises ask nothing of a point."""
    rows = live_rows(Point.objects.all(), at)
    in_use = {row.id for row in rows if _is_in_use(row)}
    power = _power_low(in_use, at)
    round_the_clock = set(
        Point.objects.filter(opening_mode=OpeningMode.ROUND_THE_CLOCK).order_by().values_list("pk", flat=True)
    )
    return {
        row.id: Judged(
            row.id,
            row.code,
            row.path,
            PointFacts(
                is_in_use=row.id in in_use,
                is_contradicted=row.door is DoorWord.CONTRADICTED,
                heard_from=_heard_from(row),
                is_meant_open=row.asked is not None or row.id in round_the_clock,
                told_at=_told_at(row),
                power_low_h=power.get(row.id),
                n_people=row.people,
                n_places=row.seats,
                indoor_c=row.words.indoor_c if is_fresh(row.words.indoor_at, at) else None,
            ),
        )
        for row in rows
    }


def _is_in_use(row: LiveRow) -> bool:
    return row.door in _IN_USE or (row.asked is not None and row.door not in _SHUT)


def _heard_from(row: LiveRow) -> datetime | None:
    """From when it is to be heard of: since it was to be open by, or since its staff said that it is."""
    words = row.words
    if row.asked is not None and row.at > row.asked.late_from:
        rests = row.asked.by_schedule and row.door in _SHUT and words.state_channel in STAFF
        return None if rests else row.asked.late_from
    if words.state in OPEN_WORDS and words.state_channel in STAFF:
        return words.state_at
    return None


def _told_at(row: LiveRow) -> datetime | None:
    """When anything was told of it last."""
    words = row.words
    times = (
        words.state_at, words.headcount_at, words.fuel_at, words.fuel_quarters_at, words.indoor_at, words.shortages_at,
    )  # fmt: skip
    return max((at for at in times if at is not None), default=None)


def _power_low(point_ids: Iterable[int], at: datetime) -> dict[int, float]:
    """The lower bound of the hours that power lasts, of the points of which it is known: that of the grid where it has
    power by the schedule, and then the own."""
    found: dict[int, float] = {}
    for ids in in_batches(point_ids):
        points = Point.objects.filter(pk__in=ids).defer("provenance").select_related("territory")
        own = [point for point in points if _has_power(point)]
        grid = grid_now(map(on_grid, own), at)
        statuses = current_statuses(point.pk for point in own)
        for point_id, hours in hours_left_at(own, statuses, at).items():
            left = hours.left[Sustained.POWER]
            if left.hours is not None:
                found[point_id] = _grid_lasts_h(grid.get(point_id), at) + left.hours.low
    return found


def _grid_lasts_h(grid: GridNow | None, at: datetime) -> float:
    """Hours for which the grid has power by the schedule: none where it has none, or where nobody knows."""
    if grid is None or grid.answer.power is not GridPower.ON:
        return 0.0
    begins = min((outage.starts_at for outage in grid.ahead), default=at + AHEAD)
    return max(begins - at, timedelta(0)) / timedelta(hours=1)


def _has_power(point: Point) -> bool:
    """Whether the register names anything of its own: without, its hours are not known, and nothing is worked out."""
    return any(key.startswith("power.") for key in point.facts)
