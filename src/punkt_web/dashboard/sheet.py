"""A point as its page shows it: what is known, from where, and what is not."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from punkt.model.fields import FIELDS, GROUP_LABELS, Audience, FieldGroup
from punkt_web.common.names import name_for_reader
from punkt_web.dashboard.wording import field_label, provenance_words, value_words
from punkt_web.registry.models import Point
from punkt_web.registry.queries import FieldSight
from punkt_web.registry.statements import is_known, stated_value
from punkt_web.registry.titles import territory_title


@dataclass(frozen=True, slots=True)
class KnownField:
    """One field of which something was stated, in words."""

    key: str
    label: str
    words: str
    origin: str
    is_verified: bool
    audience: Audience


@dataclass(slots=True)
class SheetGroup:
    """A group of fields: the known ones, those where somebody asked and nobody knows, and the labels of the rest."""

    group: FieldGroup
    label: str
    known: list[KnownField] = field(default_factory=list)
    asked: list[KnownField] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def sheet(point: Point, sight: FieldSight) -> list[SheetGroup]:
    """All fields that may be seen, by group of the register."""
    groups = {group: SheetGroup(group, gettext(label)) for group, label in GROUP_LABELS.items()}
    for key, definition in FIELDS.items():
        if not sight.shows(definition.audience):
            continue
        group = groups[definition.group]
        value = stated_value(point, key)
        if value is None:
            group.unknown.append(field_label(key))
        else:
            (group.known if is_known(value) else group.asked).append(_stated_field(point, key, value))
    return list(groups.values())


def _stated_field(point: Point, key: str, value: Any) -> KnownField:
    entry = point.provenance.get(key, {})
    words = _related_words(point, key, value)
    audience = FIELDS[key].audience
    return KnownField(key, field_label(key), words, provenance_words(entry), bool(entry.get("verified")), audience)


def _related_words(point: Point, key: str, value: Any) -> str:
    if key == "territory" and point.territory is not None:
        return f"{territory_title(point.territory)} ({point.territory.code})"
    if key == "kind" and point.kind is not None:
        return name_for_reader(point.kind.names) or point.kind.code
    return value_words(key, value)


@dataclass(frozen=True, slots=True)
class Side:
    """One field of two rows that may be one place."""

    label: str
    left: str
    right: str
    differs: bool
    """Both are known and say different things."""
    is_one_sided: bool
    """Only one of the two is known."""


def side_by_side(left: Point, right: Point, sights: tuple[FieldSight, FieldSight]) -> list[Side]:
    """Fields of which at least one row knows something, in words; secret ones where both may be seen."""
    sides = []
    for key, definition in FIELDS.items():
        if not all(sight.shows(definition.audience) for sight in sights):
            continue
        values = [stated_value(point, key) for point in (left, right)]
        if values != [None, None]:
            words = [_related_words(point, key, value) for point, value in zip((left, right), values, strict=True)]
            is_one_sided = is_known(values[0]) != is_known(values[1])
            differs = values[0] != values[1] and not is_one_sided
            sides.append(Side(field_label(key), words[0], words[1], differs, is_one_sided))
    return sides
