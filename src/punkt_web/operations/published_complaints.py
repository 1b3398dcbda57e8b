"""What became of a complaint, for who has its code: nothing of who told it, nor what anybody wrote for the desk."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from punkt import clock
from punkt.model.complaint_words import ComplaintKind, ComplaintOutcome
from punkt_web.operations.models import Complaint
from punkt_web.registry.standing import heir


class Stage(Enum):
    """How far it is."""

    WAITS = "waits"
    IS_LOOKED_INTO = "is looked into"
    IS_LATE = "is late"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class PublishedComplaint:
    """``point_code`` is of what stands for the point now; whether it may be shown is asked of the published points."""

    point_code: str
    country: str
    kind: ComplaintKind
    stage: Stage
    received_at: datetime
    due_at: datetime
    outcome: ComplaintOutcome | None
    reply: str
    answered_at: datetime | None


def published_complaint(code: str) -> PublishedComplaint | None:
    """The complaint with that receipt, in stored form; ``None`` where there is none, or none any more."""
    related = Complaint.objects.select_related("point__merged_into")
    found = related.filter(receipt=code).first() if code else None
    if found is None:
        return None
    point = heir(found.point)
    return PublishedComplaint(
        point_code=point.code,
        country=point.country,
        kind=ComplaintKind(found.kind),
        stage=_stage(found, clock.now()),
        received_at=found.received_at,
        due_at=found.due_at,
        outcome=ComplaintOutcome(found.outcome) if found.outcome else None,
        reply=found.reply,
        answered_at=found.answered_at,
    )


def _stage(complaint: Complaint, at: datetime) -> Stage:
    if complaint.outcome:
        return Stage.ANSWERED
    if complaint.claimed_until is not None and complaint.claimed_until > at:
        return Stage.IS_LOOKED_INTO
    return Stage.IS_LATE if at > complaint.due_at else Stage.WAITS
