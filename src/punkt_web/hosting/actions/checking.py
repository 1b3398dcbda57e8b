"""Looking into what a business offers: one person at a time, each criterion by a person who says how they know.

A claim ends by itself, so that nobody who goes home leaves a business waiting. Of two who take the same, the first one
counts and the other is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from punkt import clock
from punkt.errors import InvalidValue
from punkt.model.hosting_words import OPEN_OFFERS, CriterionFinding, HostCriterion, OfferState
from punkt.model.vocabulary import EvidenceMethod
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Actor, Write, record, record_many
from punkt_web.common.texts import one_line
from punkt_web.hosting.models import HostOffer, OfferCheck
from punkt_web.hosting.queries import last_checks
from punkt_web.operations.actions.claims import free, hold
from punkt_web.registry.models import Territory

CLAIM_LASTS = timedelta(hours=2)
"""Long enough to go there; who holds it already holds it longer (decision of ours)."""
METHODS = (EvidenceMethod.SEEN, EvidenceMethod.PHONED, EvidenceMethod.DOCUMENT)


@dataclass(frozen=True, slots=True)
class Found:
    """What a person found of one criterion, how, and a note for the desk."""

    finding: CriterionFinding
    method: EvidenceMethod
    note: str = ""


@transaction.atomic
def claim_offer(actor: Actor, offer_id: int) -> bool:
    """Takes it for a while; ``False`` where somebody else has it, or it was decided."""
    offer = locked_offer(actor, offer_id)
    if offer is None or offer.state not in OPEN_OFFERS:
        return False
    _begin_check(actor, offer)
    hold(HostOffer.objects.filter(pk=offer.pk), actor.name, clock.now() + CLAIM_LASTS)
    record(actor, Write("claim offer", "host offer", str(offer.pk)))
    return True


@transaction.atomic
def release_offer(actor: Actor, offer_id: int) -> bool:
    """Gives back what the person holds; ``False`` where they do not."""
    offer = locked_offer(actor, offer_id)
    if offer is None or not offer.is_held(clock.now()):
        return False
    free(HostOffer.objects.filter(pk=offer.pk))
    record(actor, Write("release offer", "host offer", str(offer.pk)))
    return True


@transaction.atomic
def check_offer(actor: Actor, offer_id: int, found: Mapping[HostCriterion, Found]) -> int | None:
    """Notes what was found, where it is new; how many. ``None`` where another person has it, or it was decided.

    Raises ``InvalidValue`` for a method by which nobody can check.
    """
    wrong = [criterion for criterion, one in found.items() if one.method not in METHODS]
    if wrong:
        raise InvalidValue(_("A check is seen on site, confirmed by phone or from a document."), where=wrong[0].value)
    offer = locked_offer(actor, offer_id)
    if offer is None or offer.state not in OPEN_OFFERS:
        return None
    known = {criterion: _of_row(row) for criterion, row in last_checks(offer).items()}
    new = {criterion: one for criterion, one in found.items() if known.get(criterion) != _cleaned(one)}
    if not new:
        return 0
    _begin_check(actor, offer)
    now = clock.now()
    rows = [
        OfferCheck(
            offer=offer,
            criterion=criterion.value,
            finding=one.finding.value,
            method=one.method.value,
            note=_cleaned(one).note,
            checked_by=actor.name,
            checked_at=now,
        )
        for criterion, one in new.items()
    ]
    OfferCheck.objects.bulk_create(rows)
    # The notes stay out of the trail, which is never deleted: somebody may have written a name.
    told = [{"criterion": row.criterion, "finding": row.finding, "method": row.method} for row in rows]
    record_many(actor, [Write("check offer", "host offer", str(offer.pk), {}, after) for after in told])
    return len(rows)


@transaction.atomic
def pass_offer_on(actor: Actor, offer_id: int, territory: Territory) -> bool:
    """It is of that territory; ``False`` where another person has it, it was decided, or it is there already."""
    offer = locked_offer(actor, offer_id)
    if offer is None or offer.state not in OPEN_OFFERS or offer.territory_id == territory.pk:
        return False
    before = {"territory": offer.territory.code if offer.territory else ""}
    offer.territory, offer.country = territory, territory.country
    offer.claimed_by, offer.claimed_until = "", None
    offer.save(update_fields=["territory", "country", "claimed_by", "claimed_until"])
    record(actor, Write("pass offer on", "host offer", str(offer.pk), before, {"territory": territory.code}))
    return True


def locked_offer(actor: Actor, offer_id: int) -> HostOffer | None:
    """The offer, locked to the commit; ``None`` where another person has it now."""
    offer = HostOffer.objects.select_for_update(of=("self",)).select_related("territory", "point").get(pk=offer_id)
    return None if offer.is_held_by_another(actor.name, clock.now()) else offer


def _begin_check(actor: Actor, offer: HostOffer) -> None:
    if offer.state == OfferState.RECEIVED:
        offer.state = OfferState.CHECKING
        offer.save(update_fields=["state"])
        before, after = {"offer_state": OfferState.RECEIVED.value}, {"offer_state": OfferState.CHECKING.value}
        record(actor, Write("begin check of offer", "host offer", str(offer.pk), before, after))


def _cleaned(found: Found) -> Found:
    return Found(found.finding, found.method, one_line(found.note)[:300])


def _of_row(row: OfferCheck) -> Found:
    return Found(CriterionFinding(row.finding), EvidenceMethod(row.method), row.note)
