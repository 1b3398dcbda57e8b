"""The pages of agreements and offers fit a phone and a desktop, light and dark, with no barrier, in four languages."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from punkt.ids import new_ulid
from punkt.model.hosting_words import BusinessKind, CriterionFinding, HostCriterion, OfferAnswer, OfferRefusal
from punkt.model.vocabulary import EvidenceMethod
from punkt_web.common.audit import Actor
from punkt_web.hosting.actions.agreements import AgreementTerms, KeyCard, end_agreement, enter_agreement
from punkt_web.hosting.actions.checking import Found, check_offer
from punkt_web.hosting.actions.deciding import refuse_offer
from punkt_web.hosting.actions.offers import Offered, receive_offer
from punkt_web.hosting.models import HostOffer
from punkt_web.hosting.states import today
from punkt_web.registry.actions.points import register_point
from punkt_web.registry.statements import Evidence
from tests.browser.conftest import LOOKS, FindBarriers, OpenPage, is_wider_than_screen
from tests.conftest import TOWN
from tests.web.hosting.conftest import OFFERED

ACTOR = Actor("tester@example.org")
NAME = "Пункт незламності № 5, ліцей імені Тараса Шевченка"
SEEN = Found(CriterionFinding.YES, EvidenceMethod.SEEN, "seen by candle light")


@pytest.fixture
def pages(transactional_db, world):
    """Addresses for those in charge, then addresses for everybody."""
    cache.clear()  # it outlives the tables of a test, and knows who sent how often
    town = world[TOWN]
    town.search_text = "town"
    town.save()
    stated = {"name": {"uk": NAME}, "territory": town, "promised_minutes": 120}
    point = register_point(ACTOR, stated, Evidence("list", EvidenceMethod.IMPORTED))
    register_point(ACTOR, {**stated, "address": "Town, 7"}, Evidence("list", EvidenceMethod.IMPORTED))
    terms = AgreementTerms(
        host="Комунальний заклад «Харківський ліцей № 5 імені першого директора»",
        holder="Міська рада",
        promised_minutes=30,
        valid_until=today() + timedelta(days=10),
        key_holders=(KeyCard("Name", "+380 00 000 00 00"),),
    )
    made = enter_agreement(ACTOR, point, new_ulid(), terms)
    over = enter_agreement(ACTOR, point, new_ulid(), AgreementTerms(host="School", seats=1))
    end_agreement(ACTOR, over.pk, ended_on=today(), reason="the building is being repaired")
    names = (NAME, "All confirmed", "Refused")
    offers = []
    for name in names:
        received = receive_offer(Offered(**{**OFFERED, "name": name, "settlement": "Town"}), sender="")
        offers.append(HostOffer.objects.get(number=received.code))
    check_offer(ACTOR, offers[0].pk, {HostCriterion.POWER: SEEN})
    check_offer(ACTOR, offers[1].pk, dict.fromkeys(HostCriterion, SEEN))
    refuse_offer(ACTOR, offers[2].pk, OfferRefusal.NOT_MET, "A generator is missing")
    base = f"/desk/points/{point.code}/agreements/"
    desk = [
        "/desk/agreements/", "/desk/agreements/?state=none", base, f"{base}new", f"{base}{made.pk}/change",
        f"{base}{made.pk}/end", f"/desk/points/{point.code}/", "/desk/offers/?state=all",
        *(f"/desk/offers/{one.pk}/" for one in offers),
    ]  # fmt: skip
    return desk, ["/offer/", *(f"/offer/{one.number}/" for one in offers)]


@pytest.mark.parametrize("seen", list(zip(["en", "uk", "et", "sv"], LOOKS, strict=True)))
def test_every_page_fits_and_shuts_nobody_out(
    open_page: OpenPage, find_barriers: FindBarriers, coordinator, pages, seen
):
    language, (width, scheme) = seen
    for paths, user in zip(pages, (coordinator, None), strict=True):
        for path in paths:
            page = open_page(path, user=user, language=language, width=width, color_scheme=scheme)
            page.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))")
            assert find_barriers(page) == [], path
            assert not is_wider_than_screen(page), path


def test_a_business_offers_a_place_without_scripts_and_chooses_its_village(open_page: OpenPage, find_barriers, world):
    page = open_page("/offer/", javascript=False, may_fail=True)  # the form comes back with a question
    page.get_by_label("Name of the business").fill("Café")
    page.get_by_label("Kind of business").select_option(BusinessKind.CAFE.value)
    page.get_by_label("Town or village").fill("Іванівка")
    page.get_by_label("Street and number").fill("1")
    for name in (*HostCriterion, "in_curfew"):
        page.locator(f"input[name={name}][value={OfferAnswer.YES}]").check()
    page.get_by_label("Telephone").fill("+380 00 000 00 00")
    page.get_by_label("You may keep this contact").check()
    page.get_by_role("button", name="Send the offer").click()
    page.locator("input[name=place]").first.check()
    page.get_by_role("button", name="Send the offer").click()
    assert page.locator("h1").inner_text() == "Offer received"
    assert HostOffer.objects.get().place_id is not None
