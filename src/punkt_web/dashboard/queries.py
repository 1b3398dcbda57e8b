"""What the desk counts and looks up, always among the points that a person may see."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from difflib import SequenceMatcher
from functools import reduce
from math import cos, radians
from operator import or_
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet

from punkt import clock
from punkt.geo.distance import great_circle_m
from punkt.model.fields import FIELDS, Audience, FieldKind
from punkt.model.notice_words import NoticeKind
from punkt.model.outages import OutageKey
from punkt.model.vocabulary import Visibility
from punkt.places.fold import folded
from punkt_web.accounts.queries import Reach, reach
from punkt_web.accounts.roles import Power
from punkt_web.dashboard.origin import IS_VERIFIED, with_origin
from punkt_web.operations.models import Alarm, Bulletin, Complaint, Feed, OutageSpan, TerritoryNotice
from punkt_web.operations.queries import complaints_about
from punkt_web.operations.surroundings.feeds import FeedState, feed_now, is_in_reach
from punkt_web.operations.surroundings.notices import CONFIRMED
from punkt_web.registry.models import Point, PublicationPolicy, Territory, Verification
from punkt_web.registry.queries import lineage_of, points_for, points_in, territories_in
from punkt_web.registry.standing import standing_points

MAIN_FIELDS = (
    "name", "address", "position", "territory", "host_kind", "capacity_seated", "opening_mode", "hours_activated",
    "service.heat", "service.charging", "service.internet", "service.water", "access.step_free",
)  # fmt: skip
"""What a resident asks of every point; the start page counts how much of it is known."""

ENDING_SOON = timedelta(days=14)
DUPLICATE_M = 300.0

_RELATIONS = {"territory", "kind", "host", "holder", "authority"}
_WORD_COLUMNS = {"host_kind", "opening_mode", "capacity_seated_basis", "capacity_lying_basis"}


def filterable_fields() -> list[str]:
    """Fields that the list can be narrowed by: none that are secret, or the list would tell them."""
    return [key for key, definition in FIELDS.items() if definition.audience is not Audience.SECRET]


def is_known(key: str) -> Q:
    """Points of which the field is known: what ``registry.statements.is_known`` says, as a condition."""
    definition = FIELDS[key]
    if not definition.is_core:
        return Q(facts__has_key=key) & ~Q(**{f"facts__{key}": "unknown"})
    if key == "name":
        return ~Q(names={})
    if key == "position":
        return Q(latitude__isnull=False, longitude__isnull=False)
    if key in _WORD_COLUMNS:
        return ~Q(**{key: "unknown"})
    if key in _RELATIONS or definition.kind is FieldKind.COUNT:
        return Q(**{f"{key}__isnull": False})
    return ~Q(**{f"{key}__in": ("", "unknown")})


def with_answer(key: str, answer: str) -> Q:
    """Points whose field has that answer: an availability, ``known`` or ``unknown``."""
    if answer == "unknown":
        return ~is_known(key)
    if answer == "known" or FIELDS[key].kind is not FieldKind.AVAILABILITY:
        return is_known(key)
    return Q(**{f"facts__{key}": answer})


@dataclass(frozen=True, slots=True)
class Gap:
    """How many points lack something, and the filter of the list that shows them."""

    key: str
    count: int
    query: str


@dataclass(frozen=True, slots=True)
class KnownShare:
    """Of how many points a field is known."""

    key: str
    n_known: int
    n_unknown: int


@dataclass(frozen=True, slots=True)
class Board:
    """What the start page of the desk shows."""

    n_points: int
    gaps: list[Gap]
    known: list[KnownShare]


def board(user: Any) -> Board:
    """Counts over the designated points that ``user`` may see, in one query."""
    points = with_origin(points_for(user).filter(status=Point.Status.DESIGNATED), user)
    conditions = {f"known_{number}": is_known(key) for number, key in enumerate(MAIN_FIELDS)}
    counted = points.aggregate(
        n_points=Count("pk"),
        verified=Count("pk", filter=IS_VERIFIED),
        **{name: Count("pk", filter=condition) for name, condition in conditions.items()},
    )
    n_points = counted["n_points"]
    n_known = {key: counted[f"known_{number}"] for number, key in enumerate(MAIN_FIELDS)}
    gaps = [
        Gap(key, n_points - n_known[key], f"status=designated&field={key}&answer=unknown")
        for key in ("position", "territory", "service.heat", "service.charging", "capacity_seated")
    ]
    gaps.append(Gap("verified", n_points - counted["verified"], "status=designated&verified=no"))
    return Board(n_points, gaps, [KnownShare(key, n_known[key], n_points - n_known[key]) for key in MAIN_FIELDS])


def policies_for(user: Any) -> QuerySet[PublicationPolicy]:
    """The decisions over territories and points where ``user`` may decide, those that end first at the top."""
    where = reach(user, Power.SET_POLICY)
    reached = Q(territory__in=territories_in(where)) | Q(point__in=points_in(where))
    return (
        PublicationPolicy.objects.filter(reached)
        .select_related("territory", "point")
        .order_by("until_at", "-decided_at")
    )


def ending_soon(policies: QuerySet[PublicationPolicy]) -> QuerySet[PublicationPolicy]:
    """Those that keep something back and end by themselves within two weeks."""
    now = clock.now()
    restricting = policies.exclude(visibility=Visibility.PUBLIC)
    return restricting.filter(until_at__gt=now, until_at__lte=now + ENDING_SOON)


def deciding_policies(point: Point) -> list[PublicationPolicy]:
    """The decisions in force that reach a point, the strictest first: that one counts."""
    return _in_force(Q(point=point) | Q(territory__code__in=lineage_of(point)))


def deciding_policies_above(territory: Territory) -> list[PublicationPolicy]:
    """The decisions in force over the territories that hold this one, the strictest first."""
    return _in_force(Q(territory__code__in=territory.lineage[:-1]))


def _in_force(which: Q) -> list[PublicationPolicy]:
    in_force = Q(until_at=None) | Q(until_at__gt=clock.now())
    found = PublicationPolicy.objects.filter(which, in_force).select_related("territory")
    return sorted(found, key=lambda policy: -Visibility(policy.visibility).strictness)


def last_verification(point: Point) -> Verification | None:
    """The latest check of a point by a person."""
    return Verification.objects.filter(point=point).order_by("-verified_at").first()


def answered_for(user: Any) -> QuerySet[Point]:
    """The points that ``user`` answers for: those that they may see and edit.

    Of these they hear complaints, alarms and incidents, they call them, and fill their requests.
    """
    return points_for(user).filter(pk__in=points_in(reach(user, Power.EDIT)))


def alarms_for(user: Any) -> QuerySet[Alarm]:
    """The alarms of points that ``user`` may see and answers for."""
    return Alarm.objects.filter(point__in=answered_for(user))


def complaints_for(user: Any, *, is_answered: bool | None = None) -> QuerySet[Complaint]:
    """What people at doors said of points that ``user`` may see and edit; all, or only what was (not) answered."""
    return complaints_about(answered_for(user), is_answered=is_answered)


def notices_for(user: Any, *, is_over: bool | None = None) -> QuerySet[TerritoryNotice]:
    """Curfews and air alerts of the territories where ``user`` announces, the latest first; all, or those (not) over.

    An alert that nobody ended is not over, however long ago it began: nobody knows.
    """
    found = TerritoryNotice.objects.filter(territory__in=territories_in(reach(user, Power.ANNOUNCE)))
    if is_over is not None:
        # A curfew of the day before yesterday's night is over in every country.
        over = Q(ended_at__isnull=False) | Q(last_on__lt=(clock.now() - timedelta(days=2)).date())
        found = found.filter(over) if is_over else found.exclude(over)
    return found.order_by("-said_at", "-pk")


def notices_above(where: Reach) -> QuerySet[TerritoryNotice]:
    """What others tell of the territories above those of ``where``, and so of these too, the latest first."""
    own = Territory.objects.filter(code__in=where.territory_codes)
    above = TerritoryNotice.objects.filter(
        territory__code__in={code for one in own for code in one.lineage[:-1]}, ended_at=None
    )
    return above.exclude(territory__in=territories_in(where)).order_by("-said_at", "-pk")


def bulletins_for(user: Any, *, is_over: bool | None = None) -> QuerySet[Bulletin]:
    """What residents are told where ``user`` announces, the latest first; all of it, or what is (not) over."""
    found = Bulletin.objects.filter(territory__in=territories_in(reach(user, Power.ANNOUNCE)))
    if is_over is not None:
        over = Q(ended_at__isnull=False) | Q(valid_until__lte=clock.now())
        found = found.filter(over) if is_over else found.exclude(over)
    return found.order_by("-said_at", "-pk")


def n_unconfirmed_alerts(user: Any) -> int:
    """Air alerts that nobody ended and of which nobody said lately that they are on."""
    alerts = notices_for(user).filter(kind=NoticeKind.AIR_ALERT, ended_at=None)
    return alerts.filter(confirmed_at__lte=clock.now() - CONFIRMED).count()


def feeds_for(where: Reach) -> list[Feed]:
    """The feeds of the territories of a reach, of all below and above them, and those of everywhere."""
    feeds = Feed.objects.select_related("territory").order_by("name")
    if where.is_everywhere:
        return list(feeds)
    own = Territory.objects.filter(code__in=where.territory_codes)
    above = {code for one in own for code in one.lineage}
    holds = Q(territory=None) | Q(territory__code__in=above) | Q(territory__in=territories_in(where))
    return list(feeds.filter(holds))


def groups_of(feed: Feed) -> frozenset[OutageKey]:
    """The groups that a feed tells of."""
    pairs = OutageSpan.objects.filter(feed=feed).order_by().values_list("operator_key", "group_key").distinct()
    return frozenset(OutageKey(operator, group) for operator, group in pairs)


def grid_points(user: Any) -> Iterable[tuple[str, str, str]]:
    """Operator, outage group and path of the territory of each designated point that ``user`` may see."""
    points = points_for(user).filter(status=Point.Status.DESIGNATED).order_by()
    for operator, group, path in points.values_list("outage_operator", "outage_group", "territory__path"):
        yield operator, group, path or ""


def n_feeds_to_look_at(user: Any) -> int:
    """How many feeds that ``user`` may change are broken, old or were never read."""
    where = reach(user, Power.ANNOUNCE)
    feeds = [feed for feed in feeds_for(where) if is_in_reach(feed, where)] if where else []
    return sum(feed_now(feed, clock.now()).state is not FeedState.GOOD for feed in feeds)


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A point that may be the same place. ``distance_m`` is ``None`` where a position is missing."""

    point: Point
    distance_m: float | None
    likeness: float
    """0 to 1: how alike the names are."""
    has_same_address: bool


def lookalikes(user: Any, point: Point, *, limit: int = 10) -> list[Lookalike]:
    """Points that may be the same place as ``point``: near, or of the same address; the likeliest first."""
    others = standing_points(points_for(user)).exclude(pk=point.pk)
    condition = Q(pk__in=())
    if point.latitude is not None and point.longitude is not None:
        condition |= _box(point.latitude, point.longitude, DUPLICATE_M)
    if point.address:
        condition |= Q(search_text__contains=folded(point.address))
    found = others.filter(condition).select_related("territory")[:200]
    judged = [_judged(point, other) for other in found]
    near = [
        one for one in judged if one.has_same_address or (one.distance_m is not None and one.distance_m <= DUPLICATE_M)
    ]
    near.sort(key=lambda one: (-one.likeness - one.has_same_address, one.distance_m or 0.0))
    return near[:limit]


def _box(latitude: float, longitude: float, metres: float) -> Q:
    high = metres / 111_000
    wide = high / max(0.05, cos(radians(latitude)))
    return Q(latitude__range=(latitude - high, latitude + high), longitude__range=(longitude - wide, longitude + wide))


def box_around(points: QuerySet[Point], territories: Iterable[Territory]) -> str:
    """The corners, south-west and north-east, of the points of some territories, in degrees as JSON; "" for none."""
    below = [Q(territory__path__startswith=one.path) for one in territories]
    sides = points.filter(reduce(or_, below, Q(pk__in=[]))).aggregate(
        south=Min("latitude"), west=Min("longitude"), north=Max("latitude"), east=Max("longitude")
    )
    if sides["south"] is None:
        return ""
    return json.dumps([[sides["south"], sides["west"]], [sides["north"], sides["east"]]])


def points_in_box(points: QuerySet[Point], south: float, west: float, north: float, east: float) -> QuerySet[Point]:
    """Those of ``points`` whose position lies in the box (degrees)."""
    return points.filter(latitude__range=(south, north), longitude__range=(west, east))


def _judged(point: Point, other: Point) -> Lookalike:
    distance = None
    if None not in (point.latitude, point.longitude, other.latitude, other.longitude):
        distance = great_circle_m(point.latitude, point.longitude, other.latitude, other.longitude)  # type: ignore[arg-type]
    address = folded(point.address)
    return Lookalike(
        other,
        distance,
        _likeness(point, other),
        bool(address) and folded(other.address) == address and folded(other.settlement) == folded(point.settlement),
    )


def _likeness(point: Point, other: Point) -> float:
    pairs = [
        SequenceMatcher(None, folded(name), folded(other.names[language])).ratio()
        for language, name in point.names.items()
        if language in other.names
    ]
    return max(pairs, default=0.0)


def n_points_reached(user: Any, subject: Point | Territory) -> int:
    """How many designated points a decision over that territory (or point) reaches."""
    if isinstance(subject, Point):
        return 1
    reached = points_for(user).filter(status=Point.Status.DESIGNATED)
    return reached.filter(territory__path__startswith=subject.path).count()
