"""What failed becomes a task with an owner and a day; a later inspection that finds it well closes it."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from django.db import transaction

from punkt import clock
from punkt.errors import InvalidValue
from punkt.ids import new_ulid
from punkt.inspection.answers import Answer
from punkt.inspection.failing import Failure, Looked
from punkt.standards.terms import Verdict
from punkt.wording import gettext_noop as _
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor, Write, record
from punkt_web.common.texts import one_line
from punkt_web.readiness.actions.checks import check_reached, check_sees, checked_due, checked_why
from punkt_web.readiness.inspections.again import keys_of, unclosed_tasks
from punkt_web.readiness.models import Inspection, InspectionTask
from punkt_web.registry.actions.locking import lock_points
from punkt_web.registry.standing import heir, heir_id

_LONGEST = timedelta(days=366)
_MOST_NOTE = 500
_WELL = frozenset({Verdict.MET, Verdict.BY_REFERRAL, Verdict.NOT_APPLICABLE})
_WITH = ("point__territory", "point__merged_into__territory")


def close_and_make(
    actor: Actor,
    inspection: Inspection,
    answers: Sequence[Answer],
    found: Looked,
    *,
    owner: User | None,
    due_on: date,
) -> int:
    """Closes the tasks of the point whose lines were found well, and makes one for each failure that has none.

    How many were closed. A task that was said to be done and failed again is to be done again. Call it inside the
    transaction of the signing.
    """
    now, open_tasks = clock.now(), unclosed_tasks(heir(inspection.point))
    failed = {one.line.key: one for one in found.failures}
    seen = {one.key for one in answers if one.is_seen}
    well = [task for task in open_tasks if task.line_key not in failed and _is_well(task, seen, found)]
    for task in well:
        task.closed_by, task.closed_at = inspection, now
        task.save(update_fields=["closed_by", "closed_at"])
        record(actor, Write("close inspection task", "point", task.point.code, {}, _told(task)))
    waiting = {task.line_key: task for task in open_tasks if task.line_key in failed}
    for task in waiting.values():
        _take_back_done(actor, task)
    for key in failed.keys() - waiting.keys():
        _make(actor, inspection, failed[key], owner, due_on)
    return len(well)


def _is_well(task: InspectionTask, seen: AbstractSet[str], found: Looked) -> bool:
    """The line was seen and did not fail, or what it did not meet is met now through another line that was seen."""
    if task.line_key in seen:
        return True
    verdicts = [found.verdicts.get(one) for one in task.requirements]
    return bool(verdicts) and all(one in _WELL for one in verdicts) and not seen.isdisjoint(keys_of(task))


def _take_back_done(actor: Actor, task: InspectionTask) -> None:
    if task.done_at is None:
        return
    before = {"done_by": task.done_by, "done_note": task.done_note}
    task.done_at, task.done_by, task.done_note = None, "", ""
    task.save(update_fields=["done_at", "done_by", "done_note"])
    record(actor, Write("reopen inspection task", "point", task.point.code, before, _told(task)))


def _make(actor: Actor, inspection: Inspection, failure: Failure, owner: User | None, due_on: date) -> None:
    point = heir(inspection.point)
    task = InspectionTask.objects.create(
        ulid=new_ulid(),
        inspection=inspection,
        point=point,
        line_key=failure.line.key,
        what=failure.answer.note[:_MOST_NOTE],
        basis=failure.basis.value,
        requirements=list(failure.requirements),
        owner=owner,
        owner_name=owner.email if owner else "",
        due_on=due_on,
        made_at=clock.now(),
    )
    after = {**_told(task), "owner": task.owner_name, "due_on": due_on.isoformat()}
    record(actor, Write("make inspection task", "point", point.code, {}, after))


@transaction.atomic
def assign_task(actor: Actor, ulid: str, owner: User, due_on: date, *, within: Reach) -> bool:
    """Gives a task to somebody who sees the point, by a day; ``False`` where that is so already."""
    task = _locked(ulid, within)
    _check_unclosed(task)
    stands = heir(task.point)
    check_sees(owner, stands)
    checked_due(due_on, stands.country, longest=_LONGEST)
    before = {"owner": task.owner_name, "due_on": task.due_on.isoformat()}
    task.owner, task.owner_name, task.due_on = owner, owner.email, due_on
    after = {"owner": task.owner_name, "due_on": due_on.isoformat()}
    if before == after:
        return False
    task.save(update_fields=["owner", "owner_name", "due_on"])
    record(actor, Write("assign inspection task", "point", task.point.code, before, {**_told(task), **after}))
    return True


@transaction.atomic
def do_task(actor: Actor, ulid: str, note: str, *, within: Reach) -> bool:
    """Says that it is done; its owner may, and who coordinates there. ``False`` where it was said before.

    It stays until an inspection sees it.
    """
    task = _locked(ulid, within, owner_id=actor.user_id)
    _check_unclosed(task)
    if task.done_at:
        return False
    text = one_line(note)[:_MOST_NOTE]
    if not text:
        raise InvalidValue(_("Say what was done."), where="note")
    task.done_at, task.done_by, task.done_note = clock.now(), actor.name, text
    task.save(update_fields=["done_at", "done_by", "done_note"])
    record(actor, Write("do inspection task", "point", task.point.code, {}, _told(task), text))
    return True


@transaction.atomic
def drop_task(actor: Actor, ulid: str, why: str, *, within: Reach) -> bool:
    """Ends a task that is not to be done, and says why; ``False`` where it is ended already."""
    task, reason = _locked(ulid, within), checked_why(why)
    if task.closed_at:
        return False
    task.closed_at, task.dropped_why = clock.now(), reason
    task.save(update_fields=["closed_at", "dropped_why"])
    record(actor, Write("drop inspection task", "point", task.point.code, {}, _told(task), reason))
    return True


def _locked(ulid: str, within: Reach, *, owner_id: int | None = None) -> InspectionTask:
    found = InspectionTask.objects.select_related(*_WITH, "owner").get(pk=ulid)
    if found.owner and found.owner.pk == owner_id:
        check_sees(found.owner, found.point)
    else:
        _check_reached(found, within)
    lock_points([heir_id(found.point)])
    return InspectionTask.objects.select_for_update(of=("self",)).select_related(*_WITH).get(pk=ulid)


def _check_reached(task: InspectionTask, within: Reach) -> None:
    try:
        check_reached(task.point, within)
    except NotYours as error:
        raise NotYours(_("This task is not yours."), where=task.point.code) from error


def _check_unclosed(task: InspectionTask) -> None:
    if task.closed_at:
        raise InvalidValue(_("This task is closed."), where=task.point.code)


def _told(task: InspectionTask) -> dict[str, str]:
    return {"inspection_task": task.pk, "inspection_line": task.line_key}
