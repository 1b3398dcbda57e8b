"""The answer to "where can I go?": which points, in which order, and how sure.

Order: points that have what is asked for and are confirmed open, the nearest first; after them full ones (said to be,
or counted so) and ones that are just opening. Apart from these, each nearest first: points that nobody confirmed
lately, points of which it is not known whether they have what is asked for, and points that are closed or on standby.
Last come points of which only the town is known, in the order of the same rules: a point without a position is not
"no point".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum

from punkt import clock
from punkt.confidence.contradiction import Contradiction
from punkt.confidence.freshness import LIVE_SERVICE_LIMIT, STAFF, Judgement, PublicState, believed, expires_in
from punkt.geo.distance import walking_distance_m
from punkt.model.fields import NEEDS
from punkt.model.vocabulary import Availability, OpeningMode
from punkt.pack.live import OCCUPANCY_EDGES, occupancy_band
from punkt_web.finder.network import Near, Network, RecheckedNetwork, having, not_lacking
from punkt_web.operations.published import heard_nothing, published_statuses
from punkt_web.operations.published_asked import published_asked
from punkt_web.operations.statuses import Heard, PublishedStatus
from punkt_web.operations.sureness.contradicted import shown_now
from punkt_web.registry.published import PublishedPoint
from punkt_web.registry.published_territories import NamedTerritory

REACH_KM = 50.0
"""Nothing farther is an answer: on foot it is half a day, and roads may be closed."""

WALKABLE_KM = 5.0
SUMMARY_KM = 3.0
SUMMARY_AGE = timedelta(hours=1)

_FIRST_LOOK = 64
_LONG_LOOK = 800
_SUMMARY_LOOK = 2000
N_SHOWN = 5
MAYBE_SHOWN = 3
SHUT_SHOWN = 3
"""Points of a group that are shown: of the first as many as are asked for, by default ``N_SHOWN``."""

N_NEXT = 2
"""Points that the first one of an answer names to go on to."""


_MAY_BE_ASKED = frozenset({PublicState.NOT_CONFIRMED, PublicState.STANDBY, PublicState.CLOSED})
_TIERS = {PublicState.OPEN: 0, PublicState.FULL: 1, PublicState.OPENING: 2}
_LACKING = frozenset({Availability.NO, Availability.NOT_APPLICABLE})


class Verdict(Enum):
    """Whether a point has all that is asked for."""

    HAS = "has"
    MAYBE = "maybe"
    LACKS = "lacks"


@dataclass(frozen=True, slots=True)
class Found:
    """One point of an answer as it is at ``at``."""

    point: PublishedPoint
    status: PublishedStatus
    shown: Judgement
    at: datetime
    distance_m: float | None = None
    walked_m: float | None = None
    """By the streets; infinity where something lies between, ``None`` where nobody knows the streets."""
    contradiction: Contradiction | None = None
    """What people at the door say against a state that the word on it would still carry."""
    asked_at: datetime | None = None
    """Since when it is asked to open, while nobody of the staff answered that by a word on the door."""

    @property
    def is_contradicted(self) -> bool:
        """Whether the state is not shown because people at the door contradict it."""
        outweighs = self.contradiction is not None and self.contradiction.outweighs(self.at)
        return outweighs or self.status.is_contradicted

    @property
    def walk_m(self) -> float:
        """Metres that a person is likely to walk: by the streets, else the air line with its detours."""
        return walking_distance_m(self.distance_m or 0.0) if self.walked_m is None else self.walked_m

    @property
    def is_walkable(self) -> bool:
        """Whether it is in walking distance, or at none that is known."""
        return self.walk_m <= walking_distance_m(WALKABLE_KM * 1000)

    @property
    def confirmed_at(self) -> datetime | None:
        """When the last word on its state was said, whatever it is worth now."""
        return self.status.state_at

    @property
    def age(self) -> timedelta | None:
        """How long ago that was."""
        return age_at(self.at, self.status.state_at)

    @property
    def expires_at(self) -> datetime | None:
        """When the shown state stops being true of itself; ``None`` where it claims nothing that could end."""
        lasts = expires_in(self.status.state, self.status.state_channel)
        if self.confirmed_at is None or lasts is None or not self.shown.sureness.rank:
            return None
        ends = self.confirmed_at + lasts
        falls = self.contradiction.counts_from if self.contradiction is not None else None
        return ends if falls is None else min(ends, falls)

    @property
    def people(self) -> tuple[int, timedelta] | None:
        """How many people are inside and how long ago they were counted, while a count at a confirmed door counts."""
        age = age_at(self.at, self.status.headcount_at)
        if self.status.headcount is None or age is None or age > LIVE_SERVICE_LIMIT or not self.shown.sureness.rank:
            return None
        return self.status.headcount, age

    @property
    def has_no_room(self) -> bool:
        """Whether the last count that still counts filled nearly every seat; unknown is not full."""
        seats, counted = self.point.capacity_seated, self.people
        if counted is None or not seats:
            return False
        return occupancy_band(counted[0] / seats) == len(OCCUPANCY_EDGES)

    def availability(self, fact: str) -> Availability:
        """Whether a service or access fact holds now: fresh live words first, then the register."""
        word = Availability(self.point.facts.get(fact, Availability.UNKNOWN))
        live, live_at = self.status.services.get(fact, (None, None))
        return believed(word, live, age_at(self.at, live_at))

    def verdict(self, needs: Iterable[str]) -> Verdict:
        """Whether it has all of ``needs``; unknown is not no."""
        words = {self.availability(NEEDS[need].fact) for need in needs}
        if words & _LACKING:
            return Verdict.LACKS
        return Verdict.MAYBE if Availability.UNKNOWN in words else Verdict.HAS


@dataclass(frozen=True, slots=True)
class Summary:
    """How well the surroundings are confirmed."""

    n_points: int
    n_confirmed: int


@dataclass(frozen=True, slots=True)
class Answer:
    """Points in five groups, each in the order in which they are shown."""

    needs: tuple[str, ...]
    at: datetime
    open: list[Found] = field(default_factory=list)
    not_confirmed: list[Found] = field(default_factory=list)
    maybe: list[Found] = field(default_factory=list)
    shut: list[Found] = field(default_factory=list)
    unplaced: list[Found] = field(default_factory=list)
    """Points that may be here, whose position is not known."""
    summary: Summary | None = None
    has_points_nearby: bool = True
    """Whether there is any point within reach or that may be, whatever it has."""

    @property
    def found(self) -> list[Found]:
        """All shown points, in order."""
        return [*self.open, *self.not_confirmed, *self.maybe, *self.shut, *self.unplaced]

    @property
    def has_open(self) -> bool:
        """Whether a point that has what is asked for is confirmed open, full or opening, wherever it is shown."""
        return bool(self.open) or bool(_open(self.unplaced, self.needs))

    @property
    def is_open_far_only(self) -> bool:
        """Whether every point that is confirmed open is too far to walk to."""
        open_here = [*self.open, *_open(self.unplaced, self.needs)]
        return bool(open_here) and not any(one.is_walkable for one in open_here)

    @property
    def next_if_full(self) -> list[Found]:
        """Where to go on to when the first point turns out to be full: the next two that are open and have room."""
        return [one for one in self.open[1:] if not _tier(one)][:N_NEXT]

    @property
    def is_empty(self) -> bool:
        """Whether no point is shown."""
        return not self.found


def age_at(now: datetime, moment: datetime | None) -> timedelta | None:
    """Time since ``moment``, never less than none; ``None`` where there was no such moment."""
    return None if moment is None else max(now - moment, timedelta(0))


_SILENT = PublishedStatus()


def found_now(near: Near, status: PublishedStatus | None, at: datetime) -> Found:
    """What a page may say of a point at ``at``."""
    known = status or _SILENT
    shown, against = shown_now(known, at, OpeningMode(near.point.opening_mode))
    return Found(near.point, known, shown, at, near.distance_m, near.walked_m, against)


class Judge:
    """Judges points as they are at one moment. The status of each is asked for once, however often it is looked at."""

    def __init__(self) -> None:
        self.at = clock.now()
        self._heard = heard_nothing()
        self._statuses: dict[int, PublishedStatus | None] = {}

    @property
    def heard(self) -> Heard:
        """The points that were looked at, and as of when."""
        return replace(self._heard, points=frozenset(self._statuses))

    def found(self, looked_at: Sequence[Near]) -> list[Found]:
        """The points as they are now, in the same order."""
        unasked = [near.point for near in looked_at if near.point.id not in self._statuses]
        if unasked:
            self._statuses |= dict.fromkeys(point.id for point in unasked)
            self._statuses |= published_statuses(unasked)
        return [self._asked(found_now(near, self._statuses[near.point.id], self.at)) for near in looked_at]

    def _asked(self, found: Found) -> Found:
        """With since when it is asked to open. Asked is not open: it moves no point of an answer."""
        asked_at = None if found.point.is_area_only else published_asked(self._heard.at).get(found.point.id)
        if asked_at is None or asked_at > self.at or found.shown.state not in _MAY_BE_ASKED:
            return found
        said_at = found.status.state_at if found.status.state_channel in STAFF else None
        return found if said_at is not None and said_at > asked_at else replace(found, asked_at=asked_at)


def answer_near(
    network: Network | RecheckedNetwork,
    latitude: float,
    longitude: float,
    needs: Sequence[str],
    *,
    n: int = N_SHOWN,
    territory: NamedTerritory | None = None,
    judge: Judge | None = None,
) -> Answer:
    """The answer for a place in degrees; ``n`` points a group, fewer of those that are shut.

    ``territory`` is the one that was asked for, where the place is its middle. ``judge`` is the one of an earlier
    answer to the same question.
    """
    judge = judge or Judge()
    place = (latitude, longitude)
    looked_at = _candidates(network, place, needs, _FIRST_LOOK)
    found = judge.found(looked_at)
    if len(_open(found, needs)) < n and len(looked_at) >= _FIRST_LOOK:
        found = judge.found(_candidates(network, place, needs, _LONG_LOOK))
    around = judge.found(network.near(*place, n=_SUMMARY_LOOK, max_km=SUMMARY_KM))
    unplaced = judge.found([Near(point, None) for point in network.unplaced_near(*place, territory)])
    return replace(
        _arranged(found, needs, n=n, at=judge.at, summary=_summary(around)),
        unplaced=_best_first(unplaced, needs)[:n],
        has_points_nearby=bool(found or unplaced),
    )


def answer_in(
    points: Iterable[PublishedPoint], needs: Sequence[str], *, n: int = N_SHOWN, judge: Judge | None = None
) -> Answer:
    """The answer for a list of points without a position to measure from (a territory by its name)."""
    judge = judge or Judge()
    found = judge.found([Near(point, None) for point in points])
    return _arranged(found, needs, n=n, at=judge.at, summary=None)


def now_at(point: PublishedPoint) -> Found:
    """One point as it is now."""
    return Judge().found([Near(point, None)])[0]


def alternatives(network: Network | RecheckedNetwork, point: PublishedPoint, *, n: int = 3) -> list[Found]:
    """The nearest other points that are confirmed open, or where there is none, the nearest others."""
    others = _others(network, point)
    return (_open(others, ()) or others)[:n]


def nearest_others(network: Network | RecheckedNetwork, point: PublishedPoint, *, n: int = 3) -> list[Found]:
    """The nearest other points whatever their doors do now: for paper, which hangs there for months."""
    return _others(network, point)[:n]


def _others(network: Network | RecheckedNetwork, point: PublishedPoint) -> list[Found]:
    """By their walk; where none has a position, those that may stand in the same town."""
    if point.latitude is None or point.longitude is None:
        return []
    place, judge = (point.latitude, point.longitude), Judge()
    near = network.near(*place, n=_FIRST_LOOK, max_km=REACH_KM)
    found = judge.found(network.walked(*place, [one for one in near if one.point.id != point.id]))
    if found:
        return sorted(found, key=_nearness)
    return _best_first(judge.found([Near(one, None) for one in network.unplaced_near(*place)]), ())


def _candidates(
    network: Network | RecheckedNetwork, place: tuple[float, float], needs: Sequence[str], n: int
) -> list[Near]:
    """Points worth a look: those known to have it all, those not known to lack it, and simply the nearest.

    The last are there because a live word can give what the register denies.
    """
    seen: dict[int, Near] = {}
    for mask in dict.fromkeys((having(needs), not_lacking(needs), 0)):
        for near in network.near(*place, n=n, max_km=REACH_KM, required_mask=mask):
            seen.setdefault(near.point.id, near)
    return network.walked(*place, list(seen.values()))


def _nearness(found: Found) -> tuple[float, int]:
    return (found.walk_m, found.point.id)


def _open(found: Iterable[Found], needs: Sequence[str]) -> list[Found]:
    """Confirmed doors that have what is asked for, in the order of ``_open_first``."""
    return _open_first([one for one in found if one.shown.state in _TIERS and one.verdict(needs) is Verdict.HAS])


def _open_first(found: Iterable[Found]) -> list[Found]:
    """Confirmed doors: open ones first, then full ones, then ones that are opening."""
    confirmed = [one for one in found if one.shown.state in _TIERS]
    return sorted(confirmed, key=lambda one: (_tier(one), *_nearness(one)))


def _tier(found: Found) -> int:
    """The first tier is for doors that are open and have room, or of which nobody knows that they have none."""
    tier = _TIERS.get(found.shown.state, len(_TIERS))
    return _TIERS[PublicState.FULL] if found.has_no_room and not tier else tier


_SHUT = {PublicState.STANDBY, PublicState.CLOSED}


def _best_first(found: Iterable[Found], needs: Sequence[str]) -> list[Found]:
    """The order of the groups for points that have no distance to order by; those that lack a need are left out."""

    def rank(one: Found) -> int:
        if one.shown.state in _SHUT:
            return 2 * (len(_TIERS) + 1)
        tier = _tier(one)
        return tier if one.verdict(needs) is Verdict.HAS else tier + len(_TIERS) + 1

    return sorted((one for one in found if one.verdict(needs) is not Verdict.LACKS), key=rank)


def _open_and_walkable_first(found: Found) -> tuple[int, float, int]:
    """A far door that may lack what is needed is not put before a near one that nobody confirmed."""
    return (_tier(found) if found.is_walkable else len(_TIERS), *_nearness(found))


def _arranged(found: list[Found], needs: Sequence[str], *, n: int, at: datetime, summary: Summary | None) -> Answer:
    by_verdict: dict[Verdict, list[Found]] = {verdict: [] for verdict in Verdict}
    for one in found:
        by_verdict[one.verdict(needs)].append(one)
    has, maybe = sorted(by_verdict[Verdict.HAS], key=_nearness), by_verdict[Verdict.MAYBE]
    may_be_open = [one for one in maybe if one.shown.state not in _SHUT]
    return Answer(
        needs=tuple(needs),
        at=at,
        open=_open_first(has)[:n],
        not_confirmed=[one for one in has if one.shown.state is PublicState.NOT_CONFIRMED][:n],
        maybe=sorted(may_be_open, key=_open_and_walkable_first)[: min(n, MAYBE_SHOWN)],
        shut=[one for one in sorted([*has, *maybe], key=_nearness) if one.shown.state in _SHUT][: min(n, SHUT_SHOWN)],
        summary=summary,
        has_points_nearby=bool(found),
    )


def _summary(found: Sequence[Found]) -> Summary:
    """A confirmation is a word that counts (no list, no stale word), said in the last hour."""
    fresh = [one for one in found if one.shown.sureness.rank and one.age is not None and one.age <= SUMMARY_AGE]
    return Summary(len(found), len(fresh))


MAIN_SERVICES = (
    "service.heat", "service.charging", "service.internet", "service.water", "service.hot_drink",
    "service.medical_power", "service.toilet",
)  # fmt: skip
"""What a card says of every point, asked for or not: what brings people through the door."""
