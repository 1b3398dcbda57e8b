"""Registering and changing points, one by one; organisations that they name. By the thousand: ``batches``."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from punkt import clock
from punkt.errors import InvalidValue
from punkt.ids import new_point_code
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Actor, Write, record, record_many
from punkt_web.registry.models import Organisation, Point, Revision
from punkt_web.registry.statements import Change, Evidence, all_stated, apply_statements, refresh_search_text

_MOST_NAMES = 500
OrganisationKey = tuple[str, str]
"""Name and country: what one organisation is known by."""


def publish_revision() -> None:
    """Tells caches that what the public sees may have changed. Every write that can change it ends with this."""
    count_up(Revision.NETWORK)


def count_up(kind: int) -> int:
    """Counts one more write of a kind of ``Revision``, and gives its number.

    The count stays locked to the end of the transaction, so that numbers come to be seen in their order.
    """
    counted = Revision.objects.filter(pk=kind)
    if not counted.update(number=F("number") + 1):
        Revision.objects.get_or_create(pk=kind)
        counted.update(number=F("number") + 1)
    return Revision.objects.values_list("number", flat=True).get(pk=kind)


def organisation_key(name: str, country: str) -> OrganisationKey:
    """The name as it is stored, and the country: that of the point which names the organisation, else ""."""
    return " ".join(name.split())[:300], country


@transaction.atomic
def organisation(actor: Actor, name: str, *, country: str = "") -> Organisation:
    """The organisation of that name, made where there is none."""
    name, country = organisation_key(name, country)
    found, is_new = Organisation.objects.get_or_create(name=name, country=country)
    if is_new:
        record(actor, _added(found))
    return found


@transaction.atomic
def organisations(actor: Actor, named: Iterable[OrganisationKey]) -> dict[OrganisationKey, int]:
    """The ids of organisations (``organisation_key``); those that are not there are made."""
    wanted = set(named)
    known = _organisation_ids(wanted)
    missing = [Organisation(name=name, country=country) for name, country in sorted(wanted - known.keys())]
    if not missing:
        return known
    try:
        with transaction.atomic():
            made = Organisation.objects.bulk_create(missing)
    except IntegrityError:
        # Somebody makes one of them at the same moment; one by one each waits for its own.
        one_by_one = {(one.name, one.country): organisation(actor, one.name, country=one.country) for one in missing}
        return known | {key: one.pk for key, one in one_by_one.items()}
    record_many(actor, map(_added, made))
    return known | {(one.name, one.country): one.pk for one in made}


def _organisation_ids(wanted: AbstractSet[OrganisationKey]) -> dict[OrganisationKey, int]:
    names = sorted({name for name, _country in wanted})
    known: dict[OrganisationKey, int] = {}
    for start in range(0, len(names), _MOST_NAMES):
        rows = Organisation.objects.filter(name__in=names[start : start + _MOST_NAMES])
        known.update({(name, country): pk for pk, name, country in rows.values_list("pk", "name", "country")})
    return {key: pk for key, pk in known.items() if key in wanted}


def _added(made: Organisation) -> Write:
    return Write("add", "organisation", str(made.pk), {}, {"name": made.name, "country": made.country})


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
        refresh_search_text(point)
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


def _locked(point: Point) -> Point:
    return Point.objects.select_for_update().get(pk=point.pk)
