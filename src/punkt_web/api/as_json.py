"""A point as JSON. What a page does not show is not here either.

Nothing is left out to mean something: ``unknown`` names what nobody knows, ``withheld`` what nobody is told.
"""

from datetime import datetime
from typing import Any

from punkt.model.fields import FACTS, FIELDS, NEEDS, FieldKind
from punkt.model.vocabulary import Availability
from punkt_web.common.moments import written
from punkt_web.finder import words
from punkt_web.finder.answers import Found
from punkt_web.registry.published import PublishedPoint, told_keys

SHOWN_FACTS = tuple(dict.fromkeys(need.fact for need in NEEDS.values()))
"""What a list says of every point: what people ask for."""
_TEXTS = ("host", "authority", "settlement", "address", "entrance_note", "hours_normal", "hours_activated")
_WITHHELD = tuple(key for key in FIELDS if key in told_keys(is_area_only=False) - told_keys(is_area_only=True))
UNKNOWN = "unknown"


def point_as_json(found: Found) -> dict[str, Any]:
    """A point in a list: what it is, where, how it is now, and what people ask for."""
    point = found.point
    return {
        "code": point.code,
        "names": point.names,
        "country": point.country,
        "territories": list(point.lineage),
        "territory_names": point.territory_names,
        "kind": point.kind_names or None,
        "host_kind": point.host_kind or UNKNOWN,
        **{key: getattr(point, key) or None for key in _TEXTS},
        **_position(point),
        "capacity_seated": point.capacity_seated,
        "capacity_lying": point.capacity_lying,
        "opening_mode": point.opening_mode,
        "promised_minutes": point.promised_minutes,
        "now": {**now_as_json(found), **_people(found)},
        "services": {fact: found.availability(fact).value for fact in SHOWN_FACTS},
        "updated_at": written(point.updated_at),
    }


def point_in_full(found: Found) -> dict[str, Any]:
    """A point with every told fact, and the lists of what is not known and what is withheld."""
    point = found.point
    told = told_keys(is_area_only=point.is_area_only)
    return {
        **point_as_json(found),
        "aliases": list(point.aliases),
        "facts": {key: _fact(found, key) for key in FACTS if key in told},
        "unknown": [key for key in FIELDS if key in told and not _is_known(found, key)],
        "withheld": list(_WITHHELD) if point.is_area_only else [],
        "photos": [{"address": address, "description": description} for address, description in point.photos],
    }


def now_as_json(found: Found) -> dict[str, Any]:
    """The judgement at this moment: never the last word, but what it is still worth."""
    status = found.status
    return {
        "state": found.shown.state.value,
        "sureness": found.shown.sureness.value,
        "confirmed_at": None if status.state_at is None else written(status.state_at),
        "channel": status.state_channel.value if status.state_channel else None,
        "age_s": None if found.age is None else int(found.age.total_seconds()),
        "expires_at": None if found.expires_at is None else written(found.expires_at),
    }


def status_as_json(found: Found) -> dict[str, Any]:
    """The judgement alone, with the code."""
    return {"code": found.point.code, **now_as_json(found)}


def _people(found: Found) -> dict[str, Any]:
    counted: datetime | None = found.status.headcount_at if found.people else None
    return {
        "people": found.people[0] if found.people else None,
        "people_at": None if counted is None else written(counted),
    }


def _position(point: PublishedPoint) -> dict[str, Any]:
    return {
        "latitude": None if point.latitude is None else round(point.latitude, 6),
        "longitude": None if point.longitude is None else round(point.longitude, 6),
        "position_kind": position_kind(point),
        "position_accuracy_m": point.position_accuracy_m,
    }


def position_kind(point: PublishedPoint) -> str:
    """Whether the position is the door's, somewhere near it, the middle of a square that hides it, or not known."""
    if point.latitude is None or point.longitude is None:
        return UNKNOWN
    if point.is_area_only:
        return "area"
    return "rough" if words.is_rough(point) else "point"


def _fact(found: Found, key: str) -> Any:
    if FACTS[key].kind is FieldKind.AVAILABILITY:
        return found.availability(key).value
    return found.point.facts.get(key, UNKNOWN)


def _is_known(found: Found, key: str) -> bool:
    if key in FACTS:
        return _fact(found, key) not in {UNKNOWN, Availability.UNKNOWN}
    return _core(found.point, key) not in (None, "", UNKNOWN, (), {})


def _core(point: PublishedPoint, key: str) -> Any:
    match key:
        case "name":
            return point.names
        case "kind":
            return point.kind_names
        case "territory":
            return point.lineage
        case "position":
            return point.latitude
        case _:
            return getattr(point, key)
