"""What all points of somebody are at a moment: the rows of the live board, in a few queries however many points.

A row holds what every point of the board is counted and ordered by; names and addresses are for those that are shown.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db.models import QuerySet

from punkt.confidence.freshness import OPEN_WORDS, STAFF, PublicState, expires_in
from punkt.model.board_words import CallReason, DoorWord
from punkt_web.common.batches import in_batches
from punkt_web.operations.activating.asked import Asked, asked_now
from punkt_web.operations.activating.asked_of_all import asked_of_all
from punkt_web.operations.live_outcomes import Outcome, held_outcomes
from punkt_web.operations.live_words import FEW, NOTHING, Words, words_on
from punkt_web.operations.models import Complaint
from punkt_web.operations.sureness.contradicted import SHUT_KINDS, shown_now
from punkt_web.registry.models import Point
from punkt_web.registry.standing import designated_points

COUNT_LASTS = timedelta(hours=4)
"""How long a count, a temperature, a tank and a shortage are told as of now (the time a word on an open door lasts)."""
SOON_SILENT = timedelta(hours=3)
"""An open door of which the last word is older should be asked before that word counts no more after 4 hours."""
SILENCE_MATTERS = timedelta(hours=24)
"""A door that was open so lately and fell silent is asked of; one of yesterday is one of those that rest."""
COLD_C = 18.0
"""Below it is cold inside (WHO 2018 and Energimyndigheten: at least 18 °C; facts: estonia_sweden_world SE-09)."""
LOW_QUARTERS = 1
LOW_SHARE = 0.25

_NEVER = datetime.max.replace(tzinfo=UTC)
_SENT_TO = frozenset({DoorWord.OPEN, DoorWord.FULL, DoorWord.CONTRADICTED, DoorWord.SILENT})
_DOORS = {
    PublicState.OPEN: DoorWord.OPEN,
    PublicState.FULL: DoorWord.FULL,
    PublicState.OPENING: DoorWord.OPENING,
    PublicState.CLOSED: DoorWord.CLOSED,
    PublicState.STANDBY: DoorWord.STANDBY,
    PublicState.NOT_CONFIRMED: DoorWord.SILENT,
}


@dataclass(slots=True)
class LiveRow:
    """One point at ``at``. ``path`` is that of its territory, "" for none; ``reasons`` the most pressing first."""

    id: int
    code: str
    path: str
    seats: int | None
    latitude: float | None
    longitude: float | None
    words: Words
    at: datetime
    door: DoorWord
    asked: Asked | None = None
    reasons: list[CallReason] = field(default_factory=list)

    @property
    def people(self) -> int | None:
        """How many are inside, while the count counts and the door is not shut."""
        if self.door in {DoorWord.CLOSED, DoorWord.STANDBY}:
            return None
        return self.words.headcount if is_fresh(self.words.headcount_at, self.at) else None

    @property
    def silent_for(self) -> timedelta | None:
        """How long ago the last word on the door was; ``None`` where there was none."""
        return None if self.words.state_at is None else max(timedelta(0), self.at - self.words.state_at)

    @property
    def by_need(self) -> tuple[int, int, str]:
        """Sorts what needs a call most to the top: the reason, then more seats, then the code."""
        rank = _RANK[self.reasons[0]] if self.reasons else len(_RANK)
        return rank, -(self.seats or 0), self.code


_RANK = {reason: rank for rank, reason in enumerate(CallReason)}


def is_fresh(told_at: datetime | None, at: datetime) -> bool:
    """Whether what was told then still counts."""
    return told_at is not None and at - told_at <= COUNT_LASTS


Place = tuple[int, str, str | None, int | None, float | None, float | None]
"""Id, code, path of the territory, seats, latitude and longitude of a point."""


def live_rows(points: QuerySet[Point], at: datetime, *, complaints_of: QuerySet[Point] | None = None) -> list[LiveRow]:
    """The designated among ``points`` as they are at ``at``, which is now. Who may see them is the caller's part.

    So it is of whose complaints the reader may hear: a single one is no reason to call for anybody else.
    """
    held, found = held_outcomes(), list(places(points))
    ids = [place[0] for place in found]
    words = words_on(ids)
    if len(ids) <= FEW:  # their words are read for the asking, and nothing holds for other words than these
        rows = _rows(found, words, asked_now(at, ids), at, {})
    else:
        rows = _rows(found, words, asked_of_all(at), at, held)
    complained = {} if complaints_of is None else _last_complaints(complaints_of, at)
    _give_reasons([row for row in rows if row.id in complained], complained)
    return rows


def _rows(
    found: Sequence[Place],
    words: Mapping[int, Words],
    asked: Mapping[int, Asked],
    at: datetime,
    held: MutableMapping[int, Outcome],
) -> list[LiveRow]:
    """The rows without what was complained of; what is not held is worked out, and held from then on."""
    rows, anew = [], []
    for place in found:
        said, task, outcome = words.get(place[0], NOTHING), asked.get(place[0]), held.get(place[0])
        if outcome is not None and outcome.holds(said, task, at):
            row = _row(place, said, at, outcome.door)
            row.asked, row.reasons = task, outcome.reasons
        else:
            row = row_of(place, said, at)
            row.asked = task
            anew.append(row)
        rows.append(row)
    _give_reasons(anew, {})
    held.update((row.id, _outcome(row)) for row in anew)
    return rows


def _outcome(row: LiveRow) -> Outcome:
    return Outcome(row.words, row.asked, row.at, _changes_at(row), row.door, row.reasons)


def _changes_at(row: LiveRow) -> datetime:
    """When the row may become another by time alone. With words of people at the door, whose weight fades, at once."""
    words = row.words
    if words.shut_words:
        return row.at
    counted = (words.headcount_at, words.fuel_at, words.fuel_quarters_at, words.indoor_at, words.shortages_at)
    moments = [told_at + COUNT_LASTS for told_at in counted if told_at is not None]
    if words.state_at is not None:
        door_lasts = expires_in(words.state, words.state_channel) or timedelta(0)
        moments += [words.state_at + lasts for lasts in (door_lasts, SOON_SILENT, SILENCE_MATTERS)]
    if row.asked is not None:
        moments.append(row.asked.late_from)
    return min((moment for moment in moments if moment >= row.at), default=_NEVER)


def places(points: QuerySet[Point]) -> Iterator[Place]:
    """The designated among ``points`` that stand for themselves, with what a row holds of the registry."""
    on_duty = designated_points(points).order_by()
    columns = ("id", "code", "territory__path", "capacity_seated", "latitude", "longitude")
    return on_duty.values_list(*columns).iterator(5000)


def row_of(place: Place, words: Words, at: datetime) -> LiveRow:
    """A point as it is by its last words."""
    return _row(place, words, at, door_word(words, at))


def _row(place: Place, words: Words, at: datetime, door: DoorWord) -> LiveRow:
    point_id, code, path, seats, latitude, longitude = place
    return LiveRow(point_id, code, path or "", seats, latitude, longitude, words, at, door)


def door_word(words: Words, at: datetime) -> DoorWord:
    """What the last word on a door comes to at ``at``, as residents are told it."""
    if words.state is None or words.state_at is None:
        return DoorWord.NEVER
    shown, against = shown_now(words, at)
    if against is not None and against.outweighs(at):
        return DoorWord.CONTRADICTED
    return _DOORS[shown.state]


def _give_reasons(rows: Collection[LiveRow], complained: Mapping[int, datetime]) -> None:
    tanks = _tanks(row.id for row in rows if row.words.fuel_l is not None and is_fresh(row.words.fuel_at, row.at))
    for row in rows:
        if row.asked is not None or row.door is not DoorWord.NEVER or row.id in complained:
            row.reasons = [reason for reason, needs in _NEEDS if needs(row, complained, tanks)]


def _last_complaints(points: QuerySet[Point], at: datetime) -> dict[int, datetime]:
    """When somebody last said at a door that it is shut, of which nobody knows yet what came out; by point."""
    open_ones = Complaint.objects.filter(
        point__in=points, outcome="", kind__in=SHUT_KINDS, received_at__gte=at - SILENCE_MATTERS
    )
    return dict(open_ones.order_by("received_at").values_list("point_id", "received_at"))


def _tanks(point_ids: Iterable[int]) -> dict[int, float]:
    found: dict[int, float] = {}
    for ids in in_batches(point_ids):
        facts = Point.objects.filter(pk__in=ids).values_list("pk", "facts")
        sizes = ((pk, stated.get("power.tank_l")) for pk, stated in facts)
        found |= {pk: float(size) for pk, size in sizes if isinstance(size, int | float) and size > 0}
    return found


_Complained = Mapping[int, datetime]
_Tanks = Mapping[int, float]


def _is_complained_of(row: LiveRow, complained: _Complained, _tanks: _Tanks) -> bool:
    """Said to be shut since staff last said that it is open; of a door that is told as shut nobody needs to hear it."""
    received_at = complained.get(row.id)
    if received_at is None or row.door not in _SENT_TO:
        return False
    return row.words.state_at is None or received_at > row.words.state_at


def _is_late(row: LiveRow, _complained: _Complained, _tanks: _Tanks) -> bool:
    if row.asked is None or row.at <= row.asked.late_from or row.door in {DoorWord.OPEN, DoorWord.FULL}:
        return False
    said_shut = row.door in {DoorWord.CLOSED, DoorWord.STANDBY} and row.words.state_channel in STAFF
    return not (row.asked.by_schedule and said_shut)


def _is_low(row: LiveRow, _complained: _Complained, tanks: _Tanks) -> bool:
    if row.door in {DoorWord.CLOSED, DoorWord.STANDBY}:
        return False
    litres = row.words.fuel_l if is_fresh(row.words.fuel_at, row.at) else None
    gauge = row.words.fuel_quarters if is_fresh(row.words.fuel_quarters_at, row.at) else None
    if gauge is not None and (litres is None or _is_later(row.words.fuel_quarters_at, row.words.fuel_at)):
        return gauge <= LOW_QUARTERS
    tank = tanks.get(row.id)
    return litres is not None and (litres == 0 or (tank is not None and litres <= tank * LOW_SHARE))


def _is_later(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and (other is None or one > other)


def _is_over(row: LiveRow, _complained: _Complained, _tanks: _Tanks) -> bool:
    return row.people is not None and row.seats is not None and row.people > row.seats


def _is_cold(row: LiveRow, _complained: _Complained, _tanks: _Tanks) -> bool:
    told = row.words.indoor_c if is_fresh(row.words.indoor_at, row.at) else None
    return told is not None and told < COLD_C and row.door not in {DoorWord.CLOSED, DoorWord.STANDBY}


def _fell_silent(row: LiveRow, _complained: _Complained, _tanks: _Tanks) -> bool:
    if row.door is not DoorWord.SILENT or row.words.state_channel not in STAFF or row.words.state not in OPEN_WORDS:
        return False
    return row.silent_for is not None and row.silent_for <= SILENCE_MATTERS


def _is_short(row: LiveRow, _complained: _Complained, _tanks: _Tanks) -> bool:
    return bool(row.words.shortages) and is_fresh(row.words.shortages_at, row.at) and row.door is not DoorWord.CLOSED


def _is_soon_silent(row: LiveRow, _complained: _Complained, _tanks: _Tanks) -> bool:
    if row.door not in {DoorWord.OPEN, DoorWord.FULL}:
        return False
    return row.silent_for is not None and row.silent_for >= SOON_SILENT


_NEEDS = tuple(
    {
        CallReason.DOOR_COMPLAINT: _is_complained_of,
        CallReason.ASKED_NOT_OPEN: _is_late,
        CallReason.FUEL_LOW: _is_low,
        CallReason.OVER_CAPACITY: _is_over,
        CallReason.COLD: _is_cold,
        CallReason.FELL_SILENT: _fell_silent,
        CallReason.SHORT: _is_short,
        CallReason.SOON_SILENT: _is_soon_silent,
    }.items()
)
