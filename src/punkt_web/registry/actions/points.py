"""Registering and changing points, one by one and by the thousand."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from punkt import clock
from punkt.errors import InvalidValue
from punkt.ids import new_point_code
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Actor, Write, record, record_many
from punkt_web.registry.models import Organisation, Point, PointIdentifier, Revision
from punkt_web.registry.statements import Change, Evidence, all_stated, apply_statements, refresh_search_text

_BATCH = 1000
_WRITTEN_COLUMNS = [
    column.attname for column in Point._meta.concrete_fields if column.attname not in {"id", "code", "created_at"}
]


def publish_revision() -> None:
    """Tells caches that what the public sees may have changed. Every write that can change it ends with this."""
    Revision.objects.get_or_create(pk=1)
    Revision.objects.filter(pk=1).update(number=F("number") + 1)


@transaction.atomic
def organisation(actor: Actor, name: str, *, country: str = "") -> Organisation:
    """The organisation of that name, made where there is none."""
    found, is_new = Organisation.objects.get_or_create(name=" ".join(name.split())[:300], country=country)
    if is_new:
        record(actor, Write("add", "organisation", str(found.pk), {}, {"name": found.name, "country": country}))
    return found


def unused_code(taken: set[str] | None = None) -> str:
    """A fresh public code that no point has; ``taken`` (which it is added to) saves a query each."""
    while True:
        code = new_point_code()
        if taken is None:
            if not Point.objects.filter(code=code).exists():
                return code
        elif code not in taken:
            taken.add(code)
            return code


@transaction.atomic
def register_point(
    actor: Actor,
    statements: Mapping[str, Any],
    evidence: Evidence,
    *,
    status: str = Point.Status.DESIGNATED,
    reason: str = "",
) -> Point:
    """Makes a point. Raises ``InvalidValue`` or ``UnknownField`` for a statement that cannot be."""
    now = clock.now()
    point = Point(code=unused_code(), status=status, created_at=now, updated_at=now)
    apply_statements(point, statements, evidence, by=actor.name, at=now)
    refresh_search_text(point)
    point.save()
    record(actor, Write("register", "point", point.code, {}, {"status": status, **all_stated(point)}, reason))
    publish_revision()
    return point


@transaction.atomic
def change_point(
    actor: Actor, point: Point, statements: Mapping[str, Any], evidence: Evidence, *, reason: str = ""
) -> Change:
    """Applies statements to a point; nothing is written when they change nothing."""
    point = _locked(point)
    change = apply_statements(point, statements, evidence, by=actor.name, at=clock.now())
    if change:
        point.save()
        record(actor, Write("change", "point", point.code, change.before, change.after, reason))
        publish_revision()
    return change


@transaction.atomic
def set_status(actor: Actor, point: Point, status: str, *, reason: str) -> None:
    """Plans, designates or withdraws a point. Raises ``InvalidValue`` for one that was merged into another."""
    point = _locked(point)
    if point.merged_into_id:
        raise InvalidValue(_("This point was merged into another and stays withdrawn."), where=point.code)
    before = point.status
    if before == status:
        return
    point.status = Point.Status(status)
    point.updated_at = clock.now()
    point.save(update_fields=["status", "updated_at"])
    record(actor, Write("set status", "point", point.code, {"status": before}, {"status": status}, reason))
    publish_revision()


@dataclass(slots=True)
class PointWrite:
    """One point of a bulk write: new (``point`` unsaved) or known, with what it is now said to be."""

    point: Point
    change: Change
    identifiers: tuple[tuple[str, str], ...]
    is_new: bool


@dataclass(slots=True)
class PointBatch:
    """Prepares points of a list in memory; ``write_batch`` then writes all or nothing."""

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
        is_demo: bool = False,
        code: str = "",
    ) -> Point:
        """A new point; ``code`` only where the caller has one that is free."""
        if code:
            self.taken_codes.add(code)
        point = Point(
            code=code or unused_code(self.taken_codes), is_demo=is_demo, created_at=self.at, updated_at=self.at
        )
        change = apply_statements(point, statements, self.evidence, by=self.by, at=self.at)
        refresh_search_text(point)
        self.writes.append(PointWrite(point, change, tuple(identifiers), is_new=True))
        return point

    def add_change(
        self, point: Point, statements: Mapping[str, Any], *, identifiers: Iterable[tuple[str, str]] = ()
    ) -> Change:
        """What the list says of a known point; empty when it says nothing new."""
        change = apply_statements(point, statements, self.evidence, by=self.by, at=self.at)
        if change or identifiers:
            self.writes.append(PointWrite(point, change, tuple(identifiers), is_new=False))
        return change


@transaction.atomic
def write_batch(
    actor: Actor, batch: PointBatch, *, reason: str, on_progress: Callable[[int, int], None] | None = None
) -> None:
    """Writes a prepared batch, all or nothing.

    ``on_progress(done, all)`` is told now and then; an exception raised there undoes the whole batch.
    """
    n_all = len(batch.writes)
    for start in range(0, n_all, _BATCH):
        part = batch.writes[start : start + _BATCH]
        _write_part(part)
        record_many(actor, (_as_audit(write, reason) for write in part if write.is_new or write.change))
        if on_progress is not None:
            on_progress(start + len(part), n_all)
    if n_all:
        publish_revision()


def _write_part(part: Sequence[PointWrite]) -> None:
    new = [write.point for write in part if write.is_new]
    changed = [write.point for write in part if not write.is_new and write.change]
    Point.objects.bulk_create(new)
    if changed:
        Point.objects.bulk_update(changed, _WRITTEN_COLUMNS, batch_size=100)
    PointIdentifier.objects.bulk_create(
        [
            PointIdentifier(point=write.point, authority=authority, value=value)
            for write in part
            for authority, value in write.identifiers
        ],
        ignore_conflicts=True,
    )


def _as_audit(write: PointWrite, reason: str) -> Write:
    if write.is_new:
        return Write("register", "point", write.point.code, {}, write.change.after, reason)
    return Write("change", "point", write.point.code, write.change.before, write.change.after, reason)


def _locked(point: Point) -> Point:
    return Point.objects.select_for_update().get(pk=point.pk)
