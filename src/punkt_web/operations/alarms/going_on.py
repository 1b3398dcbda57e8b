"""Which alarms go on, which nobody looks into, the worst first; and when points were checked last."""

from datetime import datetime, timedelta

from django.db.models import BooleanField, Case, Count, ExpressionWrapper, IntegerField, Q, QuerySet, Value, When

from punkt.model.alarm_words import AlarmKind
from punkt_web.operations.models import Alarm, AlarmRound
from punkt_web.registry.models import Point, Territory

_UNREAD = ("point__facts", "point__provenance")
_OLD = timedelta(minutes=5)
"""Checks come every minute: after so long without one somebody has to know."""


def going_on(alarms: QuerySet[Alarm]) -> QuerySet[Alarm]:
    """Those that are not over."""
    return alarms.filter(ended_at=None)


def waiting(alarms: QuerySet[Alarm], at: datetime) -> QuerySet[Alarm]:
    """Those that go on and that nobody looks into."""
    return going_on(alarms).filter(Q(acknowledged_until=None) | Q(acknowledged_until__lte=at))


def over(alarms: QuerySet[Alarm]) -> QuerySet[Alarm]:
    """Those that ended, the last first."""
    return alarms.exclude(ended_at=None).order_by("-ended_at", "-pk")


def worst_first(alarms: QuerySet[Alarm], at: datetime) -> QuerySet[Alarm]:
    """Those that nobody looks into, those that came up highest, the most pressing kinds; then as they came."""
    whens = [When(kind=kind, then=Value(rank)) for rank, kind in enumerate(AlarmKind)]
    rank = Case(*whens, default=Value(len(whens)), output_field=IntegerField())
    is_taken = ExpressionWrapper(Q(acknowledged_until__gt=at), output_field=BooleanField())
    taken = Case(When(is_taken, then=Value(1)), default=Value(0), output_field=IntegerField())
    return alarms.annotate(rank=rank, taken=taken).order_by("taken", "-level", "rank", "raised_at", "pk")


def narrowed(alarms: QuerySet[Alarm], territory: Territory | None, kind: str) -> QuerySet[Alarm]:
    """Those in a territory, and of a kind; ``None`` and what is no kind leave all."""
    if territory is not None:
        alarms = alarms.filter(point__territory__path__startswith=territory.path)
    return alarms.filter(kind=kind) if kind in set(AlarmKind) else alarms


def at_point(point: Point) -> QuerySet[Alarm]:
    """What goes on at a point, as it came. Who may know is the caller's part."""
    return with_points(going_on(Alarm.objects.filter(point=point))).order_by("raised_at", "pk")


def with_points(alarms: QuerySet[Alarm]) -> QuerySet[Alarm]:
    """With all that a line tells of the point."""
    return alarms.select_related("point__territory").defer(*_UNREAD)


def most_by_territory(alarms: QuerySet[Alarm], *, limit: int) -> dict[int, int]:
    """Key of a territory -> how many of the alarms it has, where they are several; those with most first."""
    counted = alarms.exclude(point__territory=None).order_by().values("point__territory").annotate(n=Count("pk"))
    found = counted.filter(n__gt=1).order_by("-n", "point__territory")
    return dict(found.values_list("point__territory", "n")[:limit])


def last_check() -> datetime | None:
    """Up to when all points were looked at; ``None`` for never."""
    return AlarmRound.objects.values_list("checked_at", flat=True).first()


def is_check_old(checked_at: datetime | None, at: datetime) -> bool:
    """Whether so long ago that what is known of alarms is not of now."""
    return checked_at is None or abs(at - checked_at) > _OLD
