"""Who is at a point when, as items of the queue: planned, cancelled, somebody taken out, begun and ended.

Names are for the keepers of the point and its coordinators: they are in no trail, and are deleted ``KEPT`` after the
shift.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from punkt import clock
from punkt.errors import InvalidValue
from punkt.formats.shift_message import read_number_of, read_shift, read_step
from punkt.model.items import Item
from punkt.model.shifts import PlannedPerson, ShiftPlan
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Actor, Write, record, record_many
from punkt_web.operations.actions.keeping.items import Arrival, ItemKind, NotYet, another_of_this_number
from punkt_web.operations.keeping.shifts import keepers_of
from punkt_web.operations.models import Shift, ShiftCancelled, ShiftPerson, ShiftPersonRemoved, ShiftStep
from punkt_web.registry.standing import heir_id

KEPT = timedelta(days=90)
"""How long names are kept after a shift: a month and its settling, twice over (decision of ours)."""
_FORGETTER = Actor("punkt: names of old shifts")
_FORGOTTEN = (None, "")


def _read_shift(item: Item) -> dict[str, Any]:
    return {"plan": read_shift(item)}


def _keep_shift(arrival: Arrival, columns: dict[str, Any]) -> None:
    plan: ShiftPlan = columns["plan"]
    # A word that was long on its way counts as it was when it was said.
    plan.check_planned_at(arrival.observed_at, arrival.item.where)
    _check_people(arrival, plan.people)
    when = {"begins_at": plan.begins_at, "ends_at": plan.ends_at, "n_needed": plan.n_needed}
    shift = Shift.objects.create(**arrival.columns(), **when)
    ShiftPerson.objects.bulk_create(
        [ShiftPerson(ulid=one.ulid, shift=shift, user_id=one.user, name=one.name) for one in plan.people]
    )
    after = {**_times(shift), "n_people": len(plan.people), "n_needed": shift.n_needed}
    record(arrival.actor, Write("plan shift", "point", arrival.point.code, {}, after))
    forget_old_names()


def _check_people(arrival: Arrival, people: Sequence[PlannedPerson]) -> None:
    """Who keeps the point is chosen by account and nobody else: a shift shows names, and keys are easily guessed."""
    chosen = {one.user for one in people if one.user is not None}
    if keepers_of(arrival.point).filter(pk__in=chosen).count() < len(chosen):
        raise InvalidValue(
            _("Somebody who was chosen does not keep this point, or not any more."),
            where=arrival.item.where,
            remedy=_("Load the page again, and plan the shift with who is offered now."),
        )
    if ShiftPerson.objects.filter(pk__in=[one.ulid for one in people]).exists():
        raise another_of_this_number(arrival.item.where)


def _is_same_plan(known: Shift, columns: Mapping[str, Any]) -> bool:
    """Names that are forgotten tell nothing any more."""
    plan: ShiftPlan = columns["plan"]
    told = {one.ulid: (one.user, one.name) for one in plan.people}
    kept = {one.ulid: (one.user_id, one.name) for one in known.people.all()}
    is_same_time = (known.begins_at, known.ends_at, known.n_needed) == (plan.begins_at, plan.ends_at, plan.n_needed)
    is_same = told.keys() == kept.keys() and all(kept[ulid] in (told[ulid], _FORGOTTEN) for ulid in kept)
    return is_same_time and is_same


def _read_cancelled(item: Item) -> dict[str, Any]:
    return {"shift_ulid": read_number_of(item, "shift")}


def _keep_cancelled(arrival: Arrival, columns: dict[str, Any]) -> None:
    shift = _shift_here(arrival, columns["shift_ulid"])
    _check_not_over(arrival, shift)
    ShiftCancelled.objects.create(**arrival.columns(), **columns)
    shift.cancelled_at = _first(shift.cancelled_at, arrival.observed_at)
    shift.save(update_fields=["cancelled_at"])
    record(arrival.actor, Write("cancel shift", "point", arrival.point.code, _times(shift), {}))


def _read_removed(item: Item) -> dict[str, Any]:
    return {"person_ulid": read_number_of(item, "person")}


def _keep_removed(arrival: Arrival, columns: dict[str, Any]) -> None:
    person = _person_here(arrival, columns["person_ulid"])
    _check_not_over(arrival, person.shift)
    ShiftPersonRemoved.objects.create(**arrival.columns(), **columns)
    person.removed_at = _first(person.removed_at, arrival.observed_at)
    person.save(update_fields=["removed_at"])
    before = {**_times(person.shift), "shift_person": person.ulid}
    record(arrival.actor, Write("take out of shift", "point", arrival.point.code, before, {}))


def _read_step(item: Item) -> dict[str, Any]:
    person_ulid, is_end = read_step(item)
    return {"person_ulid": person_ulid, "is_end": is_end}


def _keep_step(arrival: Arrival, columns: dict[str, Any]) -> None:
    person = _person_here(arrival, columns["person_ulid"])
    made = ShiftStep.objects.create(**arrival.columns(), **columns)
    after = {"shift": person.shift.ulid, "shift_person": made.person_ulid, "is_end": made.is_end}
    record(arrival.actor, Write("begin or end shift", "point", arrival.point.code, {}, after))


def _shift_here(arrival: Arrival, ulid: str) -> Shift:
    shift = Shift.objects.filter(pk=ulid).select_related("point").first()
    if shift is None or not _is_here(arrival, shift):
        raise _not_here(arrival)
    return shift


def _person_here(arrival: Arrival, ulid: str) -> ShiftPerson:
    person = ShiftPerson.objects.filter(pk=ulid).select_related("shift__point").first()
    if person is None or not _is_here(arrival, person.shift):
        raise _not_here(arrival)
    return person


def _is_here(arrival: Arrival, shift: Shift) -> bool:
    """A shift of a point that was merged into another is the other's."""
    return arrival.point.pk == heir_id(shift.point)


def _not_here(arrival: Arrival) -> NotYet:
    return NotYet(_("There is no such shift at this point."), where=arrival.item.where)


def _check_not_over(arrival: Arrival, shift: Shift) -> None:
    """Who was there stays told; what was said in time counts though it comes late."""
    if shift.ends_at <= arrival.observed_at:
        raise InvalidValue(_("This shift is over."), where=arrival.item.where)


def _first(before: datetime | None, at: datetime) -> datetime:
    return at if before is None else min(before, at)


def _times(shift: Shift) -> dict[str, Any]:
    return {"shift": shift.ulid, "begins_at": shift.begins_at.isoformat(), "ends_at": shift.ends_at.isoformat()}


@transaction.atomic
def forget_old_names() -> None:
    """Deletes the names of people in shifts that ended long ago."""
    old = ShiftPerson.objects.filter(shift__ends_at__lt=clock.now() - KEPT).exclude(name="", user=None)
    gone = list(old.select_related("shift__point").select_for_update(of=("self",), skip_locked=True))
    record_many(
        _FORGETTER,
        [Write("forget name", "point", one.shift.point.code, {"shift_person": one.ulid}, {}) for one in gone],
    )
    ShiftPerson.objects.filter(pk__in=[one.pk for one in gone]).update(name="", user=None)


SHIFT = ItemKind(Shift, _read_shift, _keep_shift, is_same=_is_same_plan)
SHIFT_CANCELLED = ItemKind(ShiftCancelled, _read_cancelled, _keep_cancelled)
SHIFT_PERSON_REMOVED = ItemKind(ShiftPersonRemoved, _read_removed, _keep_removed)
SHIFT_STEP = ItemKind(ShiftStep, _read_step, _keep_step)
