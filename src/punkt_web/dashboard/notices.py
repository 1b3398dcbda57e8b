"""The curfews and air alerts of the desk's list, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from punkt import clock
from punkt.model.notice_words import Passage
from punkt_web.accounts.names import shown_name
from punkt_web.common.names import name_for_reader
from punkt_web.common.zones import local_zone
from punkt_web.dashboard.wording import word_label
from punkt_web.operations.surroundings.notices import AirAlert, Curfew, Notice, as_notice


@dataclass(frozen=True, slots=True)
class ListedNotice:
    """One row of the list. ``state`` is what the public sees of it now."""

    pk: int
    is_alert: bool
    place: str
    code: str
    what: str
    details: list[str]
    source: str
    state: str
    is_on: bool
    ended_at: datetime | None
    said_by: str
    is_by_feed: bool
    said_at: datetime


def listed(rows: Iterable[Mapping[str, Any]]) -> list[ListedNotice]:
    """Rows with ``operations.notices.COLUMNS`` and those of who said it and when, in words."""
    now = clock.now()
    return [_listed(row, as_notice(row), now) for row in rows]


def still_told(rows: Iterable[Mapping[str, Any]]) -> list[ListedNotice]:
    """Those of the rows of which the public is told anything now."""
    now = clock.now()
    notices = ((row, as_notice(row)) for row in rows)
    return [_listed(row, notice, now) for row, notice in notices if _is_told(notice, now)]


def _is_told(notice: Notice, at: datetime) -> bool:
    return notice.is_known(at) if isinstance(notice, AirAlert) else notice.night(at) is not None


def _listed(row: Mapping[str, Any], notice: Notice, at: datetime) -> ListedNotice:
    is_alert = isinstance(notice, AirAlert)
    what, details = _alert_words(notice) if isinstance(notice, AirAlert) else _curfew_words(notice)
    state, is_on = _state(notice, at)
    return ListedNotice(
        pk=row["pk"],
        is_alert=is_alert,
        place=name_for_reader(notice.of.names, notice.of.country) or notice.of.code,
        code=notice.of.code,
        what=what,
        details=details,
        source=row["source"],
        state=state,
        is_on=is_on and row["ended_at"] is None,
        ended_at=row["ended_at"],
        said_by=shown_name(row["said_by"]),
        is_by_feed=row["feed__name"] is not None and row["feed__name"] == row["said_by"],
        said_at=row["said_at"],
    )


def _alert_words(alert: AirAlert) -> tuple[str, list[str]]:
    return _("Air alert since %(time)s") % {"time": _local(alert.began_at, alert.of.country)}, []


def _curfew_words(curfew: Curfew) -> tuple[str, list[str]]:
    times = {"begins": curfew.begins.isoformat("minutes"), "ends": curfew.ends.isoformat("minutes")}
    days = {"first": date_format(curfew.first_on, "DATE_FORMAT")}
    if curfew.last_on is None:
        span = _("From %(first)s, no end set") % days
    else:
        span = _("From %(first)s to %(last)s") % {**days, "last": date_format(curfew.last_on, "DATE_FORMAT")}
    walking = _("Walking to a point: %(answer)s") % {"answer": word_label(Passage, curfew.passage)}
    details = [span, walking, *([_("Decision %(number)s") % {"number": curfew.decision}] if curfew.decision else [])]
    return _("Curfew from %(begins)s to %(ends)s") % times, details


def _state(notice: Notice, at: datetime) -> tuple[str, bool]:
    """What the public is told, and whether that is that it is on."""
    if isinstance(notice, AirAlert):
        said = {"time": _local(notice.confirmed_at, notice.of.country)}
        if notice.is_on(at):
            return _("On; last said at %(time)s") % said, True
        if notice.is_known(at):
            return _("Shown as not confirmed; last said to be on at %(time)s") % said, False
        return _("Not shown any more; last said to be on at %(time)s") % said, False
    night = notice.night(at)
    if night is None:
        return _("Over"), False
    if night.begins_at <= at:
        return _("On until %(time)s") % {"time": _local(night.ends_at, notice.of.country)}, True
    return _("Next at %(time)s") % {"time": _local(night.begins_at, notice.of.country)}, False


def _local(moment: datetime, country: str) -> str:
    local = moment.astimezone(local_zone(country)).replace(tzinfo=None)
    return date_format(local, pgettext("date format", "H:i, j E"))
