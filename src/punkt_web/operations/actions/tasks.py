"""What keepers answer to "you are asked to open"."""

from datetime import datetime

from django.db import connection, transaction

from punkt import clock
from punkt.errors import InvalidValue
from punkt.model.activation_words import TaskAnswer
from punkt.wording import gettext_noop as _
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor, Write, record
from punkt_web.common.texts import one_line
from punkt_web.operations.activating.activations import keeps_doors_shut
from punkt_web.operations.models import ActivationTask
from punkt_web.registry.queries import lineage_of
from punkt_web.registry.standing import heir

MAX_NOTE = 300


@transaction.atomic
def answer_task(actor: Actor, task_id: int, answer: TaskAnswer, note: str = "", *, within: Reach) -> bool:
    """Takes an answer; the last one counts. ``False`` where it is the same as before.

    ``within`` is where the actor reports. Raises ``NotYours``, and ``InvalidValue`` for a task that is over, for READY
    where doors are to open, and for CANNOT without a word why.
    """
    tasks = ActivationTask.objects.select_related("activation", "point__territory", "point__merged_into__territory")
    if connection.features.has_select_for_update:
        # The activation too: who closes it waits, or this answer sees that it is over.
        tasks = tasks.select_for_update(of=("self", "activation"))
    task = tasks.get(pk=task_id)
    point = heir(task.point)
    if not within.covers(lineage_of(point), point.code):
        raise NotYours(_("You do not report on this point."), where=point.code)
    note = _checked(task, answer, note)
    if (task.answer, task.note) == (answer, note):
        return False
    before = {"point": point.code, "answer": task.answer, "note": task.note}
    _take(task, answer, note, actor.name, clock.now())
    after = {"point": point.code, "answer": task.answer, "note": task.note}
    record(actor, Write("answer task", "activation", task.activation_id, before, after))
    return True


def _checked(task: ActivationTask, answer: TaskAnswer, note: str) -> str:
    if task.activation.ended_at is not None:
        raise InvalidValue(_("This activation is over: nobody is asked to open any more."))
    if answer is TaskAnswer.READY and not keeps_doors_shut(task.activation):
        raise InvalidValue(_("Report that the point is open when it is: then it counts."))
    text = one_line(note)[:MAX_NOTE]
    if answer is TaskAnswer.CANNOT and not text:
        raise InvalidValue(_("Write what keeps you from opening: somebody can help then."), where="note")
    return text


def _take(task: ActivationTask, answer: TaskAnswer, note: str, name: str, now: datetime) -> None:
    task.answer, task.note = answer.value, note
    task.answered_at, task.answered_by = now, name
    if answer is TaskAnswer.READY and task.ready_at is None:
        task.ready_at = now
    task.save(update_fields=["answer", "note", "answered_at", "answered_by", "ready_at"])
