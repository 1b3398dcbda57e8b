"""A business offers a place on a public page: limited, taken once, and shown to nobody who has not its number."""

import re
from dataclasses import replace
from datetime import timedelta

import lxml.html
import pytest
from django.test import Client

from benchmarks.page_weight import BUDGET
from punkt import clock
from punkt.errors import InvalidValue
from punkt.ids import new_receipt_code
from punkt.model.hosting_words import HostCriterion, OfferAnswer, OfferRefusal, OfferState
from punkt.places.fold import folded
from punkt.places.search import default_places
from punkt_web.common.models import AuditEntry
from punkt_web.common.rate import Limiter
from punkt_web.finder import offer_views
from punkt_web.finder.asking_by_code import MOST_A_MINUTE
from punkt_web.hosting.actions import offers
from punkt_web.hosting.actions.deciding import refuse_offer
from punkt_web.hosting.actions.offers import Offered, forget_refused_contacts, receive_offer
from punkt_web.hosting.models import HostOffer
from punkt_web.operations.actions.complaints import Receipt
from punkt_web.registry.models import Point, Territory
from tests.web.dashboard.conftest import ACTOR
from tests.web.hosting.conftest import EMAIL, OFFERED, PERSON, PHONE, POSTED

LANGUAGES = ("uk", "en", "et", "sv")


def send(client: Client, status: int = 303, **more: str):
    meta = {name: more.pop(name) for name in ("REMOTE_ADDR", "HTTP_SEC_FETCH_SITE") if name in more}
    response = client.post("/offer/", {**POSTED, "place": "0", **more}, **meta)
    assert response.status_code == status, response.content.decode()
    return response


def test_an_offer_is_taken_and_leads_to_a_page_of_its_own(client, town) -> None:
    answer = send(client)
    made = HostOffer.objects.get()
    assert answer["Location"] == f"/offer/{made.number}/"
    page = client.get(answer["Location"])
    text = page.content.decode()
    assert "<h1>Offer received</h1>" in text
    assert made.number in text
    for private in (PERSON, PHONE, EMAIL, "Planted Café", "Oak street"):
        assert private not in text, "whoever has the number learns the state and no more"
    assert page["Cache-Control"] == "private, no-store"
    assert 'name="referrer" content="no-referrer"' in text
    assert (made.name, made.territory, made.seats, made.in_curfew) == ("Planted Café", town, 30, "yes")
    assert made.answers == dict.fromkeys(HostCriterion, "yes")
    assert not Point.objects.exists(), "nothing of it is a point"


def test_no_account_no_cookie_and_no_script_is_needed(town) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get("/offer/")
    assert 'action="/offer/"' in page.content.decode()
    assert not page.cookies
    assert not send(client).cookies
    assert not page.wsgi_request.session.accessed


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_pages_are_light_and_in_four_languages(client, make_offer, language) -> None:
    headers = {"accept-language": language, "accept-encoding": "gzip"}
    wrong = client.post("/offer/", {"name": "x"}, headers=headers)
    for response in (
        client.get("/offer/", headers=headers), client.get(f"/offer/{make_offer().number}/", headers=headers), wrong,
    ):  # fmt: skip
        assert response["Content-Language"] == language
        assert len(response.content) <= BUDGET
    plain = client.get("/offer/", headers={"accept-language": language}).content.decode()
    assert 'rel="stylesheet"' not in plain
    assert len(re.findall('type="radio"', plain)) == 3 * 6


def test_the_trail_and_the_log_hold_nobody_s_name_or_number(client, town, caplog) -> None:
    send(client)
    number = HostOffer.objects.get().number
    trail = str(list(AuditEntry.objects.values()))
    for private in (PERSON, PHONE, EMAIL, "Planted", number):
        assert private not in trail
        assert private not in caplog.text


def test_what_is_sent_twice_is_one_offer(client, town) -> None:
    assert send(client)["Location"] == send(client)["Location"]
    assert HostOffer.objects.count() == 1
    send(client, address="Oak street 3")
    send(client, REMOTE_ADDR="198.51.100.9")
    assert HostOffer.objects.count() == 3


def test_two_processes_that_take_the_same_at_once_make_one_offer(town, monkeypatch) -> None:
    first = receive_offer(Offered(**OFFERED), sender="198.51.100.1")
    unseen = iter([HostOffer.objects.none()])
    real = HostOffer.objects.filter
    with monkeypatch.context() as racing:
        racing.setattr(HostOffer.objects, "filter", lambda **asked: next(unseen, None) or real(**asked))
        second = receive_offer(Offered(**OFFERED), sender="198.51.100.1")
    assert (second.receipt, second.code) == (Receipt.KNOWN, first.code)
    assert HostOffer.objects.count() == 1


def test_one_sender_is_heard_only_so_often_in_an_hour(client, town) -> None:
    for number in range(offers.MOST_OF_A_SENDER):
        send(client, name=f"Shop {number}")
    page = send(client, 429, name="One shop more").content.decode()
    assert "One shop more" in page, "what was written is not lost"
    send(client, name="One shop more", REMOTE_ADDR="198.51.100.7")
    assert HostOffer.objects.count() == offers.MOST_OF_A_SENDER + 1


def test_addresses_of_one_household_are_one_sender(town) -> None:
    for number in range(offers.MOST_OF_A_SENDER):
        receive_offer(Offered(**{**OFFERED, "name": str(number)}), sender=f"2001:db8::{number}")
    assert receive_offer(Offered(**OFFERED), sender="2001:db8::ffff:1").receipt is Receipt.TOO_MANY
    assert receive_offer(Offered(**OFFERED), sender="2001:db8:0:1::1").receipt is Receipt.TAKEN


def test_the_whole_site_takes_only_so_many_in_an_hour(town, monkeypatch) -> None:
    monkeypatch.setattr(offers, "MOST_OF_ALL", 3)
    for number in range(4):
        receipt = receive_offer(Offered(**OFFERED), sender=f"198.51.100.{number}").receipt
        assert receipt is (Receipt.TAKEN if number < 3 else Receipt.TOO_MANY)
    with clock.fixed_at(clock.now() + timedelta(hours=2)):
        assert receive_offer(Offered(**OFFERED), sender="198.51.100.9").receipt is Receipt.TAKEN


def test_a_program_that_fills_in_what_people_do_not_see_is_refused(client, town) -> None:
    assert "Please check" in send(client, 400, website="https://spam.example").content.decode()
    assert not HostOffer.objects.exists()


def test_another_site_cannot_make_its_visitors_offer_anything(client, town) -> None:
    send(client, 403, HTTP_SEC_FETCH_SITE="cross-site")
    assert not HostOffer.objects.exists()


@pytest.mark.parametrize("left_out", ["name", "kind", "settlement", "address", "in_curfew", "consent", *HostCriterion])
def test_what_a_check_needs_is_asked_for(client, town, left_out) -> None:
    page = lxml.html.fromstring(send(client, 400, **{left_out: ""}).content)
    assert page.xpath("//*[contains(concat(' ', @class, ' '), ' wrong ')]")
    assert not HostOffer.objects.exists()


@pytest.mark.parametrize("left_out", ["name", "in_curfew", *HostCriterion])
def test_the_summary_leads_to_what_is_missing_and_marks_it(client, town, left_out) -> None:
    page = lxml.html.fromstring(send(client, 400, **{left_out: ""}).content)
    (link,) = page.xpath("//*[@role='alert']//a/@href")
    (field,) = page.xpath(f"//*[@id='{link.removeprefix('#')}']")
    marked = field.xpath("ancestor-or-self::*[contains(concat(' ', @class, ' '), ' field wrong ')]")
    assert len(marked) == 1
    (error,) = marked[0].xpath(".//*[@class='error']")
    assert field.get("aria-describedby") == error.get("id") == f"id_{left_out}_error"


def test_not_sure_is_an_answer_and_nothing_is_ticked_beforehand(client, town) -> None:
    assert not lxml.html.fromstring(client.get("/offer/").content).xpath("//input[@checked]")
    send(client, power="not_sure", seats="", hours="")
    made = HostOffer.objects.get()
    assert (made.answers["power"], made.seats, made.hours) == (OfferAnswer.NOT_SURE, None, "")


def test_somebody_can_be_reached(client, town) -> None:
    send(client, 400, contact_phone="", contact_email="")
    send(client, contact_phone="")
    with pytest.raises(InvalidValue):
        receive_offer(Offered(**{**OFFERED, "contact_phone": "", "contact_email": " "}), sender="")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_town_that_is_the_only_one_of_its_name_needs_no_choice(client, db, language) -> None:
    client.post("/offer/", {**POSTED, "settlement": "Харків"}, headers={"accept-language": language})
    place = default_places().place(HostOffer.objects.get().place_id)
    assert place.name == "Харків"
    assert HostOffer.objects.get().country == "UA"


def test_of_several_villages_of_one_name_the_business_says_which(client, db) -> None:
    typed = {**POSTED, "settlement": "Іванівка"}
    page = lxml.html.fromstring(client.post("/offer/", typed).content)
    offered = [one.get("value") for one in page.xpath("//input[@name='place']")]
    assert len(offered) > 2
    assert offered[-1] == "0"
    assert not HostOffer.objects.exists()
    client.post("/offer/", {**typed, "place": offered[1]})
    assert HostOffer.objects.get().place_id == int(offered[1])


@pytest.mark.parametrize(("place", "status"), [("0", 303), ("99999999999", 400), ("x", 400)])
def test_a_village_that_no_list_knows_can_be_offered_and_a_made_up_number_not(client, town, place, status) -> None:
    client.post("/offer/", {**POSTED, "settlement": "Іванівка", "place": place}).status_code = status
    assert HostOffer.objects.filter(place_id=None).count() == (status == 303)


def test_a_misspelt_town_can_be_chosen(client, db) -> None:
    typed = {**POSTED, "settlement": "Харкив"}
    first = client.post("/offer/", typed)
    if first.status_code == 400:
        page = lxml.html.fromstring(first.content)
        choice = page.xpath("//input[@name='place']")[0].get("value")
        assert client.post("/offer/", {**typed, "place": choice}).status_code == 303
    assert default_places().place(HostOffer.objects.get().place_id).name == "Харків"


_UKRAINE = {
    "UA": ("country", "Україна", ""),
    "UA63": ("region", "Харківська область", "UA"),
    "UA63T": ("settlement", "Харків", "UA63"),
    "UA32": ("region", "Київська область", "UA"),
    "UA32T": ("settlement", "Харків", "UA32"),
}


@pytest.mark.parametrize(
    ("loaded", "expected"),
    [
        (("UA", "UA63", "UA63T", "UA32", "UA32T"), "UA63T"),
        (("UA", "UA63", "UA32", "UA32T"), "UA63"),
        (("UA", "UA32"), None),
        ((), None),
    ],
)
def test_an_offer_comes_to_the_town_else_to_the_region_and_never_to_a_guess(client, db, loaded, expected) -> None:
    made: dict[str, Territory] = {}
    for code in loaded:
        level, name, above = _UKRAINE[code]
        path = f"{made[above].path if above else ''}{code}/"
        names = {"uk": name}
        made[code] = Territory.objects.create(
            country="UA", code=code, level=level, names=names, path=path, search_text=folded(name)
        )
    client.post("/offer/", {**POSTED, "settlement": "Харків"})
    offer = HostOffer.objects.get()
    assert (offer.territory.code if offer.territory else None) == expected
    assert offer.country == "UA"


def test_a_number_leads_to_the_page_and_a_wrong_one_is_not_told_from_an_unknown_one(client, make_offer) -> None:
    number = make_offer().number
    assert client.get("/offer/", {"number": number.lower().replace("-", " ")})["Location"] == f"/offer/{number}/"
    unknown = client.get(f"/offer/{new_receipt_code()}/")
    wrong = client.get("/offer/AAAA-AAAA-AAAA/")
    assert (unknown.status_code, wrong.status_code) == (404, 404)
    assert "We do not know this number" in unknown.content.decode()
    assert client.get("/offer/", {"number": "1"}).status_code == 404
    assert client.get(f"/complaint/{number}").status_code == 404


def test_numbers_cannot_be_tried_out(client, db, monkeypatch) -> None:
    monkeypatch.setattr(offer_views, "OFFERS", replace(offer_views.OFFERS, limiter=Limiter(clock=lambda: 0.0)))
    for _number in range(MOST_A_MINUTE):
        assert client.get(f"/offer/{new_receipt_code()}/").status_code == 404
    refused = client.get(f"/offer/{new_receipt_code()}/")
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) >= 1


def test_a_refusal_is_told_in_plain_words(client, make_offer) -> None:
    made = make_offer()
    refuse_offer(ACTOR, made.pk, OfferRefusal.NOT_MET, "A generator is missing")
    page = client.get(f"/offer/{made.number}/").content.decode()
    assert "<h1>Not listed</h1>" in page
    assert "Not all of the five things are there yet" in page
    assert "A generator is missing" in page
    assert ACTOR.name not in page


@pytest.mark.parametrize(("n_days", "is_kept"), [(89, True), (91, False)])
def test_the_contact_of_a_refused_business_is_deleted_after_ninety_days(make_offer, n_days, is_kept) -> None:
    waiting, refused = make_offer(name="Waits"), make_offer()
    refuse_offer(ACTOR, refused.pk, OfferRefusal.NOT_REACHED)
    with clock.fixed_at(clock.now() + timedelta(days=n_days)):
        assert forget_refused_contacts() == (not is_kept)
        assert forget_refused_contacts() == 0
    refused.refresh_from_db()
    waiting.refresh_from_db()
    assert bool(refused.contact_name or refused.contact_phone or refused.contact_email) is is_kept
    assert waiting.contact_phone == PHONE
    assert AuditEntry.objects.filter(action="forget contact").count() == (not is_kept)
    assert refused.state == OfferState.REFUSED


def test_junk_is_answered_calmly(client, town) -> None:
    for junk in ("\0", "x" * 5000, "=HYPERLINK(1)", "<script>alert(1)</script>", "\u202e", "'; DROP TABLE x"):
        for name in (
            "name",
            "settlement",
            "address",
            "hours",
            "contact_name",
            "contact_email",
            "seats",
            "kind",
            "place",
        ):
            response = client.post("/offer/", {**POSTED, name: junk}, REMOTE_ADDR="198.51.100.200")
            assert response.status_code in {303, 400, 429}, (name, junk)
            assert b"<script>alert" not in response.content
    assert client.get("/offer/%00/").status_code == 404
    assert client.get("/offer/", {"number": "\0"}).status_code == 404
    assert client.put("/offer/").status_code == 405
