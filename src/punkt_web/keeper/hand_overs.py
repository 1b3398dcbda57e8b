"""Hand-overs as the console shows them, with what was known of the point at each."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from punkt import clock
from punkt.model.reports import N_QUARTERS
from punkt.units import UNIT_LABELS, Unit
from punkt_web.accounts.names import shown_name
from punkt_web.common.moments import clock_and_day
from punkt_web.common.numbers import shown_number
from punkt_web.common.trail_words import key_words, plain_words
from punkt_web.operations.keeping.hand_overs import HandedOver, hand_overs_of, known_of
from punkt_web.registry.models import Point

_N_SHOWN = 20
_UNITS = {"fuel_l": Unit.LITRE, "water_l": Unit.LITRE, "indoor_c": Unit.CELSIUS}


@dataclass(frozen=True, slots=True)
class HandOverShown:
    """A hand-over in words; ``read`` says who confirmed it and when, "" for nobody yet."""

    ulid: str
    at: str
    by: str
    author: str
    note: str
    known: list[str]
    read: str


def hand_over_shown(point: Point, one: HandedOver) -> HandOverShown:
    """In the reader's language."""
    row, read = one.row, one.read
    said = _("Read by %(name)s, %(time)s")
    told = (
        {"name": shown_name(read.author_name), "time": clock_and_day(read.observed_at, point.country)} if read else {}
    )
    return HandOverShown(
        ulid=row.ulid,
        at=clock_and_day(row.observed_at, point.country),
        by=shown_name(row.author_name),
        author=row.author_name,
        note=row.note,
        known=_known_words(row.known),
        read=said % told if read else "",
    )


def hand_over_page(point: Point) -> dict[str, Any]:
    """What the console knows now, the form, and the hand-overs before."""
    found = hand_overs_of(point, limit=_N_SHOWN)
    return {
        "known": _known_words(known_of(point, clock.now())),
        "hand_overs": [hand_over_shown(point, one) for one in found],
    }


def _known_words(known: dict[str, Any]) -> list[str]:
    return [f"{key_words(key)}: {_known_value(key, value)}" for key, value in known.items()]


def _known_value(key: str, value: Any) -> str:
    if key == "fuel_quarters":
        return f"{value}/{N_QUARTERS}"
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = shown_number(value)
        return f"{number} {_(UNIT_LABELS[_UNITS[key]])}" if key in _UNITS else number
    return plain_words(key, value) or _("Nothing")
