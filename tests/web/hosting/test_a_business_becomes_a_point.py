"""From the public form to the finder, the agreement and its reminder: the whole way of a business."""

from datetime import timedelta

import lxml.html
from django.core import mail
from django.test import Client

from punkt import clock
from punkt.model.hosting_words import HostCriterion
from punkt.places.search import default_places
from punkt_web.exchange.reminder_sending import send_reminders
from punkt_web.finder.network import forget_network
from punkt_web.hosting.models import HostAgreement, HostOffer
from punkt_web.hosting.states import today
from punkt_web.registry.models import Point, Territory
from tests.conftest import MakePerson
from tests.web.dashboard.conftest import Browser, form_values, text_of
from tests.web.hosting.conftest import PERSON, PHONE, POSTED

FOUND = {f"{one.value}{part}": word for one in HostCriterion for part, word in (("", "yes"), ("-method", "seen"))}


def status(number: str) -> str:
    page = lxml.html.fromstring(Client().get(f"/offer/{number}/").content)
    return str(page.xpath("string(//h1)"))


def public_answer() -> str:
    forget_network()
    return Client().get("/", {"q": "Харків", "need": "heat"}).content.decode()


def test_a_business_applies_is_checked_listed_found_agreed_with_and_reminded_of(
    db: None, settings: object, browser: Browser, make_person: MakePerson
) -> None:
    settings.EMAIL_IS_SET_UP = True  # type: ignore[attr-defined]
    place = default_places().search("Харків")[0].place
    town = Territory.objects.create(
        country="UA", code="UA63T", level="settlement", names={"uk": place.name}, path="UA63T/", search_text="харків"
    )
    officer = make_person("officer", "coordinator", "territory", town.code)

    number = Client().post("/offer/", {**POSTED, "settlement": "Харків"})["Location"].split("/")[2]
    assert status(number) == "Offer received"
    assert "Planted Café" not in public_answer()

    desk, offer = browser(officer), HostOffer.objects.get()
    desk.post(f"/desk/offers/{offer.pk}/take")
    assert status(number) == "Offer being checked"
    desk.post(f"/desk/offers/{offer.pk}/check", FOUND)
    assert "Planted Café" not in public_answer(), "checked is not listed"

    position = f"{place.latitude + 0.001}, {place.longitude}"
    listed = desk.post(f"/desk/offers/{offer.pk}/list", {"name": "Planted Café", "position": position})
    point = Point.objects.get()
    assert status(number) == "Listed as a point"
    found = public_answer()
    assert "Planted Café" in found
    assert point.code in found
    public = Client().get(f"/p/{point.code}").content.decode()
    for private in (PERSON, PHONE, number):
        assert private not in found + public

    end = today() + timedelta(days=90)
    form = form_values(desk.get(listed["Location"])) | {"services": [], "valid_until": end.isoformat()}
    form |= {"promised_minutes": "60", "key_holders": f"{PERSON}, {PHONE}"}
    assert desk.post(listed["Location"], form).status_code == 302
    assert HostAgreement.objects.get().point == point

    assert send_reminders().n_sent == 0
    with clock.fixed_at(clock.now() + timedelta(days=30)):
        assert send_reminders().n_sent == 1
        assert send_reminders().n_sent == 0
        assert "Planted Café" in text_of(desk.get("/desk/agreements/?state=ends_soon"))
    assert mail.outbox[0].to == [officer.email]
    assert PERSON not in mail.outbox[0].body
