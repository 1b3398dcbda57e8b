"""Deciding what may be shown to whom."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from punkt import clock
from punkt.errors import InvalidValue
from punkt.model.vocabulary import Visibility
from punkt.wording import gettext_noop as _
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor, Write, record
from punkt_web.registry.actions.locking import lock_points
from punkt_web.registry.actions.points import publish_revision
from punkt_web.registry.models import Point, PublicationPolicy, Territory
from punkt_web.registry.queries import lineage_of

EVERYWHERE = Reach(is_everywhere=True)


class DecidedHigher(InvalidValue):
    """Somebody whose power reaches further decided this; it is not milder, shorter or ended without them."""


@transaction.atomic
def set_policy(
    actor: Actor,
    subject: Point | Territory,
    visibility: Visibility,
    *,
    reason: str,
    until_at: datetime | None = None,
    within: Reach = EVERYWHERE,
    on_behalf_of: str | None = None,
) -> PublicationPolicy:
    """Sets the policy of a point or of a territory with all below it, in place of the one before.

    ``within`` is where the decider may decide; it must reach the subject, which the caller sees to. What somebody of a
    wider reach decided is only made stricter or longer, and stays theirs. ``on_behalf_of`` is the place for which it
    is decided where that is not the decider's own reach; empty for everywhere.

    Raises ``InvalidValue`` without a reason, or for an end that has passed; ``DecidedHigher``.
    """
    if not reason.strip():
        raise InvalidValue(_("A publication decision needs its reason."), where="reason")
    if until_at is not None and until_at <= clock.now():
        raise InvalidValue(_("The end of a decision lies in the future."), where="until_at")
    current = _locked(subject)
    before = policy_words(current) if current else {}
    is_above = current is not None and is_decided_higher(current, within)
    if current is not None and is_above and _is_looser(current, visibility, until_at):
        raise _refusal(current)
    decided = {
        "visibility": visibility,
        "reason": reason.strip()[:300],
        "until_at": until_at,
        "decided_by": actor.name,
        "decided_at": clock.now(),
        "decided_for": decided_for(within, subject) if on_behalf_of is None else on_behalf_of,
    }
    if current is not None and is_above and on_behalf_of is None:
        decided["decided_for"] = current.decided_for
    policy, _made = PublicationPolicy.objects.update_or_create(**_owner(subject), defaults=decided)
    _note(actor, subject, before, policy_words(policy), reason)
    return policy


@transaction.atomic
def end_policy(actor: Actor, subject: Point | Territory, *, reason: str, within: Reach = EVERYWHERE) -> None:
    """Takes the policy of a point or territory away; what stands above it counts again.

    ``within`` as in ``set_policy``. Raises ``DecidedHigher``.
    """
    current = _locked(subject)
    if current is None:
        return
    if is_decided_higher(current, within):
        raise _refusal(current)
    before = policy_words(current)
    current.delete()
    _note(actor, subject, before, {}, reason)


def is_decided_higher(policy: PublicationPolicy, within: Reach) -> bool:
    """Whether a policy that holds was decided for more than ``within`` reaches."""
    if policy.until_at is not None and policy.until_at <= clock.now():
        return False
    if policy.point is not None and policy.decided_for == policy.point.code:
        return not within.covers(lineage_of(policy.point), policy.point.code)
    place = Territory.objects.filter(code=policy.decided_for).only("path").first()
    return not within.covers(place.lineage if place else ())


def _is_looser(current: PublicationPolicy, visibility: Visibility, until_at: datetime | None) -> bool:
    ends_sooner = until_at is not None and (current.until_at is None or until_at < current.until_at)
    return ends_sooner or visibility.strictness < Visibility(current.visibility).strictness


def decided_for(within: Reach, subject: Point | Territory) -> str:
    """The topmost place of the reach that holds the subject; empty for everywhere."""
    if within.is_everywhere:
        return ""
    lineage = lineage_of(subject) if isinstance(subject, Point) else subject.lineage
    return next((code for code in lineage if code in within.territory_codes), subject.code)


def _refusal(policy: PublicationPolicy) -> DecidedHigher:
    if not policy.decided_for:
        return DecidedHigher(
            _("This was decided for the whole network. To show it to more people or end it sooner, ask %(who)s."),
            values={"who": policy.decided_by},
        )
    return DecidedHigher(
        _(
            "This was decided by somebody who decides for all of %(place)s. To show it to more people or end it "
            "sooner, ask %(who)s, or whoever decides there now."
        ),
        values={"who": policy.decided_by, "place": policy.decided_for},
    )


def _note(
    actor: Actor, subject: Point | Territory, before: dict[str, object], after: dict[str, object], reason: str
) -> None:
    entity = "point" if isinstance(subject, Point) else "territory"
    record(actor, Write("set policy" if after else "end policy", entity, subject.code, before, after, reason))
    publish_revision()


def _owner(subject: Point | Territory) -> dict[str, Any]:
    return {"point" if isinstance(subject, Point) else "territory": subject}


def _locked(subject: Point | Territory) -> PublicationPolicy | None:
    """The policy, with what it is about locked to the commit: two first decisions wait for each other."""
    if isinstance(subject, Point):
        lock_points([subject.pk])
    elif connection.features.has_select_for_update:
        list(Territory.objects.select_for_update().filter(pk=subject.pk).values_list("pk"))
    return PublicationPolicy.objects.select_for_update().filter(**_owner(subject)).first()


def policy_words(policy: PublicationPolicy) -> dict[str, object]:
    """What the trail tells of a policy."""
    until = policy.until_at.isoformat() if policy.until_at else None
    return {
        "visibility": str(policy.visibility),
        "reason": policy.reason,
        "until_at": until,
        "decided_for": policy.decided_for,
    }
