"""Offers of businesses come to those in charge of the town and to nobody else."""

import pytest

from punkt.model.hosting_words import CriterionFinding, HostCriterion, OfferState
from punkt.model.vocabulary import label
from punkt_web.accounts import roles
from punkt_web.accounts.roles import Power, Role
from punkt_web.common.models import AuditEntry
from punkt_web.hosting.models import HostOffer, OfferCheck
from punkt_web.registry.models import Point
from tests.conftest import OTHER_TOWN, TOWN
from tests.web.dashboard.conftest import text_of
from tests.web.hosting.conftest import EMAIL, PERSON, PHONE, confirm_all

POSTS = ("take", "give-back", "check", "pass-on", "list", "refuse", "reopen")
FOUND = {f"{one.value}{part}": word for one in HostCriterion for part, word in (("", "yes"), ("-method", "seen"))}


def at(offer: HostOffer, rest: str = "") -> str:
    return f"/desk/offers/{offer.pk}/{rest}"


def test_a_stranger_is_asked_to_sign_in(make_offer, stranger) -> None:
    offer = make_offer()
    for page in ("/desk/offers/", at(offer)):
        assert stranger.get(page)["Location"].startswith("/accounts/login/")
    for rest in POSTS:
        assert stranger.post(at(offer, rest)).status_code == 302
    assert not AuditEntry.objects.exclude(action="receive offer").exists()


@pytest.mark.parametrize(
    ("who", "status"), [("outsider", 403), ("viewer", 403), ("keeper", 403), ("other_coordinator", 404)]
)
def test_nobody_else_sees_or_decides_one(make_offer, browser, request, who, status) -> None:
    offer, client = make_offer(), browser(request.getfixturevalue(who))
    assert client.get(at(offer)).status_code == status
    for rest in POSTS:
        assert (
            client.post(at(offer, rest), {"refusal": "not_met", "reason": "x", "territory": OTHER_TOWN}).status_code
            == status
        )
    listed = client.get("/desk/offers/?state=all")
    assert "Planted" not in text_of(listed)
    assert "offers to be a host" not in text_of(client.get("/desk/"))
    offer.refresh_from_db()
    assert (offer.state, offer.claimed_by) == (OfferState.RECEIVED, "")


@pytest.mark.parametrize("who", ["coordinator", "region_officer", "administrator"])
def test_those_in_charge_see_it_with_its_contact(make_offer, make_point, browser, request, who) -> None:
    make_point(TOWN)
    offer, client = make_offer(), browser(request.getfixturevalue(who))
    assert "Planted Café" in text_of(client.get("/desk/offers/"))
    assert "1 business offers to be a host" in text_of(client.get("/desk/"))
    page = text_of(client.get(at(offer)))
    for told in (PERSON, PHONE, EMAIL, "Oak street 2"):
        assert told in page
    assert offer.number not in page, "it opens the page of the business"


def test_the_contact_is_for_who_may_see_contacts(make_offer, browser, coordinator, monkeypatch) -> None:
    monkeypatch.setitem(roles.POWERS, Role.COORDINATOR, roles.POWERS[Role.COORDINATOR] - {Power.SEE_SECRET})
    page = text_of(browser(coordinator).get(at(make_offer())))
    assert "You may not see it." in page
    for private in (PERSON, PHONE, EMAIL):
        assert private not in page


def test_one_of_no_known_territory_is_seen_by_who_is_everywhere(
    make_offer, browser, coordinator, administrator
) -> None:
    offer = make_offer(settlement="Nowhere")
    assert browser(coordinator).get(at(offer)).status_code == 404
    client = browser(administrator)
    assert "territory not known" in text_of(client.get(at(offer)))
    client.post(at(offer, "pass-on"), {"territory": TOWN})
    assert browser(coordinator).get(at(offer)).status_code == 200


def test_it_is_passed_on_to_the_only_territory_of_a_name_or_code(make_offer, browser, coordinator, other_coordinator):
    offer, client = make_offer(), browser(coordinator)
    for wrong in ("Atlantis", "\0", ""):
        assert client.post(at(offer, "pass-on"), {"territory": wrong}).status_code == 200
    assert "Several territories fit" in text_of(client.post(at(offer, "pass-on"), {"territory": "Tow"}))
    assert client.post(at(offer, "pass-on"), {"territory": "Other Town"})["Location"] == "/desk/offers/"
    assert client.get(at(offer)).status_code == 404
    assert browser(other_coordinator).get(at(offer)).status_code == 200


def test_from_taking_it_to_listing_it(make_offer, browser, coordinator) -> None:
    offer, client = make_offer(), browser(coordinator)
    client.post(at(offer, "take"))
    assert "You look into it until" in text_of(client.get(at(offer)))
    assert "List it as a point" not in text_of(client.get(at(offer))), "nothing is confirmed yet"
    part = {"power": "yes", "power-method": "seen", "power-note": "runs well"}
    assert client.post(at(offer, "check"), part)["Location"] == at(offer)
    assert OfferCheck.objects.get().note == "runs well"
    refused = client.post(at(offer, "list"), {"name": "Café"})
    assert "each of the five criteria" in text_of(refused)
    assert not Point.objects.exists()
    client.post(at(offer, "check"), FOUND | {"power-note": "runs well"})
    assert OfferCheck.objects.count() == 5
    assert "List it as a point" in text_of(client.get(at(offer)))
    listed = client.post(at(offer, "list"), {"name": "Café by the oak", "position": "50.1, 30.2"})
    point = Point.objects.get()
    assert listed["Location"] == f"/desk/points/{point.code}/agreements/new"
    assert (point.latitude, point.longitude) == (50.1, 30.2)
    form = text_of(client.get(listed["Location"]))
    assert 'value="Planted Café"' in form, "the agreement begins with who hosts it"
    assert client.post(at(offer, "list"), {"name": "Again"})["Location"] == listed["Location"], "pressed twice"
    assert Point.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"power": "yes"}, {"power": "maybe", "power-method": "seen"}, {"power": "yes", "power-method": "imported"}],
)
def test_a_finding_says_how_it_is_known(make_offer, browser, coordinator, wrong) -> None:
    offer = make_offer()
    page = browser(coordinator).post(at(offer, "check"), wrong)
    assert 'role="alert"' in text_of(page)
    assert not OfferCheck.objects.exists()


def test_a_finding_without_its_way_names_the_criterion(make_offer, browser, coordinator) -> None:
    offer = make_offer()
    page = browser(coordinator).post(at(offer, "check"), {"power": "yes"})
    name = str(label(HostCriterion.POWER))
    assert f"Say how you know: {name}." in text_of(page)


def test_a_position_that_cannot_be_is_refused(make_offer, browser, coordinator) -> None:
    offer = make_offer()
    confirm_all(offer)
    page = browser(coordinator).post(at(offer, "list"), {"name": "Café", "position": "by the oak"})
    assert "cannot be read as coordinates" in text_of(page)
    assert not Point.objects.exists()


def test_two_at_once_are_told_of_each_other(make_offer, browser, coordinator, region_officer) -> None:
    offer, first, second = make_offer(), browser(coordinator), browser(region_officer)
    first.post(at(offer, "take"))
    assert "Theirs stays" in text_of(second.post(at(offer, "take"), follow=True))
    page = text_of(second.get(at(offer)))
    assert "Coordinator looks into it until" in page
    assert "Note what was found" not in page
    for rest, posted in (("check", FOUND), ("refuse", {"refusal": "not_met"}), ("list", {"name": "x"})):
        assert "Theirs stays" in text_of(second.post(at(offer, rest), posted, follow=True)), rest
    first.post(at(offer, "give-back"))
    second.post(at(offer, "refuse"), {"refusal": "not_met"})
    offer.refresh_from_db()
    assert offer.decided_by == region_officer.email


def test_a_refusal_has_a_reason_and_can_be_taken_back_with_one(make_offer, browser, coordinator) -> None:
    offer, client = make_offer(), browser(coordinator)
    assert 'role="alert"' in text_of(client.post(at(offer, "refuse"), {"refusal": ""}))
    assert "Write in a few words why." in text_of(client.post(at(offer, "refuse"), {"refusal": "other"}))
    client.post(at(offer, "refuse"), {"refusal": "not_safe", "reply": "The stairs"})
    page = text_of(client.get(at(offer)))
    assert "The place is not safe for visitors" in page
    assert "Planted Café" not in text_of(client.get("/desk/offers/"))
    assert "Planted Café" in text_of(client.get("/desk/offers/?state=refused"))
    assert 'role="alert"' in text_of(client.post(at(offer, "reopen"), {"reason": ""}))
    client.post(at(offer, "reopen"), {"reason": "New stairs"})
    assert "New stairs" in text_of(client.get(at(offer)))
    assert "Planted Café" in text_of(client.get("/desk/offers/"))


def test_points_that_may_be_the_same_place_are_shown(make_offer, make_point, browser, coordinator) -> None:
    same = make_point(TOWN, name={"en": "Canteen"}, address="Oak street 2", settlement="Town")
    other = make_point(TOWN, name={"en": "Library"}, address="Elm street 9", settlement="Town")
    foreign = make_point(OTHER_TOWN, name={"en": "Planted Café"}, address="Oak street 2", settlement="Town")
    page = text_of(browser(coordinator).get(at(make_offer())))
    assert same.code in page
    assert other.code not in page
    assert foreign.code not in page, "of points elsewhere nobody learns so"


def test_writes_take_a_post_with_the_token_of_the_page(make_offer, browser, coordinator) -> None:
    from django.test import Client

    offer, strict = make_offer(), Client(enforce_csrf_checks=True)
    strict.force_login(coordinator)
    for rest in POSTS:
        assert browser(coordinator).get(at(offer, rest)).status_code == 405, rest
        assert strict.post(at(offer, rest)).status_code == 403, rest


def test_the_pages_take_few_queries(make_offer, browser, region_officer, django_assert_max_num_queries) -> None:
    made = [make_offer(name=f"Shop {number}", sender=f"198.51.100.{number}") for number in range(8)]
    confirm_all(made[0])
    client = browser(region_officer)
    for page in ("/desk/offers/", at(made[0])):
        with django_assert_max_num_queries(24):
            assert client.get(page).status_code == 200
    assert {check.finding for check in OfferCheck.objects.all()} == {CriterionFinding.YES}
