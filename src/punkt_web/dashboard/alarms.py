"""Alarms at the desk, in words: what is wrong where, since when, who looks into it, and who is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from punkt.model.alarm_words import AlarmEnd, AlarmKind
from punkt.model.vocabulary import label
from punkt_web.accounts.names import shown_name
from punkt_web.common.moments import clock_and_day
from punkt_web.operations.alarms.going_on import most_by_territory
from punkt_web.operations.alarms.ladder import Ladder
from punkt_web.operations.models import Alarm
from punkt_web.registry.models import Territory
from punkt_web.registry.titles import point_title, territory_title

_MOST_GROUPS = 20


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


def alarm_lines(alarms: Iterable[Alarm], at: datetime) -> list[AlarmLine]:
    """In words, with the times as the clocks of each point show them."""
    return [_line(alarm, at) for alarm in alarms]


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
    told = {"name": shown_name(alarm.acknowledged_by), "at": clock_and_day(alarm.acknowledged_until, country)}
    return _("%(name)s looks into it until %(at)s") % told


def _ended(alarm: Alarm, country: str) -> str:
    if alarm.ended_at is None:
        return ""
    return f"{_(label(AlarmEnd(alarm.ended)))}, {clock_and_day(alarm.ended_at, country)}"


def groups(alarms: QuerySet[Alarm]) -> list[Group]:
    """The territories with more than one of the alarms, those with most first."""
    found = most_by_territory(alarms, limit=_MOST_GROUPS)
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
