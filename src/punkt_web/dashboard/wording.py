"""Stored values in the words of the reader."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, ngettext, pgettext_lazy

from punkt.model.fields import FIELDS, FieldDefinition, FieldKind
from punkt.model.vocabulary import (
    LABELS,
    EvidenceMethod,
    PositionMethod,
    Visibility,
)
from punkt.units import UNIT_LABELS, Unit
from punkt_web.common.names import name_for_reader
from punkt_web.common.wording import chosen_words
from punkt_web.registry.models import Point, PointKind

LANGUAGES: dict[str, Any] = dict(settings.LANGUAGES)
STATUS_LABELS = {
    Point.Status.PLANNED.value: pgettext_lazy("status of a point", "Planned"),
    Point.Status.DESIGNATED.value: pgettext_lazy("status of a point", "Designated"),
    Point.Status.WITHDRAWN.value: pgettext_lazy("status of a point", "Withdrawn"),
}


def kind_title(code: str) -> str:
    """The name of a kind of point by its code; the code itself for one that is no longer there."""
    kind = PointKind.objects.filter(code=code).first()
    return name_for_reader(kind.names) or code if kind else code


def field_label(key: str) -> str:
    """A field in the reader's language; ``position`` and the like for keys that are no field come back as they are."""
    return gettext(FIELDS[key].label) if key in FIELDS else key


def word_label(vocabulary: Any, word: str) -> str:
    """A word of a closed list in the reader's language."""
    return gettext(LABELS[vocabulary][vocabulary(word)])


def value_words(key: str, value: Any) -> str:
    """A stated value (JSON-safe form) as a person reads it, with its unit."""
    if value is None:
        return gettext("not known")
    if key == "name":
        return "; ".join(f"{LANGUAGES.get(language, language)}: {name}" for language, name in value.items())
    if key == "position":
        return _position_words(*value)
    if key == "kind":
        return kind_title(str(value))
    definition = FIELDS[key]
    if definition.kind in {FieldKind.NUMBER, FieldKind.COUNT}:
        return _with_unit(definition, value)
    return chosen_words(key, str(value))


def _with_unit(definition: FieldDefinition, value: float) -> str:
    number = number_format(int(value) if value == int(value) else value)
    if definition.unit is Unit.PERSON:
        return ngettext("%(number)s person", "%(number)s people", int(value)) % {"number": number}
    if definition.unit in {Unit.PIECE, None}:
        return str(number)
    return gettext("%(number)s %(unit)s") % {"number": number, "unit": unit_words(definition)}


def unit_words(definition: FieldDefinition) -> str:
    """The unit as it stands after a number; empty for plain counts."""
    return "" if definition.unit in {Unit.PIECE, None} else gettext(UNIT_LABELS[definition.unit])


def _position_words(latitude: float, longitude: float, accuracy_m: float | None, method: str) -> str:
    place = f"{latitude:.5f}, {longitude:.5f}"
    how = word_label(PositionMethod, method)
    if accuracy_m is None:
        return gettext("%(place)s (accuracy not known, %(how)s)") % {"place": place, "how": how}
    metres = number_format(round(accuracy_m))
    return gettext("%(place)s (within %(metres)s m, %(how)s)") % {"place": place, "metres": metres, "how": how}


def provenance_words(entry: Mapping[str, Any]) -> str:
    """Who said it, how it was come by, and when."""
    if not entry:
        return gettext("origin not known")
    method = word_label(EvidenceMethod, entry["method"]) if entry.get("method") in set(EvidenceMethod) else ""
    stated = _day(entry.get("stated_on") or entry.get("recorded_at", ""))
    return ", ".join(part for part in (method, str(entry.get("source", "")), stated) if part)


def _day(text: str) -> str:
    try:
        day = datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return text
    if isinstance(day, datetime):
        day = timezone.localtime(day) if day.tzinfo else day
    return str(date_format(day, "DATE_FORMAT"))


def publication_words(visibility: Visibility) -> str:
    """What a decision means for those who look."""
    return {
        Visibility.PUBLIC: gettext("Everybody sees the name, the address, the exact position and the services."),
        Visibility.AREA: gettext(
            "Everybody sees that there is a point with these services somewhere in a square of 2 km. "
            "No name, no address, no exact position."
        ),
        Visibility.MEMBERS: gettext(
            "The public sees nothing. Everybody with a role in this area sees the point at the desk."
        ),
        Visibility.HIDDEN: gettext(
            "The public sees nothing. At the desk only keepers, coordinators and those above them see the point."
        ),
    }[visibility]
