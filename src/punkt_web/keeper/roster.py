"""Shifts as the console shows them, and what its form for planning one offers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from punkt import clock
from punkt.model.shifts import MOST_PEOPLE
from punkt.roster import Gap
from punkt_web.accounts.models import User
from punkt_web.common.moments import clock_and_day
from punkt_web.common.zones import local_zone
from punkt_web.keeper.queries import kept_points
from punkt_web.operations.actions.keeping.shifts import KEPT
from punkt_web.operations.keeping.shifts import (
    LOOKED_AHEAD,
    OnShift,
    ShiftNow,
    gaps_ahead,
    keepers_of,
    shifts_at,
    shifts_of,
)
from punkt_web.registry.models import Point

_SHOWN_AHEAD = timedelta(days=14)
_SHOWN_BACK = timedelta(hours=24)
_SOON = timedelta(hours=2)
"""How long before a shift its begin is offered."""
_ENDS_SOON = timedelta(minutes=30)
"""From when its end is offered on top of the console: until then the report stands there."""


@dataclass(frozen=True, slots=True)
class PersonShown:
    """Somebody in a shift; ``step`` is what they can say next: "begin", "end" or "" for nothing."""

    ulid: str
    name: str
    told: str
    step: str


@dataclass(frozen=True, slots=True)
class ShiftShown:
    """A shift in words."""

    ulid: str
    when: str
    is_now: bool
    is_over: bool
    ends_soon: bool
    lacks: str
    people: list[PersonShown]


def shift_shown(one: ShiftNow, country: str, at: datetime) -> ShiftShown:
    """By the clocks of the country."""
    shift = one.shift
    n_lacking = shift.n_needed - len(one.people)
    return ShiftShown(
        ulid=shift.ulid,
        when=_span(shift.begins_at, shift.ends_at, country),
        is_now=shift.begins_at <= at < shift.ends_at,
        is_over=shift.ends_at <= at,
        ends_soon=shift.ends_at <= at + _ENDS_SOON,
        lacks=ngettext("%(n)s more is needed", "%(n)s more are needed", n_lacking) % {"n": n_lacking}
        if n_lacking > 0
        else "",
        people=[_person(person, one, country, at) for person in one.people],
    )


def _person(one: OnShift, shift: ShiftNow, country: str, at: datetime) -> PersonShown:
    told = []
    if one.began_at is not None:
        told.append(_("began at %(time)s") % {"time": clock_and_day(one.began_at, country)})
    if one.ended_at is not None:
        told.append(_("ended at %(time)s") % {"time": clock_and_day(one.ended_at, country)})
    name = one.name or _("name deleted")
    return PersonShown(one.person.ulid, name, ", ".join(told), _next_step(one, shift, at))


def _next_step(one: OnShift, shift: ShiftNow, at: datetime) -> str:
    """The end may be said some time after the shift, its begin no more."""
    times = shift.shift
    if one.ended_at is not None or at < times.begins_at - _SOON:
        return ""
    if one.began_at is None:
        return "begin" if at < times.ends_at else ""
    return "end"


def gap_words(gap: Gap, country: str) -> str:
    """A gap in the words of a keeper."""
    when = {"begins": clock_and_day(gap.begins_at, country), "ends": clock_and_day(gap.ends_at, country)}
    if gap.n_people == 0:
        return _("Nobody from %(begins)s to %(ends)s") % when
    counts = {"n": gap.n_people, "needed": gap.n_needed}
    told = ngettext(
        "%(n)s of %(needed)s person from %(begins)s to %(ends)s",
        "%(n)s of %(needed)s people from %(begins)s to %(ends)s",
        gap.n_needed,
    )
    return told % (when | counts)


def roster_page(point: Point) -> dict[str, Any]:
    """The shifts of the last day and of the next two weeks, and the gaps of the next two days."""
    at = clock.now()
    shifts = shifts_at(point, at - _SHOWN_BACK, at + _SHOWN_AHEAD)
    return {
        "shifts": [shift_shown(one, point.country, at) for one in shifts],
        "gaps": [gap_words(gap, point.country) for gap in gaps_ahead(shifts, at)],
        "keepers": [(user.pk, user.name or user.email) for user in keepers_of(point)],
        "most_people": MOST_PEOPLE,
        "unsent": PersonShown("", "", "", "begin"),
        "soon_ms": round(_SOON.total_seconds() * 1000),
        "names_kept_days": KEPT.days,
    }


def own_shifts(point: Point, user: User, at: datetime) -> dict[str, Any]:
    """For the top of the console: the own shift that begins soon or runs, who is on, and the next gap."""
    shifts = shifts_at(point, at - _SHOWN_BACK, at + LOOKED_AHEAD)
    mine = [
        (shift_shown(one, point.country, at), _person(person, one, point.country, at))
        for one in shifts
        for person in one.people
        if person.person.user_id == user.pk
    ]
    offered = [(shift, person) for shift, person in mine if person.step]
    pressing = [(shift, person) for shift, person in offered if person.step == "begin" or shift.ends_soon]
    on_now = [person.name for one in shifts if one.shift.begins_at <= at < one.shift.ends_at for person in one.people]
    return {
        "pressing_shifts": pressing,
        "later_shifts": [one for one in offered if one not in pressing],
        "on_now": ", ".join(filter(None, on_now)),
        "gap": next((gap_words(gap, point.country) for gap in gaps_ahead(shifts, at)), ""),
    }


def shifts_of_person(user: User, at: datetime) -> list[tuple[Point, str]]:
    """Where and when somebody is to be, the next first."""
    return [
        (one.shift.point, _span(one.shift.begins_at, one.shift.ends_at, one.shift.point.country))
        for one in shifts_of(user, kept_points(user), at)
    ]


def _span(begins: datetime, ends: datetime, country: str) -> str:
    zone = local_zone(country)
    is_one_day = localtime(begins, zone).date() == localtime(ends, zone).date()
    first = time_format(localtime(begins, zone), "H:i") if is_one_day else clock_and_day(begins, country)
    return f"{first} – {clock_and_day(ends, country)}"
