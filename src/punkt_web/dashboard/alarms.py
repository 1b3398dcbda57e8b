"""Alarms at the desk, in words: what is wrong where, since when, who looks into it, and who is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Case, Count, ExpressionWrapper, IntegerField, Q, QuerySet, Value, When
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from punkt.model.alarm_words import AlarmEnd, AlarmKind
from punkt.model.vocabulary import label
from punkt_web.common.moments import clock_and_day
from punkt_web.dashboard.queries import heard_points
from punkt_web.dashboard.wording import point_title, territory_title
from punkt_web.operations.alarm_ladder import Ladder
from punkt_web.operations.models import Alarm
from punkt_web.registry.models import Point, Territory

_MOST_GROUPS = 20
_UNREAD = ("point__facts", "point__provenance")


@dataclass(frozen=True, slots=True)
class AlarmLine:
    """One alarm. ``figure`` is "" where there is none; ``taken`` says who looks into it until when, "" for nobody."""

    pk: int
    code: str
    title: str
    where: str
    kind: str
    figure: str
    since: str
    n_raised: int
    level: int
    taken: str
    note: str
    ended: str


@dataclass(frozen=True, slots=True)
class Group:
    """How many alarms of a territory nobody looks into."""

    code: str
    name: str
    n: int


def alarms_for(user: Any) -> QuerySet[Alarm]:
    """The alarms of points that ``user`` may see and answers for."""
    return Alarm.objects.filter(point__in=heard_points(user))


def alarms_at(point: Point) -> list[Alarm]:
    """What goes on at a point. Who may know is the caller's part."""
    return list(with_points(going_on(Alarm.objects.filter(point=point))).order_by("raised_at", "pk"))


def going_on(alarms: QuerySet[Alarm]) -> QuerySet[Alarm]:
    """Those that are not over."""
    return alarms.filter(ended_at=None)


def waiting(alarms: QuerySet[Alarm], at: datetime) -> QuerySet[Alarm]:
    """Those that go on and that nobody looks into."""
    return going_on(alarms).filter(_free(at))


def _free(at: datetime) -> Q:
    return Q(acknowledged_until=None) | Q(acknowledged_until__lte=at)


def worst_first(alarms: QuerySet[Alarm], at: datetime) -> QuerySet[Alarm]:
    """Those that nobody looks into, those that came up highest, the most pressing kinds; then as they came."""
    whens = [When(kind=kind, then=Value(rank)) for rank, kind in enumerate(AlarmKind)]
    rank = Case(*whens, default=Value(len(whens)), output_field=IntegerField())
    is_taken = ExpressionWrapper(Q(acknowledged_until__gt=at), output_field=BooleanField())
    taken = Case(When(is_taken, then=Value(1)), default=Value(0), output_field=IntegerField())
    return alarms.annotate(rank=rank, taken=taken).order_by("taken", "-level", "rank", "raised_at", "pk")


def alarm_lines(alarms: Iterable[Alarm], at: datetime) -> list[AlarmLine]:
    """In words, with the times as the clocks of each point show them."""
    return [_line(alarm, at) for alarm in alarms]


def with_points(alarms: QuerySet[Alarm]) -> QuerySet[Alarm]:
    """With all that a line tells of the point."""
    return alarms.select_related("point__territory").defer(*_UNREAD)


def _line(alarm: Alarm, at: datetime) -> AlarmLine:
    point, country = alarm.point, alarm.point.country
    return AlarmLine(
        pk=alarm.pk,
        code=point.code,
        title=point_title(point),
        where=territory_title(point.territory),
        kind=_(label(AlarmKind(alarm.kind))),
        figure=figure_words(alarm),
        since=clock_and_day(alarm.began_at or alarm.raised_at, country),
        n_raised=alarm.n_raised,
        level=alarm.level,
        taken=_taken(alarm, at, country),
        note=alarm.note,
        ended=_ended(alarm, country),
    )


def figure_words(alarm: Alarm) -> str:
    """What was held against the limit when it was raised."""
    if alarm.figure is None or alarm.limit is None:
        return ""
    kind = AlarmKind(alarm.kind)
    scale = 100 if kind is AlarmKind.CROWDED else 1
    values = {"figure": _number(alarm.figure * scale), "limit": _number(alarm.limit * scale)}
    words = {
        AlarmKind.AUTONOMY: _over_or_hours(alarm.figure),
        AlarmKind.COLD: _("%(figure)s °C; the limit is %(limit)s °C"),
        AlarmKind.CROWDED: _("%(figure)s %% of the places; the limit is %(limit)s %%"),
        AlarmKind.SILENT: _("for more than %(limit)s h"),
    }
    return words[kind] % values if kind in words else ""


def _over_or_hours(hours: float) -> str:
    if hours < 0.1:
        return _("it may be over already; the limit is %(limit)s h")
    return _("at least %(figure)s h; the limit is %(limit)s h")


def _number(value: float) -> str:
    """Rounded down: an hour that is not there helps nobody."""
    rounded = int(value * 10) / 10
    return str(number_format(int(rounded) if rounded == int(rounded) else rounded))


def _taken(alarm: Alarm, at: datetime, country: str) -> str:
    if alarm.acknowledged_until is None or alarm.acknowledged_until <= at:
        return ""
    told = {"name": alarm.acknowledged_by, "at": clock_and_day(alarm.acknowledged_until, country)}
    return _("%(name)s looks into it until %(at)s") % told


def _ended(alarm: Alarm, country: str) -> str:
    if alarm.ended_at is None:
        return ""
    return f"{_(label(AlarmEnd(alarm.ended)))}, {clock_and_day(alarm.ended_at, country)}"


def groups(alarms: QuerySet[Alarm]) -> list[Group]:
    """The territories with more than one of the alarms, those with most first."""
    counted = alarms.order_by().values("point__territory").annotate(n=Count("pk")).filter(n__gt=1)
    found = dict(
        counted.exclude(point__territory=None).order_by("-n").values_list("point__territory", "n")[:_MOST_GROUPS]
    )
    territories = Territory.objects.in_bulk(list(found))
    return [Group(territories[pk].code, territory_title(territories[pk]), n) for pk, n in found.items()]


@dataclass(frozen=True, slots=True)
class LadderLine:
    """A level of those who are told: where, how many people and webhooks, and whether it was told already."""

    place: str
    n_people: int
    n_webhooks: int
    is_told: bool


def ladder_lines(alarm: Alarm) -> list[LadderLine]:
    """Who is told of an alarm, level by level upwards."""
    path = alarm.point.territory.path if alarm.point.territory else ""
    steps = Ladder().steps(path)
    names = {one.code: one for one in Territory.objects.filter(code__in=[step.code for step in steps])}
    return [
        LadderLine(
            territory_title(names[step.code]) if step.code in names else _("everywhere"),
            len(step.people),
            len(step.webhooks),
            is_told=number <= alarm.level,
        )
        for number, step in enumerate(steps)
    ]
