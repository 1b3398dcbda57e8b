"""Planning who is at a point when, and their word that they begin or end.

Names are for the keepers of the point and its coordinators: they are in no trail, and are deleted ``KEPT`` after the
shift, when the next one is planned anywhere.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from punkt import clock
from punkt.errors import InvalidValue
from punkt.ids import new_ulid
from punkt.model.items import Item
from punkt.model.reports import check_ulid
from punkt.wording import gettext_noop as _
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor, Write, record, record_many
from punkt_web.common.texts import one_line
from punkt_web.operations.actions.keeping.items import Arrival, ItemKind, NotYet
from punkt_web.operations.models import Shift, ShiftPerson, ShiftStep
from punkt_web.registry.models import Point
from punkt_web.registry.queries import lineage_of
from punkt_web.registry.standing import heir, heir_id

KEPT = timedelta(days=90)
"""How long names are kept after a shift: a month and its settling, twice over (decision of ours)."""
LONGEST = timedelta(hours=48)
_FARTHEST = timedelta(days=366)
MOST_PEOPLE = 50
_MAX_NAME = 120
_LINEAGE = ("point__territory", "point__merged_into__territory")
_FORGETTER = Actor("punkt: names of old shifts")


@dataclass(frozen=True, slots=True)
class PlannedTime:
    """When a shift is, and how many people have to be there."""

    begins_at: datetime
    ends_at: datetime
    n_needed: int = 1


@transaction.atomic
def plan_shift(
    actor: Actor,
    point: Point,
    when: PlannedTime,
    *,
    users: Collection[User] = (),
    names: Iterable[str] = (),
    within: Reach,
) -> Shift:
    """Plans a shift. ``within`` is where the actor reports. Raises ``NotYours``, and ``InvalidValue`` for no time."""
    _check_within(point, within)
    now = clock.now()
    _check_time(when, now)
    free = list(dict.fromkeys(filter(None, (one_line(name)[:_MAX_NAME] for name in names))))
    if len(free) + len(users) > MOST_PEOPLE:
        raise InvalidValue(_("At most %(most)s people in one shift."), values={"most": MOST_PEOPLE})
    shift = Shift.objects.create(
        ulid=new_ulid(),
        point=point,
        begins_at=when.begins_at,
        ends_at=when.ends_at,
        n_needed=when.n_needed,
        planned_at=now,
    )
    ShiftPerson.objects.bulk_create(
        [ShiftPerson(ulid=new_ulid(), shift=shift, user=user) for user in users]
        + [ShiftPerson(ulid=new_ulid(), shift=shift, name=name) for name in free]
    )
    after = {**_times(shift), "n_people": len(free) + len(users), "n_needed": shift.n_needed}
    record(actor, Write("plan shift", "point", point.code, {}, after))
    forget_old_names()
    return shift


@transaction.atomic
def cancel_shift(actor: Actor, ulid: str, *, within: Reach) -> bool:
    """Cancels a shift that is not over; ``False`` where it was cancelled before. Raises ``NotYours``."""
    shift = Shift.objects.select_for_update(of=("self",)).select_related(*_LINEAGE).get(pk=ulid)
    _check_within(shift.point, within)
    now = clock.now()
    if shift.ends_at <= now:
        raise InvalidValue(_("This shift is over."))
    if not Shift.objects.filter(pk=ulid, cancelled_at=None).update(cancelled_at=now):
        return False
    record(actor, Write("cancel shift", "point", shift.point.code, _times(shift), {}))
    return True


@transaction.atomic
def remove_person(actor: Actor, ulid: str, *, within: Reach) -> bool:
    """Takes somebody out of a shift; ``False`` where they were taken out before. Raises ``NotYours``."""
    person = ShiftPerson.objects.select_related(*(f"shift__{way}" for way in _LINEAGE)).get(pk=ulid)
    point = person.shift.point
    _check_within(point, within)
    if not ShiftPerson.objects.filter(pk=ulid, removed_at=None).update(removed_at=clock.now()):
        return False
    record(actor, Write("take out of shift", "point", point.code, {**_times(person.shift), "shift_person": ulid}, {}))
    return True


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


def _check_within(point: Point, within: Reach) -> None:
    """A shift of a point that was merged into another is that one's."""
    stands = heir(point)
    if not within.covers(lineage_of(stands), stands.code):
        raise NotYours(_("You do not report on this point."), where=stands.code)


def _check_time(when: PlannedTime, now: datetime) -> None:
    if when.ends_at <= when.begins_at:
        raise InvalidValue(_("A shift ends after it begins."), where="ends_at")
    if when.ends_at - when.begins_at > LONGEST:
        raise InvalidValue(_("A shift is at most 48 hours long."), where="ends_at")
    if when.ends_at <= now or when.begins_at - now > _FARTHEST:
        raise InvalidValue(_("Plan shifts that are not over yet, at most a year ahead."), where="begins_at")
    if not 1 <= when.n_needed <= MOST_PEOPLE:
        raise InvalidValue(_("At least one person is needed, and at most %(most)s."), values={"most": MOST_PEOPLE})


def _times(shift: Shift) -> dict[str, Any]:
    return {"shift": shift.ulid, "begins_at": shift.begins_at.isoformat(), "ends_at": shift.ends_at.isoformat()}


def _read_step(item: Item) -> dict[str, Any]:
    strangers = sorted(item.content.keys() - {"person", "step"})
    if strangers:
        fault = _("The begin of a shift has no %(name)s.")
        raise InvalidValue(fault, where=item.where, values={"name": strangers[0][:40]})
    ulid = str(item.content.get("person"))[:40]
    check_ulid(ulid, item.where)
    step = item.content.get("step")
    if step not in ("begin", "end"):
        raise InvalidValue(_("A shift begins or ends: “begin” or “end”."), where=item.where)
    return {"person_ulid": ulid, "is_end": step == "end"}


def _keep_step(arrival: Arrival, columns: dict[str, Any]) -> None:
    person = ShiftPerson.objects.filter(pk=columns["person_ulid"]).select_related("shift__point").first()
    if person is None or arrival.point.pk != heir_id(person.shift.point):
        raise NotYet(_("There is no such shift at this point."), where=arrival.item.where)
    made = ShiftStep.objects.create(**arrival.columns(), **columns)
    after = {"shift": person.shift.ulid, "shift_person": made.person_ulid, "is_end": made.is_end}
    record(arrival.actor, Write("begin or end shift", "point", arrival.point.code, {}, after))


SHIFT_STEP = ItemKind(ShiftStep, _read_step, _keep_step)
