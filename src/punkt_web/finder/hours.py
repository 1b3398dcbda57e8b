"""What a schedule says about now. A schedule is an intention: its words never become a state.

Hours are read as OpenStreetMap's ``opening_hours``; what cannot be read is shown as it was written.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from punkt.model.vocabulary import OpeningMode
from punkt_web.common.schedules import Schedule, schedule_at
from punkt_web.common.zones import local_zone
from punkt_web.finder.sentences import say
from punkt_web.registry.published import PublishedPoint

_SPAN = r"(?P<begins>[0-9]{2}:[0-9]{2})-(?P<ends>[0-9]{2}:[0-9]{2})"
_EVERY_DAY = re.compile(rf"(?:Mo-Su )?{_SPAN}")
_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY = "|".join(_DAYS)
_SOME_DAYS = re.compile(rf"(?P<first>{_DAY})(?:-(?P<last>{_DAY}))? {_SPAN}")
_A_MONDAY = date(2024, 1, 1)


def schedule_words(point: PublishedPoint, moment: datetime, *, is_open: bool | None = None) -> list[str]:
    """Sentences on when the point is meant to be open, the one about now first.

    ``is_open`` is what somebody at the door confirmed: a schedule that says otherwise about now is not repeated.
    """

    def about_now(schedule: Schedule) -> str:
        is_told = is_open in {None, schedule.is_open}
        return _about_now(schedule, moment, local_zone(point.country)) if is_told else ""

    return _hours_words(point, moment, about_now)


def timetable_words(point: PublishedPoint, moment: datetime) -> list[str]:
    """The same for paper, which goes on saying what was printed: the hours, and nothing about now."""
    normal = point.hours_normal.strip()
    daily = _EVERY_DAY.fullmatch(normal)
    told = _("By its schedule every day from %(begins)s to %(ends)s.") % daily.groupdict() if daily else ""
    return _hours_words(point, moment, lambda _schedule: told or say("hours", hours=normal))


def table_words(text: str, country: str, moment: datetime) -> str:
    """Hours as a table of facts tells them: in words where they are simple, else as they were written."""
    schedule = schedule_at(text, country, moment)
    if _is_always(schedule):
        return _("day and night")
    parts = [_rule_words(rule.strip()) for rule in text.split(";")]
    return "; ".join(parts) if schedule is not None and all(parts) else text


def _rule_words(rule: str) -> str:
    """One rule of a table of hours in words; "" where it is not a simple one."""
    if daily := _EVERY_DAY.fullmatch(rule):
        return _("every day from %(begins)s to %(ends)s") % daily.groupdict()
    if some := _SOME_DAYS.fullmatch(rule):
        days = "–".join(_day_name(some[end]) for end in ("first", "last") if some[end])
        return f"{days} {some['begins']}–{some['ends']}"
    return ""


def _day_name(day: str) -> str:
    return date_format(_A_MONDAY + timedelta(days=_DAYS.index(day)), "l")


def _hours_words(point: PublishedPoint, moment: datetime, in_words: Callable[[Schedule], str]) -> list[str]:
    """The usual hours, a schedule that can be read ``in_words``, and those when the point is activated."""
    normal, activated = point.hours_normal.strip(), point.hours_activated.strip()
    schedule = schedule_at(normal, point.country, moment)
    if _is_listed_always(point) or _is_always(schedule):
        return [say("always_open")]
    usual = in_words(schedule) if schedule is not None else say("hours", hours=normal) if normal else ""
    when_activated = activated and activated != normal and _activated_words(activated, point.country, moment)
    return [words for words in (usual, when_activated) if words]


def _is_listed_always(point: PublishedPoint) -> bool:
    return point.opening_mode == OpeningMode.ROUND_THE_CLOCK and not point.hours_normal.strip()


def _is_always(schedule: Schedule | None) -> bool:
    return schedule is not None and schedule.is_open and schedule.changes_at is None


def _activated_words(activated: str, country: str, moment: datetime) -> str:
    if _is_always(schedule_at(activated, country, moment)):
        return _("When the municipality activates it: day and night.")
    return say("hours_activated", hours=activated)


def _about_now(schedule: Schedule, moment: datetime, zone: tzinfo) -> str:
    if schedule.changes_at is None:
        return _("By its schedule closed until further notice.")
    when = {"time": clock_words(schedule.changes_at, moment, zone)}
    if schedule.is_open:
        return _("By its schedule open now; closes: %(time)s.") % when
    return _("By its schedule closed now; opens: %(time)s.") % when


def clock_words(local: datetime, moment: datetime, zone: tzinfo) -> str:
    """A local time as people say it: the hour today, with the weekday in the next days, with the date after that."""
    today = moment.astimezone(zone).date()
    away = local.date() - today
    wall = local.replace(tzinfo=None)
    if not away:
        return date_format(wall, "H:i")
    return (
        date_format(wall, "l H:i")
        if away < timedelta(days=7)
        else date_format(wall, pgettext("date format", "j E, H:i"))
    )
