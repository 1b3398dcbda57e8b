"""Agreements and offers for the tests, in the world of the cast."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from punkt.ids import new_ulid
from punkt.model.hosting_words import BusinessKind, CriterionFinding, HostCriterion, OfferAnswer
from punkt.model.vocabulary import EvidenceMethod
from punkt_web.common.audit import Actor
from punkt_web.finder import offer_views
from punkt_web.hosting.actions.agreements import AgreementTerms, KeyCard, enter_agreement
from punkt_web.hosting.actions.checking import Found, check_offer
from punkt_web.hosting.actions.offers import Offered, receive_offer
from punkt_web.hosting.models import HostAgreement, HostOffer
from punkt_web.hosting.states import today
from punkt_web.registry.models import Territory
from tests.conftest import TOWN
from tests.web.dashboard.conftest import ACTOR, browser, make_point

__all__ = ["browser", "make_point"]

WITNESS = Actor("witness@example.org")
PERSON, PHONE, EMAIL = "Planted Person", "+999 555 01 23", "planted@example.org"
SEEN = Found(CriterionFinding.YES, EvidenceMethod.SEEN, "seen by candle light")
OFFERED: dict[str, Any] = {
    "name": "Planted Café",
    "kind": BusinessKind.CAFE,
    "settlement": "Town",
    "address": "Oak street 2",
    "answers": dict.fromkeys(HostCriterion, OfferAnswer.YES),
    "seats": 30,
    "hours": "Mo-Su 08:00-20:00",
    "in_curfew": OfferAnswer.YES,
    "contact_name": PERSON,
    "contact_phone": PHONE,
    "contact_email": EMAIL,
}
POSTED = {
    "name": "Planted Café",
    "kind": "cafe",
    "settlement": "Town",
    "address": "Oak street 2",
    "seats": "30",
    "hours": "Mo-Su 08:00-20:00",
    "in_curfew": "yes",
    "contact_name": PERSON,
    "contact_phone": PHONE,
    "contact_email": EMAIL,
    "consent": "on",
    "website": "",
    **{criterion.value: "yes" for criterion in HostCriterion},
}


@pytest.fixture(autouse=True)
def _nobody_asked_before() -> Iterator[None]:
    offer_views.OFFERS.limiter.forget()
    yield
    offer_views.OFFERS.limiter.forget()


@pytest.fixture
def town(world: dict[str, Territory]) -> Territory:
    """TOWN, found by its name as the register of a country finds it."""
    for one in world.values():
        one.search_text = one.names["en"].lower()
        one.save()
    return world[TOWN]


@pytest.fixture
def make_agreement(make_point: Any) -> Callable[..., HostAgreement]:
    """``make_agreement(ends_in=10, seats=40)``: an agreement about a new point of TOWN, or about ``point``."""

    def make(point: Any = None, *, ends_in: int | None = 30, **terms: Any) -> HostAgreement:
        about = point or make_point(TOWN, name={"en": "Hall"})
        end = today() + timedelta(days=ends_in) if ends_in is not None else None
        said = {"valid_until": end, "key_holders": (KeyCard(PERSON, PHONE),), **terms}
        return enter_agreement(ACTOR, about, new_ulid(), AgreementTerms(**{"host": "School", "seats": 40, **said}))

    return make


@pytest.fixture
def make_offer(town: Territory) -> Callable[..., HostOffer]:
    """``make_offer(name="Shop")``: an offer in TOWN."""

    def make(*, sender: str = "198.51.100.1", **more: Any) -> HostOffer:
        received = receive_offer(Offered(**{**OFFERED, **more}), sender=sender)
        return HostOffer.objects.select_related("territory").get(number=received.code)

    return make


def confirm_all(offer: HostOffer, **findings: Found) -> None:
    """Each criterion is confirmed by somebody who saw it, but for those that are given."""
    found = {one: findings.get(one.value, SEEN) for one in HostCriterion}
    assert check_offer(WITNESS, offer.pk, found)
