"""What is stated about a point, applied to its row in memory: the one rule for forms, imports and merges.

A *statement* is a field key with a value; ``None`` forgets the field. Values by field: ``name`` a mapping of language
to name (``None`` forgets the name in that language; languages that are not named keep theirs); ``position`` a
``Position``; ``territory`` a ``Territory``; ``kind`` a ``PointKind``; ``host``, ``holder`` and ``authority`` an
``Organisation``; core words and texts strings; capacities whole numbers; facts as ``checked_fact`` stores them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models

from punkt.errors import InvalidValue
from punkt.model.fields import FIELDS, FieldKind, checked_fact
from punkt.model.fields import field as field_definition
from punkt.model.position import Position
from punkt.model.vocabulary import CapacityBasis, EvidenceMethod, HostKind, OpeningMode, PositionMethod
from punkt.places.fold import folded
from punkt.wording import gettext_noop as _
from punkt_web.common.texts import one_line
from punkt_web.registry.models import Organisation, Point, PointKind, Territory

_RELATIONS: dict[str, type[models.Model]] = {
    "territory": Territory,
    "kind": PointKind,
    "host": Organisation,
    "holder": Organisation,
    "authority": Organisation,
}
_WORDS: dict[str, type[HostKind] | type[OpeningMode] | type[CapacityBasis]] = {
    "host_kind": HostKind,
    "opening_mode": OpeningMode,
    "capacity_seated_basis": CapacityBasis,
    "capacity_lying_basis": CapacityBasis,
}
_TEXT_LIMITS = {
    column.name: column.max_length
    for column in Point._meta.concrete_fields
    if isinstance(column, models.CharField) and column.max_length
}
_SEEN_BY_A_PERSON = {EvidenceMethod.SEEN, EvidenceMethod.PHONED, EvidenceMethod.DOCUMENT}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a statement comes from. ``source`` names a list, a document or a person; ``stated_on`` is ISO or empty."""

    source: str
    method: EvidenceMethod
    stated_on: str = ""

    @property
    def is_verified(self) -> bool:
        """Whether a person checked it; such a field is not overwritten by a list."""
        return self.method in _SEEN_BY_A_PERSON


@dataclass(slots=True)
class Change:
    """What applying statements did: JSON-safe values before and after, by field, and fields kept because verified."""

    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)
    """Field -> the JSON-safe value that was stated and not taken, because a person had verified another."""

    def __bool__(self) -> bool:
        return bool(self.after)


def stated_value(point: Point, key: str) -> Any:
    """The value of a field in JSON-safe form: what the audit trail and comparisons hold. ``None`` is unknown."""
    if not FIELDS[key].is_core:
        return point.facts.get(key)
    if key == "name":
        return dict(point.names) or None
    if key == "position":
        if point.latitude is None or point.longitude is None:
            return None
        return [point.latitude, point.longitude, point.position_accuracy_m, point.position_method]
    if key in _RELATIONS:
        return _relation_key(getattr(point, key))
    value = getattr(point, key)
    return None if value in ("", "unknown") else value


def is_known(value: Any) -> bool:
    """Whether a stated value tells anything: "unknown" says that somebody asked and nobody knows."""
    return value is not None and value != "unknown"


def all_stated(point: Point) -> dict[str, Any]:
    """Every field of which something was stated, "nobody knows" too, in JSON-safe form."""
    values = {key: stated_value(point, key) for key in FIELDS}
    return {key: value for key, value in values.items() if value is not None}


def apply_statements(
    point: Point, statements: Mapping[str, Any], evidence: Evidence, *, by: str, at: datetime
) -> Change:
    """Writes the statements into ``point`` (not saved) with their provenance.

    A statement that says what is already there changes nothing, not even its provenance. A list never overwrites what
    a person verified: such statements are returned in ``Change.kept``. Raises ``InvalidValue`` or ``UnknownField``.

    The search text is the caller's part (``refresh_search_text``): it needs the other names of the point, which whoever
    changes many points reads in one query.
    """
    change = Change()
    origin = _origin(evidence, by=by, at=at)
    # Copies of its own, changed in place: a list states millions of fields.
    point.facts, point.provenance = dict(point.facts), dict(point.provenance)
    for key, value in statements.items():
        before = stated_value(point, field_definition(key).key)
        after = _names_after(point, value) if key == "name" else _json_safe(key, value)
        if before == after:
            continue
        if before is not None and not evidence.is_verified and point.provenance.get(key, {}).get("verified"):
            change.kept[key] = after
            continue
        _assign(point, key, value, after)
        point.provenance.pop(key, None)
        if after is not None:
            point.provenance[key] = dict(origin)
        change.before[key], change.after[key] = before, after
    if change:
        point.updated_at = at
    return change


def refresh_search_text(point: Point, *, more_names: Iterable[str] = ()) -> None:
    """Sets the folded text in which the desk searches (SQLite's LIKE does not fold Cyrillic); aliases are in it.

    ``more_names`` are aliases that are not written yet.
    """
    aliases = [alias.name for alias in point.aliases.all()] if point.pk else []
    parts = [point.code, *point.names.values(), *aliases, *more_names, point.settlement, point.address]
    point.search_text = folded(" ".join(part for part in parts if part))


def _names_after(point: Point, value: Mapping[str, str | None] | None) -> dict[str, str] | None:
    if value is None:
        return None
    names = dict(point.names)
    for language, text in value.items():
        name = one_line(text or "")[:300]
        if name:
            names[str(language)] = name
        elif text is None:
            names.pop(str(language), None)
    return names or None


def _json_safe(key: str, value: Any) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, Position):
        return [value.latitude, value.longitude, value.accuracy_m, str(value.method)]
    if isinstance(value, models.Model):
        return _relation_key(value)
    return _checked(key, value)


def _relation_key(row: models.Model | None) -> str | None:
    if row is None:
        return None
    return row.name if isinstance(row, Organisation) else str(row.code)  # type: ignore[attr-defined]


def _checked(key: str, value: Any) -> Any:
    definition = FIELDS[key]
    if not definition.is_core:
        return checked_fact(key, one_line(value) if definition.kind is FieldKind.TEXT else value)
    if key in _RELATIONS or key == "position":
        raise InvalidValue(_("%(value)s is not a value of this field."), where=key, values={"value": repr(value)})
    if key in _WORDS:
        return _checked_word(key, value)
    if definition.kind is FieldKind.COUNT:
        return _checked_count(key, value)
    limit = _TEXT_LIMITS[key]
    text = one_line(value)
    if len(text) > limit:
        raise InvalidValue(_("The text is longer than %(limit)s characters."), where=key, values={"limit": limit})
    return text or None


def _checked_word(key: str, value: Any) -> str | None:
    try:
        word = _WORDS[key](value)
    except ValueError:
        raise InvalidValue(
            _("%(value)s is not one of %(listed)s."),
            where=key,
            values={"value": repr(value), "listed": ", ".join(_WORDS[key])},
        ) from None
    return None if word == "unknown" else str(word)


def _checked_count(key: str, value: Any) -> int:
    low, high = FIELDS[key].limits
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise InvalidValue(
            _("%(value)s is not a whole number from %(low)s to %(high)s."),
            where=key,
            values={"value": repr(value), "low": f"{low:g}", "high": f"{high:g}"},
        )
    return value


def _assign(point: Point, key: str, value: Any, stored: Any) -> None:
    """``stored`` is the JSON-safe form of ``value``, which for relations and positions is the thing itself."""
    if not FIELDS[key].is_core:
        point.facts.pop(key, None)
        if stored is not None:
            point.facts[key] = stored
    elif key == "name":
        point.names = stored or {}
    elif key == "position":
        _assign_position(point, value or None)
    elif key in _RELATIONS:
        setattr(point, key, value or None)
        if key == "territory" and value:
            point.country = value.country
    else:
        setattr(point, key, _empty(key) if stored is None else stored)


def _empty(key: str) -> str | None:
    if key in _WORDS:
        return "unknown"
    return None if FIELDS[key].kind is FieldKind.COUNT else ""


def _assign_position(point: Point, value: Position | None) -> None:
    point.latitude = value.latitude if value else None
    point.longitude = value.longitude if value else None
    point.position_accuracy_m = value.accuracy_m if value else None
    point.position_method = value.method if value else PositionMethod.UNKNOWN


def _origin(evidence: Evidence, *, by: str, at: datetime) -> dict[str, Any]:
    """The provenance that the fields of one change share."""
    origin: dict[str, Any] = {"source": evidence.source, "method": str(evidence.method)}
    origin |= {"recorded_at": at.isoformat(timespec="seconds"), "by": by}
    if evidence.stated_on:
        origin["stated_on"] = evidence.stated_on
    if evidence.is_verified:
        origin["verified"] = True
    return origin
