"""Looking into complaints and answering them: one person at a time, all that say the same of a point at once.

A claim ends by itself, so that nobody who goes home leaves a door shut. Of two who take or answer the same, the first
one counts and the other is told.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from punkt import clock
from punkt.confidence.feedback import feedback_terms
from punkt.model.complaint_words import ComplaintOutcome
from punkt_web.common.audit import Actor, Write, record_many
from punkt_web.common.texts import one_line
from punkt_web.operations.actions.claims import free, hold
from punkt_web.operations.actions.complaints import MAX_NOTE, forget_old
from punkt_web.operations.actions.shut_words import keep_shut_words
from punkt_web.operations.models import Complaint
from punkt_web.operations.sureness.contradicted import SHUT_KINDS
from punkt_web.registry.models import Point


@dataclass(frozen=True, slots=True)
class Answered:
    """What came out, for the desk (``note``) and for those who told it (``reply``)."""

    outcome: ComplaintOutcome
    note: str = ""
    reply: str = ""


@transaction.atomic
def claim_complaints(actor: Actor, complaint_id: int) -> bool:
    """Takes all that wait of the kind and point of one, for a while; ``False`` where somebody else holds any of them.

    Who holds them already holds them longer.
    """
    waiting, is_held = _locked(actor, complaint_id)
    if not waiting or is_held:
        return False
    until = clock.now() + feedback_terms().claim_lasts
    hold(_rows(waiting), actor.name, until)
    record_many(actor, (_write("claim complaint", one) for one in waiting))
    return True


@transaction.atomic
def release_complaints(actor: Actor, complaint_id: int) -> bool:
    """Gives back what the person holds; ``False`` where they hold none of it."""
    waiting, _is_held = _locked(actor, complaint_id)
    mine = [one for one in waiting if one.claimed_by == actor.name]
    if not mine:
        return False
    free(_rows(mine))
    record_many(actor, (_write("release complaint", one) for one in mine))
    return True


@transaction.atomic
def answer_complaints(actor: Actor, complaint_id: int, answered: Answered, *, last_id: int | None = None) -> int:
    """Answers all of the kind and point of one that wait, up to ``last_id``: later ones the person has not seen.

    Returns how many; 0 where somebody else answered before, or holds them now: theirs stays.
    """
    waiting, is_held = _locked(actor, complaint_id)
    last_id = complaint_id if last_id is None else last_id
    seen = [one for one in waiting if one.pk <= max(last_id, complaint_id)]
    if is_held or complaint_id not in {one.pk for one in seen}:
        return 0
    forget_old(but=[one.pk for one in seen])
    now = clock.now()
    for one in seen:
        one.outcome, one.answer = answered.outcome, one_line(answered.note)[:MAX_NOTE]
        one.reply = one_line(answered.reply)[:MAX_NOTE]
        one.answered_at, one.answered_by, one.claimed_until = now, actor.name, None
    Complaint.objects.bulk_update(
        seen, ["outcome", "answer", "reply", "answered_at", "answered_by", "claimed_until"], batch_size=200
    )
    after = {"outcome": answered.outcome.value}
    record_many(actor, (_write("answer complaint", one, after, one.answer) for one in seen))
    if seen[0].kind in SHUT_KINDS:
        keep_shut_words(seen[0].point_id)
    return len(seen)


def _locked(actor: Actor, complaint_id: int) -> tuple[list[Complaint], bool]:
    """What waits of the same kind about the same point, and whether another person holds any of it now."""
    told = Complaint.objects.values("point_id", "kind").get(pk=complaint_id)
    Point.objects.select_for_update().only("pk").get(pk=told["point_id"])
    of_same = Complaint.objects.select_for_update(of=("self",)).filter(**told, outcome="")
    waiting = list(of_same.select_related("point").order_by("pk"))
    now = clock.now()
    return waiting, any(one.is_held_by_another(actor.name, now) for one in waiting)


def _rows(complaints: list[Complaint]) -> QuerySet[Complaint]:
    return Complaint.objects.filter(pk__in=[one.pk for one in complaints])


def _write(action: str, complaint: Complaint, after: dict[str, str] | None = None, reason: str = "") -> Write:
    told = {"complaint": complaint.kind, **(after or {})}
    return Write(action, "point", complaint.point.code, {}, told, reason)
