"""What becomes of an offer: listed as a point, refused with a reason that the business reads, or taken up anew.

A point is made only when a person has confirmed every one of the five criteria; before that nothing of the offer stands
in the registry.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from punkt import clock
from punkt.errors import InvalidValue
from punkt.model.hosting_words import OPEN_OFFERS, BusinessKind, HostCriterion, OfferAnswer, OfferRefusal, OfferState
from punkt.model.position import Position
from punkt.model.vocabulary import Availability, CapacityBasis, EvidenceMethod, HostKind
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Actor, Write, record
from punkt_web.common.names import COUNTRY_LANGUAGES
from punkt_web.common.texts import one_line
from punkt_web.hosting.actions.checking import locked_offer
from punkt_web.hosting.actions.offers import forget_contacts
from punkt_web.hosting.models import HostOffer, OfferCheck
from punkt_web.hosting.queries import last_checks, unconfirmed
from punkt_web.registry.actions.contacts import ContactCard, add_contact
from punkt_web.registry.actions.editing import register_stated_point
from punkt_web.registry.actions.points import change_point
from punkt_web.registry.models import Point, PointKind
from punkt_web.registry.statements import Evidence

MAX_REPLY = 300
HOST_KINDS = {
    BusinessKind.SHOP: HostKind.SHOP,
    BusinessKind.FUEL_STATION: HostKind.FUEL_STATION,
    BusinessKind.SPORT: HostKind.SPORT,
    BusinessKind.CULTURE: HostKind.CULTURE,
}
"""Kinds of business that the registry has a kind of host for; all others are "business"."""
CONFIRMS = {
    HostCriterion.HEATING: ("service.heat", "heat.without_grid"),
    HostCriterion.CONNECTION: ("service.internet",),
    HostCriterion.EXTENSION_LEADS: ("service.charging",),
    HostCriterion.HOT_TEA: ("service.hot_drink",),
}
"""Fields that a confirmed criterion tells of: own heating is asked for as a room that stays warm without the grid.

How strong the power is that a business has, and how many devices charge at once, no criterion says.
"""


@dataclass(frozen=True, slots=True)
class Listing:
    """What the person who lists it adds: the name as it is to stand on the door, and where the door is if known."""

    name: str
    position: Position | None = None


@transaction.atomic
def accept_offer(actor: Actor, offer_id: int, listing: Listing) -> Point | None:
    """Registers the business as a designated point; of one that was listed before, that point.

    Each field has its origin: what the business said names the offer, what a person confirmed names the check and how
    it was made. The contact goes to the contacts of the point. ``None`` where another person has it, or it is refused.
    Raises ``InvalidValue`` where a criterion is not confirmed or no territory is known.
    """
    offer = locked_offer(actor, offer_id)
    if offer is not None and offer.point is not None:
        return offer.point
    if offer is None or offer.state not in OPEN_OFFERS:
        return None
    if offer.territory is None:
        raise InvalidValue(_("Say first in which territory it is."))
    if unconfirmed(offer):
        raise InvalidValue(_("A business is listed when a person has confirmed each of the five criteria."))
    point = _registered(actor, offer, listing)
    _state_what_was_checked(actor, point, offer)
    if offer.contact_phone or offer.contact_email:
        card = ContactCard("", offer.contact_name, offer.contact_phone, offer.contact_email)
        add_contact(actor, point, card)
        forget_contacts(actor, [offer])
    offer.point = point
    _decide(actor, offer, OfferState.LISTED, {"point": point.code})
    return point


@transaction.atomic
def refuse_offer(actor: Actor, offer_id: int, refusal: OfferRefusal, reply: str = "") -> bool:
    """It is not listed; the business reads why. ``False`` where another person has it, or it was decided.

    Raises ``InvalidValue`` for "another reason" without a word.
    """
    words = one_line(reply)[:MAX_REPLY]
    if refusal is OfferRefusal.OTHER and not words:
        raise InvalidValue(_("Write in a few words why."), where="reply")
    offer = locked_offer(actor, offer_id)
    if offer is None or offer.state not in OPEN_OFFERS:
        return False
    offer.refusal, offer.reply = refusal.value, words
    _decide(actor, offer, OfferState.REFUSED, {"refusal": refusal.value})
    return True


@transaction.atomic
def reopen_offer(actor: Actor, offer_id: int, reason: str) -> bool:
    """Takes up one that was refused; what was checked stays. ``False`` where it is not refused (any more)."""
    words = one_line(reason)[:MAX_REPLY]
    if not words:
        raise InvalidValue(_("Say why it is taken up again."), where="reason")
    offer = HostOffer.objects.select_for_update(of=("self",)).get(pk=offer_id)
    if offer.state != OfferState.REFUSED:
        return False
    before = {"offer_state": offer.state, "refusal": offer.refusal}
    offer.state, offer.refusal, offer.reply = OfferState.CHECKING, "", ""
    offer.decided_at, offer.decided_by = None, ""
    offer.save(update_fields=["state", "refusal", "reply", "decided_at", "decided_by"])
    after = {"offer_state": offer.state}
    record(actor, Write("reopen offer", "host offer", str(offer.pk), before, after, words))
    return True


def _decide(actor: Actor, offer: HostOffer, state: OfferState, told: dict[str, Any]) -> None:
    before = {"offer_state": offer.state}
    offer.state, offer.decided_at, offer.decided_by = state.value, clock.now(), actor.name
    offer.claimed_by, offer.claimed_until = "", None
    offer.save()
    action = "list offer" if state is OfferState.LISTED else "refuse offer"
    record(actor, Write(action, "host offer", str(offer.pk), before, {"offer_state": offer.state, **told}))


def _registered(actor: Actor, offer: HostOffer, listing: Listing) -> Point:
    name = one_line(listing.name)[:300] or offer.name
    stated: dict[str, Any] = {
        "name": {COUNTRY_LANGUAGES.get(offer.country, "en"): name},
        "host": offer.name,
        "host_kind": HOST_KINDS.get(BusinessKind(offer.kind), HostKind.BUSINESS).value,
        "kind": _kind_of_businesses(offer.country),
        "territory": offer.territory,
        "settlement": offer.settlement,
        "address": offer.address,
        "hours_normal": offer.hours,
    }
    if offer.seats is not None and offer.seats >= 2:  # the register knows no room for fewer
        stated |= {"capacity_seated": offer.seats, "capacity_seated_basis": CapacityBasis.STATED.value}
    if offer.in_curfew in {OfferAnswer.YES, OfferAnswer.NO}:
        stated["opening.in_curfew"] = offer.in_curfew
    if listing.position is not None:
        stated["position"] = listing.position
    evidence = Evidence(_source(offer), EvidenceMethod.DECLARED, offer.received_at.date().isoformat())
    return register_stated_point(actor, stated, evidence, status=Point.Status.DESIGNATED)


def _kind_of_businesses(country: str) -> PointKind | None:
    """The legal kind that a country has for points of businesses; ``None`` where it has none."""
    return PointKind.objects.filter(country=country, code=f"{country.lower()}-business").first()


def _state_what_was_checked(actor: Actor, point: Point, offer: HostOffer) -> None:
    checks = last_checks(offer)
    for criterion, keys in CONFIRMS.items():
        confirmed = dict.fromkeys(keys, Availability.YES.value)
        change_point(actor, point, confirmed, _evidence(offer, [checks[criterion]]))
    all_of_them = [checks[criterion] for criterion in HostCriterion]
    verified = {"arranged.business_verified": Availability.YES.value}
    change_point(actor, point, verified, _evidence(offer, all_of_them))


def _evidence(offer: HostOffer, checks: list[OfferCheck]) -> Evidence:
    """Of several checks the weakest way, and the day of the last."""
    methods = list(EvidenceMethod)
    weakest = max((EvidenceMethod(check.method) for check in checks), key=methods.index)
    numbers = ", ".join(str(check.pk) for check in checks)
    last = max(check.checked_at for check in checks).date().isoformat()
    return Evidence(f"{_source(offer)}, check {numbers}", weakest, last)


def _source(offer: HostOffer) -> str:
    """By the number of the row: that of the business opens its page and is nobody else's."""
    return f"host offer {offer.pk}"
