"""Deciding what may be shown to whom."""

from datetime import datetime
from typing import Any

from django.db import transaction

from punkt import clock
from punkt.errors import InvalidValue
from punkt.model.vocabulary import Visibility
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Actor, Write, record
from punkt_web.registry.actions.points import publish_revision
from punkt_web.registry.models import Point, PublicationPolicy, Territory


@transaction.atomic
def set_policy(
    actor: Actor,
    subject: Point | Territory,
    visibility: Visibility,
    *,
    reason: str,
    until_at: datetime | None = None,
) -> PublicationPolicy:
    """Sets the policy of a point or of a territory with all below it, in place of the one before.

    Raises ``InvalidValue`` without a reason, or for an end that has passed.
    """
    if not reason.strip():
        raise InvalidValue(_("A publication decision needs its reason."), where="reason")
    if until_at is not None and until_at <= clock.now():
        raise InvalidValue(_("The end of a decision lies in the future."), where="until_at")
    before = _found(subject)
    decided = {
        "visibility": visibility,
        "reason": reason.strip()[:300],
        "until_at": until_at,
        "decided_by": actor.name,
        "decided_at": clock.now(),
    }
    policy, _made = PublicationPolicy.objects.update_or_create(**_owner(subject), defaults=decided)
    _note(actor, subject, before, _snapshot(policy), reason)
    return policy


@transaction.atomic
def end_policy(actor: Actor, subject: Point | Territory, *, reason: str) -> None:
    """Takes the policy of a point or territory away; what stands above it counts again."""
    before = _found(subject)
    if before:
        PublicationPolicy.objects.filter(**_owner(subject)).delete()
        _note(actor, subject, before, {}, reason)


def _note(
    actor: Actor, subject: Point | Territory, before: dict[str, object], after: dict[str, object], reason: str
) -> None:
    entity = "point" if isinstance(subject, Point) else "territory"
    record(actor, Write("set policy" if after else "end policy", entity, subject.code, before, after, reason))
    publish_revision()


def _owner(subject: Point | Territory) -> dict[str, Any]:
    return {"point" if isinstance(subject, Point) else "territory": subject}


def _found(subject: Point | Territory) -> dict[str, object]:
    policy = PublicationPolicy.objects.select_for_update().filter(**_owner(subject)).first()
    return _snapshot(policy) if policy else {}


def _snapshot(policy: PublicationPolicy) -> dict[str, object]:
    until = policy.until_at.isoformat() if policy.until_at else None
    return {"visibility": str(policy.visibility), "reason": policy.reason, "until_at": until}
