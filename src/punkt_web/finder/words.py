"""Says in words what an answer knows: state, age, distance, seats, services. Every sentence is whole, to translate."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from punkt.confidence.freshness import PublicState
from punkt.geo.distance import Compass, compass_point, initial_bearing_deg, walking_minutes
from punkt.model.fields import FIELDS, NEEDS, FieldDefinition, FieldKind
from punkt.model.vocabulary import Availability, HostKind, OpeningMode, ReportChannel, label
from punkt.units import UNIT_LABELS, Unit
from punkt_web.common.moments import clock_and_day
from punkt_web.common.names import name_and_language, name_for_reader
from punkt_web.finder.answers import MAIN_SERVICES, Found
from punkt_web.finder.asking import Where
from punkt_web.finder.sentences import count, say, state_key
from punkt_web.finder.walks import FARTHEST_WALK_M, operator_streets
from punkt_web.registry.published import PublishedPoint

WALK_LIMIT_MINUTES = 120
ROUGH_POSITION_M = 300
FEW_MINUTES_AGO, FEW_MINUTES_NOT_CONFIRMED, FEW_HOURS = 60, 120, 48
"""An age below is told in minutes (of "ago" and of "not confirmed"), and below the last in hours; else in days."""
METRES_BELOW_M, TENTHS_BELOW_M = 995, 9_950
"""A distance below the first is told in metres, below the second in tenths of a kilometre; else in kilometres."""
DIRECTION_FROM_M = 30
"""Nearer than that a direction is chance."""


def language() -> str:
    """The language of the page."""
    return get_language() or "en"


def translated(text: str) -> str:
    """A text of the library in the language of the page."""
    return _(text)


def ago(age: timedelta) -> str:
    """ "12 min ago"."""
    minutes = int(age.total_seconds() // 60)
    if minutes < 1:
        return say("just_now")
    return _by_size("min_ago", "hours_ago", "days_ago", minutes, few_minutes=FEW_MINUTES_AGO)


def not_confirmed_for(age: timedelta) -> str:
    """ "Not confirmed for 9 h"."""
    minutes = int(age.total_seconds() // 60)
    return _by_size("not_for_min", "not_for_hours", "not_for_days", minutes, few_minutes=FEW_MINUTES_NOT_CONFIRMED)


def _by_size(in_minutes: str, in_hours: str, in_days: str, minutes: int, *, few_minutes: int) -> str:
    if minutes < few_minutes:
        return count(in_minutes, minutes)
    hours = minutes // 60
    return count(in_hours, hours) if hours < FEW_HOURS else count(in_days, hours // 24)


def state_words(found: Found) -> str:
    """The state with how sure it is: "Open, almost certain"."""
    if found.shown.state is PublicState.NOT_CONFIRMED:
        return _not_confirmed(found)
    return say(state_key(found.shown.state, found.shown.sureness))


def _not_confirmed(found: Found) -> str:
    if found.is_contradicted:
        return say("contradicted")
    if found.status.state_channel in {None, ReportChannel.IMPORT, ReportChannel.DEVICE}:
        return say("never_confirmed")
    if found.status.state_channel is ReportChannel.RESIDENT:
        return say("not_by_staff")
    return say("not_for_over_a_day") if found.age is None else not_confirmed_for(found.age)


def state_look(found: Found) -> str:
    """The class of the state in the style sheet; the default look is "not confirmed"."""
    looks = {
        PublicState.OPEN: "open",
        PublicState.FULL: "full",
        PublicState.OPENING: "full",
        PublicState.CLOSED: "shut",
    }
    return looks.get(found.shown.state, "")


_CONFIRMED = {
    ReportChannel.KEEPER: "staff_said",
    ReportChannel.COORDINATOR: "coordinator_said",
    ReportChannel.DUTY_OFFICER: "duty_officer_said",
    ReportChannel.RESIDENT: "resident_said",
}


def confirmation_words(found: Found) -> str:
    """Who said it and how long ago, or what the last word was; and that it is asked to open, which nobody answered."""
    said = _confirmation(found)
    if found.asked_at is None:
        return said
    asked = _("Asked to open at %(time)s. Nobody has said yet that it is.")
    return f"{said} " + asked % {"time": clock_and_day(found.asked_at, found.point.country)}


def _confirmation(found: Found) -> str:
    channel, state = found.status.state_channel, found.status.state
    is_standby = found.shown.state is PublicState.STANDBY
    if found.is_contradicted and state is not None:
        return say("last_word_contradicted", ago=_said_ago(found), state=_(label(state)))
    if channel is None or state is None:
        return _standby_words(found.point) if is_standby else say("nobody_confirmed")
    if found.shown.state is PublicState.NOT_CONFIRMED:
        return say("last_word", who=_(label(channel)), ago=_said_ago(found), state=_(label(state)))
    told = say(_CONFIRMED[channel], ago=_said_ago(found))
    if found.contradiction is not None:
        return f"{told} {_said_shut(found, found.contradiction.n_people)}"
    return f"{told} {_standby_words(found.point)}" if is_standby else told


def _said_shut(found: Found, n_people: int) -> str:
    """How many people came to a point whose address is withheld is not told."""
    return say("people_said_shut_since") if found.point.is_area_only else count("said_shut_since", n_people)


def _said_ago(found: Found) -> str:
    return say("over_a_day_ago") if found.age is None else ago(found.age)


def _standby_words(point: PublishedPoint) -> str:
    minutes = point.promised_minutes
    if minutes is None:
        return say("opens_when_asked")
    if minutes % 60 == 0 and minutes:
        hours = minutes // 60
        return ngettext(
            "It opens within %(n)d h after the municipality asks.",
            "It opens within %(n)d h after the municipality asks.",
            hours,
        ) % {"n": hours}
    return ngettext(
        "It opens within %(n)d min after the municipality asks.",
        "It opens within %(n)d min after the municipality asks.",
        minutes,
    ) % {"n": minutes}


def distance_words(metres: float) -> str:
    """ "420 m", "1.3 km", "27 km": no finer than a walk is known."""
    if metres < METRES_BELOW_M:
        return say("metres", n=number_format(max(10, round(metres / 10) * 10)))
    digits = 1 if metres < TENTHS_BELOW_M else 0
    # Rounded first: number_format cuts the rest off, and a walk must not look shorter than it is.
    return say("kilometres", n=number_format(round(metres / 1000, digits), digits))


@dataclass(frozen=True, slots=True)
class Way:
    """How far a point is: the walk, its direction and its minutes, each "" where it does not apply."""

    distance: str
    direction: str
    walk: str


def way_words(found: Found, where: Where | None) -> Way | None:
    """``None`` where nobody asked from a place."""
    point = found.point
    if where is None:
        return None
    if found.distance_m is None or point.latitude is None or point.longitude is None:
        return Way(say("distance_unknown"), "", "")
    if point.is_area_only:
        about_km = max(1, round(found.distance_m / 1000))
        return Way(say("about_km", n=number_format(about_km)), "", "")
    walked_m = found.walk_m
    if is_rough(point):
        return Way(say("about_distance", distance=distance_words(walked_m)), "", "")
    if walked_m == math.inf:
        farthest = distance_words(FARTHEST_WALK_M)
        return Way(_("more than %(distance)s on foot: something lies between") % {"distance": farthest}, "", "")
    minutes = walking_minutes(walked_m)
    bearing = initial_bearing_deg(where.latitude, where.longitude, point.latitude, point.longitude)
    is_walk = minutes <= WALK_LIMIT_MINUTES
    return Way(
        distance=distance_words(walked_m),
        direction=direction_words(compass_point(bearing)) if found.distance_m >= DIRECTION_FROM_M else "",
        walk=count("on_foot", minutes) if is_walk else "",
    )


def streets_by(found: Iterable[Found]) -> str:
    """Who has to be named for the streets that walks to these points were measured by, "" where none were."""
    streets = operator_streets() if any(one.walked_m is not None for one in found) else None
    return streets.attribution if streets is not None else ""


def streets_words(found: Iterable[Found]) -> str:
    """The sentence that names them."""
    named = streets_by(found)
    return _("Streets: %(streets_by)s.") % {"streets_by": named} if named else ""


def direction_words(direction: Compass) -> str:
    """ "north-east"."""
    return _(direction.label)


def is_rough(point: PublishedPoint) -> bool:
    """Whether the true place may be streets away from the position."""
    is_far_off = point.position_accuracy_m is not None and point.position_accuracy_m > ROUGH_POSITION_M
    return is_far_off or point.position_method == "settlement"


def seats_words(found: Found) -> str:
    """People and seats with their age."""
    seats, counted = found.point.capacity_seated, found.people
    if counted is None:
        return say("seats_unknown") if seats is None else count("seats_only", seats)
    people, told = counted[0], {"n": counted[0], "ago": ago(counted[1])}
    if seats is None:
        return ngettext("%(n)d person inside, %(ago)s", "%(n)d people inside, %(ago)s", people) % told
    taken = ngettext("%(n)d of %(seats)d seats taken, %(ago)s", "%(n)d of %(seats)d seats taken, %(ago)s", people)
    return taken % {**told, "seats": seats}


@dataclass(frozen=True, slots=True)
class ServiceWord:
    """A service with its mark: yes, limited, no or unknown. ``fact`` is its field key."""

    fact: str
    availability: Availability
    mark: str
    text: str


MARKS = {
    Availability.YES: "✓",
    Availability.LIMITED: "◐",
    Availability.NO: "✗",
    Availability.NOT_APPLICABLE: "✗",
    Availability.UNKNOWN: "?",
}


_SERVICE_SENTENCES = {
    Availability.YES: "",
    Availability.LIMITED: "service_limited",
    Availability.NO: "service_no",
    Availability.NOT_APPLICABLE: "service_no",
    Availability.UNKNOWN: "service_unknown",
}


def service_word(found: Found, fact: str) -> ServiceWord:
    """One service of a point as it is now."""
    word = found.availability(fact)
    service = _(FIELDS[fact].label)
    key = _SERVICE_SENTENCES[word]
    return ServiceWord(fact, word, MARKS[word], say(key, service=service) if key else service)


def service_words(found: Found, needs: Iterable[str]) -> list[ServiceWord]:
    """What was asked for, then the main services."""
    facts = dict.fromkeys([*(NEEDS[need].fact for need in needs), *MAIN_SERVICES])
    return [service_word(found, fact) for fact in facts]


def name_words(point: PublishedPoint) -> tuple[str, str]:
    """The name of a point and the language it is in ("" where it is the page's own or not known)."""
    name, spoken = name_and_language(point.names, point.country)
    if name:
        return name, "" if spoken == language() else spoken
    if point.is_area_only:
        return say("point_withheld", code=point.code), ""
    if host_kind := host_kind_words(point):
        return f"{host_kind} {point.code}", ""
    return say("point", code=point.code), ""


def territory_words(point: PublishedPoint) -> str:
    """The name of the territory, "" where not known."""
    return name_for_reader(point.territory_names, point.country)


def value_words(definition: FieldDefinition, value: Any) -> str:
    """A known value of the register in words."""
    if definition.kind is FieldKind.AVAILABILITY:
        return _(label(Availability(value)))
    if definition.kind is FieldKind.CHOICE:
        return _(dict(definition.options).get(value, str(value)))
    if definition.kind in {FieldKind.NUMBER, FieldKind.COUNT}:
        number = number_format(value)
        if definition.unit in {None, Unit.PERSON, Unit.PIECE}:
            return number
        return _("%(number)s %(unit)s") % {"number": number, "unit": _(UNIT_LABELS[definition.unit])}
    return str(value)


def host_kind_words(point: PublishedPoint) -> str:
    """Who runs it, by kind; "" where not known."""
    kind = HostKind(point.host_kind or HostKind.UNKNOWN)
    return "" if kind is HostKind.UNKNOWN else _(label(kind))


def opening_mode_words(point: PublishedPoint) -> str:
    """How it is meant to open, "" where not known."""
    mode = OpeningMode(point.opening_mode)
    return "" if mode is OpeningMode.UNKNOWN else _(label(mode))
