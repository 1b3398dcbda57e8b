"""A few agreements with hosts of the demo network, and a business that offers a place."""

from datetime import date, timedelta
from typing import Any

from punkt.ids import new_ulid
from punkt.model.hosting_words import BusinessKind, CriterionFinding, DutyBearer, HostCriterion, OfferAnswer
from punkt.model.vocabulary import EvidenceMethod
from punkt_web.common.audit import Actor
from punkt_web.demo.phones import phone_of
from punkt_web.hosting.actions.agreements import AgreementTerms, KeyCard, end_agreement, enter_agreement
from punkt_web.hosting.actions.checking import Found, check_offer
from punkt_web.hosting.actions.offers import Offered, receive_offer
from punkt_web.hosting.models import HostOffer
from punkt_web.hosting.states import today
from punkt_web.registry.models import Point, Territory

_SERVICES = ("service.heat", "service.charging", "service.water", "service.hot_drink")
_ENDS_IN: tuple[int | None, ...] = (12, 45, 300, None, -20, 200)
"""Days from now; ``None`` has no end. The last one is ended before its time."""
_OFFERED = {
    HostCriterion.POWER: OfferAnswer.YES,
    HostCriterion.HEATING: OfferAnswer.YES,
    HostCriterion.CONNECTION: OfferAnswer.NOT_SURE,
    HostCriterion.EXTENSION_LEADS: OfferAnswer.YES,
    HostCriterion.HOT_TEA: OfferAnswer.YES,
}


def agree_with_demo_hosts(actor: Actor, territory: Territory) -> int:
    """Agreements about the first points of a territory, each in another state; how many."""
    points = Point.objects.filter(territory__path__startswith=territory.path).order_by("code")[: len(_ENDS_IN)]
    made = [
        enter_agreement(actor, point, new_ulid(), _terms(point, number, _end(ends_in)))
        for number, (point, ends_in) in enumerate(zip(points, _ENDS_IN, strict=False))
    ]
    if len(made) == len(_ENDS_IN):
        end_agreement(actor, made[-1].pk, ended_on=today(), reason="DEMO: the building is being repaired")
    return len(made)


def _end(ends_in: int | None) -> date | None:
    return None if ends_in is None else today() + timedelta(days=ends_in)


def _terms(point: Point, number: int, end: date | None) -> AgreementTerms:
    promised = point.promised_minutes
    differs: dict[str, Any] = {} if number else {"promised_minutes": 30 if promised is None else promised + 30}
    return AgreementTerms(
        host="DEMO: заклад",
        holder="DEMO: міська рада",
        services=_SERVICES,
        seats=point.capacity_seated,
        fuel_by=DutyBearer.AUTHORITY,
        staffed_by=DutyBearer.HOST,
        signed_on=today() - timedelta(days=330),
        valid_from=today() - timedelta(days=330),
        valid_until=end,
        is_open_ended=end is None,
        document=f"DEMO {number + 1}/2026",
        key_holders=(KeyCard("DEMO", phone_of("UA", number)),),
        **{"promised_minutes": promised, **differs},
    )


def offer_demo_place(actor: Actor, place_id: int) -> None:
    """A café offers a place, and somebody has seen its generator."""
    offered = Offered(
        "DEMO: кав’ярня",
        BusinessKind.CAFE,
        "Харків",
        "DEMO: вулиця Сумська, 1",
        _OFFERED,
        place_id=place_id,
        seats=40,
        hours="Mo-Su 08:00-21:00",
        in_curfew=OfferAnswer.NO,
        contact_name="DEMO",
        contact_phone=phone_of("UA", 99),
    )
    received = receive_offer(offered, sender="")
    found = {HostCriterion.POWER: Found(CriterionFinding.YES, EvidenceMethod.SEEN, "DEMO")}
    check_offer(actor, HostOffer.objects.get(number=received.code).pk, found)
