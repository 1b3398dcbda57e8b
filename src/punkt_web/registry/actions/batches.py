"""Points by the thousand: stated in memory, put into the words of their rows, written all at once.

Putting into words takes most of the time and needs no lock; writing what was put into words is short.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from types import NoneType
from typing import Any

from django.db import connection, models, transaction
from django.db.models import prefetch_related_objects

from punkt import clock
from punkt.model.fields import FIELDS
from punkt_web.common.audit import Actor, PreparedWrite, Write, prepared, record_prepared
from punkt_web.registry.actions.locking import lock_points
from punkt_web.registry.actions.points import (
    OrganisationKey,
    organisation_key,
    organisations,
    publish_revision,
    unused_code,
)
from punkt_web.registry.models import Organisation, Point
from punkt_web.registry.statements import Change, Evidence, apply_statements, refresh_search_text

_BATCH = 1000
_ROLES = ("host", "holder", "authority")
_COLUMNS = {column.attname: column for column in Point._meta.concrete_fields if column.attname != "id"}
_OF_FIELD = {
    "name": ("names",),
    "position": ("latitude", "longitude", "position_accuracy_m", "position_method"),
    "territory": ("territory_id", "country"),
    "kind": ("kind_id",),
    **{role: (f"{role}_id",) for role in _ROLES},
}
_DEFAULTS = {column.attname: column.get_default() for column in Point._meta.concrete_fields}
_MADE_ANEW = {name: type(value) for name, value in _DEFAULTS.items() if isinstance(value, dict | list)}
_PLAIN = (NoneType, str, int, float, bool)
_WITH_EVERY_CHANGE = ("provenance", "search_text", "updated_at")

# Plain SQL that SQLite and PostgreSQL share: the ORM takes five times as long to put the same rows into words.
_ADD_IDENTIFIER = """
INSERT INTO registry_pointidentifier (point_id, authority, value)
VALUES ((SELECT id FROM registry_point WHERE code = %s), %s, %s) ON CONFLICT DO NOTHING
"""
_ADD_ALIAS = """
INSERT INTO registry_pointalias (point_id, language, name)
VALUES ((SELECT id FROM registry_point WHERE code = %s), %s, %s) ON CONFLICT DO NOTHING
"""

Pairs = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class PointWrite:
    """One point of a bulk write: new (``point`` unsaved) or known, with what it is now said to be.

    ``identifiers`` are pairs of authority and value, ``aliases`` pairs of language and name; all are new to the point.
    """

    point: Point
    change: Change
    identifiers: Pairs
    is_new: bool
    aliases: Pairs = ()


@dataclass(slots=True)
class PointBatch:
    """Prepares points of a list in memory; ``write_batch`` then writes all or nothing.

    A host, holder or authority may be an ``Organisation`` that is not saved: it is made with the batch.
    """

    evidence: Evidence
    by: str
    at: datetime = field(default_factory=clock.now)
    taken_codes: set[str] = field(default_factory=lambda: set(Point.objects.values_list("code", flat=True)))
    writes: list[PointWrite] = field(default_factory=list)

    def add_new(
        self,
        statements: Mapping[str, Any],
        *,
        identifiers: Iterable[tuple[str, str]] = (),
        aliases: Iterable[tuple[str, str]] = (),
        is_demo: bool = False,
        code: str = "",
    ) -> Point:
        """A new point; ``code`` only where the caller has one that is free."""
        if code:
            self.taken_codes.add(code)
        point = _blank_point(
            code=code or unused_code(self.taken_codes), is_demo=is_demo, created_at=self.at, updated_at=self.at
        )
        change = apply_statements(point, statements, self.evidence, by=self.by, at=self.at)
        write = PointWrite(point, change, tuple(identifiers), is_new=True, aliases=tuple(aliases))
        refresh_search_text(point, more_names=_names(write))
        self.writes.append(_noted(write))
        return point

    def add_change(
        self,
        point: Point,
        statements: Mapping[str, Any],
        *,
        identifiers: Iterable[tuple[str, str]] = (),
        aliases: Iterable[tuple[str, str]] = (),
    ) -> Change:
        """What the list says of a known point; empty when it says nothing new."""
        change = apply_statements(point, statements, self.evidence, by=self.by, at=self.at)
        write = PointWrite(point, change, tuple(identifiers), is_new=False, aliases=tuple(aliases))
        if change or write.identifiers or write.aliases:
            self.writes.append(_noted(write))
        return change


def _blank_point(**known: Any) -> Point:
    """``Point(**known)``, which takes Django thrice the time that it needs for values in their order."""
    made = {name: default() for name, default in _MADE_ANEW.items()}
    return Point(*(_DEFAULTS | made | known).values())


def _names(write: PointWrite) -> list[str]:
    return [name for _language, name in write.aliases]


def _noted(write: PointWrite) -> PointWrite:
    """The audit row of a point tells its identifiers and other names too."""
    if write.identifiers:
        write.change.after["identifiers"] = [f"{authority}: {value}" for authority, value in write.identifiers]
    if write.aliases:
        write.change.after["aliases"] = _names(write)
    return write


@dataclass(slots=True)
class PreparedPoints:
    """A batch in the words of its rows, which can be pickled and need nothing of the database any more.

    ``new`` are rows of ``_COLUMNS``; ``changed`` maps the columns that change to rows of their values, the id last. An
    organisation that is not saved stands in both as name and country.
    """

    new: list[list[Any]] = field(default_factory=list)
    changed: dict[tuple[str, ...], list[list[Any]]] = field(default_factory=dict)
    identifiers: list[tuple[str, str, str]] = field(default_factory=list)
    aliases: list[tuple[str, str, str]] = field(default_factory=list)
    audits: list[PreparedWrite] = field(default_factory=list)
    organisations: set[OrganisationKey] = field(default_factory=set)

    @property
    def changed_ids(self) -> list[int]:
        """The points that are not new."""
        return [row[-1] for rows in self.changed.values() for row in rows]


def prepare_batch(actor: Actor, batch: PointBatch, *, reason: str) -> PreparedPoints:
    """Puts a batch into words. Of a known point only the columns that change are written."""
    words, changed = PreparedPoints(), defaultdict(list)
    known = [write for write in batch.writes if not write.is_new and write.change]
    if known:
        prefetch_related_objects([write.point for write in known], "aliases")
    for write in known:
        refresh_search_text(write.point, more_names=_names(write))
        write.point.updated_at = batch.at
        columns = _changed_columns(write.change)
        changed[columns].append([*_row(write.point, columns, words.organisations), write.point.pk])
    words.changed = dict(changed)
    words.new = [_row(one.point, tuple(_COLUMNS), words.organisations) for one in batch.writes if one.is_new]
    for write in batch.writes:
        code = write.point.code
        words.identifiers += [(code, *identifier) for identifier in write.identifiers]
        words.aliases += [(code, *alias) for alias in write.aliases]
        if write.is_new or write.change:
            words.audits.append(prepared(actor, _as_audit(write, reason)))
    return words


def _changed_columns(change: Change) -> tuple[str, ...]:
    """What a change writes, in the order of the table, so that equal changes share a statement."""
    touched = set(_WITH_EVERY_CHANGE)
    for key in change.after:
        if key in FIELDS:
            touched.update(_OF_FIELD.get(key, (key,)) if FIELDS[key].is_core else ("facts",))
    return tuple(column for column in _COLUMNS if column in touched)


def _row(point: Point, columns: tuple[str, ...], unsaved: set[OrganisationKey]) -> list[Any]:
    values = [
        value if type(value) in _PLAIN else _stored(column, value)
        for column, value in zip(columns, attrgetter(*columns)(point), strict=True)
    ]
    for role in _ROLES:
        organisation: Organisation | None = point._state.fields_cache.get(role)
        if organisation is not None and organisation.pk is None and f"{role}_id" in columns:
            key = organisation_key(organisation.name, organisation.country)
            unsaved.add(key)
            values[columns.index(f"{role}_id")] = key
    return values


def _stored(column: str, value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(_COLUMNS[column], models.JSONField):
        return _json(value)
    return str(value)


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _as_audit(write: PointWrite, reason: str) -> Write:
    if write.is_new:
        return Write("register", "point", write.point.code, {}, write.change.after, reason)
    return Write("change", "point", write.point.code, write.change.before, write.change.after, reason)


def write_prepared(words: PreparedPoints, organisation_ids: Mapping[OrganisationKey, int]) -> None:
    """Writes what was put into words, in the transaction of the caller, who publishes the revision at its end.

    The caller has locked ``words.changed_ids`` and made ``words.organisations``.
    """
    with connection.cursor() as cursor:
        if words.new:
            cursor.executemany(_insertion(), _resolved(words.new, tuple(_COLUMNS), organisation_ids))
        for columns, rows in words.changed.items():
            cursor.executemany(_update(columns), _resolved(rows, columns, organisation_ids))
        if words.identifiers:
            cursor.executemany(_ADD_IDENTIFIER, words.identifiers)
        if words.aliases:
            cursor.executemany(_ADD_ALIAS, words.aliases)
    record_prepared(words.audits)


def _insertion() -> str:
    marks = ", ".join(["%s"] * len(_COLUMNS))
    return f"INSERT INTO registry_point ({', '.join(_COLUMNS)}) VALUES ({marks})"  # noqa: S608 # our own column names


def _update(columns: Sequence[str]) -> str:
    assignments = ", ".join(f"{column} = %s" for column in columns)
    return f"UPDATE registry_point SET {assignments} WHERE id = %s"  # noqa: S608 # our own column names


def _resolved(
    rows: list[list[Any]], columns: Sequence[str], organisation_ids: Mapping[OrganisationKey, int]
) -> list[list[Any]]:
    """Puts the ids of organisations in the place of their names."""
    for place in [place for place, column in enumerate(columns) if column.removesuffix("_id") in _ROLES]:
        for row in rows:
            if isinstance(row[place], tuple):
                row[place] = organisation_ids[row[place]]
    return rows


@transaction.atomic
def write_batch(
    actor: Actor, batch: PointBatch, *, reason: str, on_progress: Callable[[int, int], None] | None = None
) -> None:
    """Writes a prepared batch, all or nothing.

    ``on_progress(done, all)`` is told now and then; an exception raised there undoes the whole batch.
    """
    lock_points(write.point.pk for write in batch.writes if not write.is_new)
    n_all = len(batch.writes)
    for start in range(0, n_all, _BATCH):
        part = PointBatch(batch.evidence, batch.by, batch.at, batch.taken_codes, batch.writes[start : start + _BATCH])
        words = prepare_batch(actor, part, reason=reason)
        write_prepared(words, organisations(actor, words.organisations))
        if on_progress is not None:
            on_progress(start + len(part.writes), n_all)
    if n_all:
        publish_revision()
