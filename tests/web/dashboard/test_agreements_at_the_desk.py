"""Agreements with hosts at the desk: who sees them, what is told of them, and who may not."""

from datetime import timedelta

import pytest
from django.test import Client

from punkt.ids import new_ulid
from punkt.model.vocabulary import Visibility
from punkt_web.accounts import roles
from punkt_web.accounts.models import User
from punkt_web.accounts.roles import Power, Role
from punkt_web.hosting.actions.agreements import AgreementTerms, KeyCard, end_agreement, enter_agreement
from punkt_web.hosting.models import HostAgreement, KeyHolder
from punkt_web.hosting.states import today
from punkt_web.registry.actions.points import organisation
from punkt_web.registry.actions.policies import set_policy
from tests.conftest import NEIGHBOUR_TOWN, OTHER_TOWN, TOWN
from tests.web.dashboard.conftest import ACTOR, Browser, MakePoint, form_values, text_of

PERSON, PHONE = "Planted Person", "+999 555 01 23"
WRITING = ("new", "{ulid}/change", "{ulid}/renew", "{ulid}/end")


@pytest.fixture
def agreement(make_point: MakePoint) -> HostAgreement:
    point = make_point(TOWN, name={"en": "Planted Hall"}, promised_minutes=120)
    organisation(ACTOR, "Planted Club")
    terms = AgreementTerms(
        host="Planted Club",
        holder=PERSON,
        promised_minutes=30,
        promises=f"{PERSON} opens by night",
        services=["service.heat"],
        valid_until=today() + timedelta(days=10),
        key_holders=(KeyCard(PERSON, PHONE),),
        document="12/2026",
    )
    return enter_agreement(ACTOR, point, new_ulid(), terms)


def pages(agreement: HostAgreement) -> list[str]:
    base = f"/desk/points/{agreement.point.code}/agreements/"
    return [base, *(base + rest.format(ulid=agreement.pk) for rest in WRITING)]


def csv(client: Client, query: str = "") -> str:
    return b"".join(client.get(f"/desk/agreements/agreements.csv{query}")).decode()


def test_a_stranger_is_asked_to_sign_in(stranger: Client, agreement: HostAgreement) -> None:
    for page in (*pages(agreement), "/desk/agreements/", "/desk/agreements/agreements.csv"):
        assert stranger.get(page)["Location"].startswith("/accounts/login/"), page


@pytest.mark.parametrize("number", ["%00", "9" * 60, "A" * 26], ids=["NUL", "long", "no number"])
def test_a_number_that_no_agreement_has_is_not_found(
    browser: Browser, coordinator: User, agreement: HostAgreement, number: str
) -> None:
    for step in WRITING[1:]:
        page = f"/desk/points/{agreement.point.code}/agreements/{step.format(ulid=number)}"
        assert browser(coordinator).get(page).status_code == 404, "PostgreSQL stops at a NUL"


@pytest.mark.parametrize("who", ["outsider", "viewer", "keeper"])
def test_who_does_not_edit_sees_nothing_of_them(
    browser: Browser, request: pytest.FixtureRequest, agreement: HostAgreement, who: str
) -> None:
    client = browser(request.getfixturevalue(who))
    for page in (*pages(agreement), "/desk/agreements/", "/desk/agreements/agreements.csv"):
        assert client.get(page).status_code == 403, page
        assert client.post(page).status_code == 403, page
    if who != "outsider":
        point = f"/desk/points/{agreement.point.code}/"
        for page in (point, f"{point}history/", "/desk/"):
            text = text_of(client.get(page))
            for told in ("/agreements/", "Agreement with the host", "Planted Club"):
                assert told not in text, page
            assert PERSON not in text, page
    assert HostAgreement.objects.get().ended_at is None


def test_another_towns_coordinator_does_not_learn_of_them(
    browser: Browser, other_coordinator: object, agreement: HostAgreement
) -> None:
    client = browser(other_coordinator)  # type: ignore[arg-type]
    for page in pages(agreement):
        assert client.get(page).status_code == 404, page
        assert client.post(page).status_code == 404, page
    assert "Planted" not in text_of(client.get("/desk/agreements/"))
    assert "Planted" not in csv(client)
    assert agreement.point.code not in csv(client)


def test_an_agreement_of_another_point_is_not_changed_through_ones_own(
    browser: Browser, coordinator: object, agreement: HostAgreement, make_point: MakePoint
) -> None:
    mine, foreign = agreement.point, make_point(OTHER_TOWN)
    other = enter_agreement(ACTOR, foreign, new_ulid(), AgreementTerms(host="School", seats=1))
    client = browser(coordinator)  # type: ignore[arg-type]
    for rest in WRITING[1:]:
        page = f"/desk/points/{mine.code}/agreements/{rest.format(ulid=other.pk)}"
        assert client.post(page, {"reason": "x"}).status_code == 404, page


@pytest.mark.parametrize("who", ["coordinator", "region_officer", "administrator"])
def test_those_in_charge_see_all_of_it(
    browser: Browser, request: pytest.FixtureRequest, agreement: HostAgreement, who: str
) -> None:
    client = browser(request.getfixturevalue(who))
    for page in pages(agreement):
        assert client.get(page).status_code == 200, page
    listed, own = text_of(client.get("/desk/agreements/")), text_of(client.get(pages(agreement)[0]))
    for text in (listed, own):
        for told in ("Planted Club", PERSON, "Agreement ends soon"):
            assert told in text
        assert "The agreement promises 30 min to open, the register says 120 min." in text
    assert PHONE in own
    assert f"{PERSON} opens by night" in own
    assert "1 agreement with a host ends within two months" in text_of(client.get("/desk/"))
    sheet = text_of(client.get(f"/desk/points/{agreement.point.code}/"))
    assert "The agreement promises 30 min to open" in sheet
    agreement.point.refresh_from_db()
    assert agreement.point.promised_minutes == 120, "the difference is shown and changes nothing"


def test_names_of_people_are_for_who_may_see_contacts(
    browser: Browser, coordinator: object, agreement: HostAgreement, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = roles.POWERS[Role.COORDINATOR] - {Power.SEE_SECRET}
    monkeypatch.setitem(roles.POWERS, Role.COORDINATOR, without)
    client = browser(coordinator)  # type: ignore[arg-type]
    for page in ("/desk/agreements/", pages(agreement)[0], f"/desk/points/{agreement.point.code}/"):
        text = text_of(client.get(page))
        assert "Planted Club" in text, page
        assert PERSON not in text, page
        assert PHONE not in text, page
    for page in pages(agreement)[1:]:
        assert client.get(page).status_code == 403, page


def test_no_export_and_no_history_has_a_person(
    browser: Browser, administrator: object, agreement: HostAgreement
) -> None:
    client = browser(administrator)  # type: ignore[arg-type]
    table = csv(client)
    assert "Planted Club" in table
    assert "12/2026" in table
    history = text_of(client.get(f"/desk/points/{agreement.point.code}/history/"))
    assert "Agreement with the host entered" in history
    points = b"".join(client.get("/desk/points/export.csv")).decode()
    public = text_of(client.get(f"/p/{agreement.point.code}"))
    for text in (table, history, points, public, text_of(client.get("/desk/audit/"))):
        assert PERSON not in text
        assert PHONE not in text


def test_points_of_which_nothing_was_entered_are_counted_and_not_called_without(
    browser: Browser, coordinator: object, agreement: HostAgreement, make_point: MakePoint
) -> None:
    lacking = make_point(TOWN, name={"en": "Library"})
    make_point(NEIGHBOUR_TOWN, name={"en": "Elsewhere"})
    client = browser(coordinator)  # type: ignore[arg-type]
    page = text_of(client.get("/desk/agreements/"))
    assert "Of 1 designated point no agreement was entered. Whether there is one is not known." in page
    assert "Library" not in page
    found = text_of(client.get("/desk/agreements/?state=none"))
    assert "Library" in found
    assert "Elsewhere" not in found
    assert "Planted Hall" not in found
    assert "Whether there is one is not known" in text_of(client.get(f"/desk/points/{lacking.code}/agreements/"))


def test_the_list_is_narrowed_by_state_and_by_words(
    browser: Browser, coordinator: object, agreement: HostAgreement, make_point: MakePoint
) -> None:
    other = make_point(TOWN, name={"en": "Library"})
    enter_agreement(ACTOR, other, new_ulid(), AgreementTerms(host="School", is_open_ended=True))
    client = browser(coordinator)  # type: ignore[arg-type]
    for query, has_hall, has_library in (
        ("", True, True), ("?state=ends_soon", True, False), ("?state=in_force", False, True),
        ("?state=over", False, False),
        ("?q=libr", False, True), ("?q=%00", True, True), ("?state=nonsense", True, True),
    ):  # fmt: skip
        page = text_of(client.get(f"/desk/agreements/{query}"))
        assert ("Planted Hall" in page, "Library" in page) == (has_hall, has_library), query
    assert csv(client, "?state=in_force").count("\n") == 2


def test_a_hidden_point_is_listed_for_who_may_see_it(
    browser: Browser, coordinator: object, agreement: HostAgreement
) -> None:
    set_policy(ACTOR, agreement.point, Visibility.HIDDEN, reason="front line")
    assert "Planted Hall" in text_of(browser(coordinator).get("/desk/agreements/"))  # type: ignore[arg-type]


def test_an_agreement_is_entered_changed_renewed_and_ended_by_hand(
    browser: Browser, coordinator: object, make_point: MakePoint
) -> None:
    point = make_point(TOWN, name={"en": "Hall"}, promised_minutes=60)
    base = f"/desk/points/{point.code}/agreements/"
    client = browser(coordinator)  # type: ignore[arg-type]
    form = form_values(client.get(f"{base}new")) | {"services": ["service.heat"]}
    assert (form["promised_minutes"], form["remind_days"]) == ("60", "60, 14")
    end = today() + timedelta(days=30)
    form |= {"host": "Club", "key_holders": f"{PERSON}, {PHONE}\n, 112", "valid_until": end.isoformat(), "seats": ""}
    for _tap in range(2):
        assert client.post(f"{base}new", form)["Location"] == base
    made = HostAgreement.objects.get()
    assert (made.host_name, made.seats, made.services, made.valid_until) == ("Club", None, ["service.heat"], end)
    assert list(KeyHolder.objects.order_by("pk").values_list("name", "phone")) == [(PERSON, PHONE), ("", "112")]

    change = f"{base}{made.pk}/change"
    form = form_values(client.get(change)) | {"services": made.services, "is_open_ended": ""}
    assert form["key_holders"] == f"{PERSON}, {PHONE}\n, 112"
    assert client.post(change, form | {"seats": "25"})["Location"] == base
    late = client.post(change, form | {"seats": "99"})
    assert "Somebody saved this agreement meanwhile." in text_of(late)
    made.refresh_from_db()
    assert made.seats == 25

    renewing = f"{base}{made.pk}/renew"
    form = form_values(client.get(renewing)) | {"services": made.services, "is_open_ended": "on"}
    assert form["valid_from"] == str(end + timedelta(days=1))
    assert client.post(renewing, form)["Location"] == base
    assert "Renewed" in text_of(client.get(base))
    assert "Somebody renewed this agreement meanwhile." in text_of(client.post(renewing, form | {"ulid": new_ulid()}))

    ending = f"{base}{made.pk}/end"
    assert client.post(ending, {"ended_on": today().isoformat(), "reason": ""}).status_code == 200
    assert client.post(ending, {"ended_on": today().isoformat(), "reason": "moved out"})["Location"] == base
    again = client.post(ending, {"ended_on": today().isoformat(), "reason": "again"}, follow=True)
    assert "Theirs stays" in text_of(again)
    assert "moved out" in text_of(client.get(base))
    assert PERSON not in text_of(client.get(base)).partition("moved out")[2]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("valid_until", "0001-01-01"), ("valid_until", "x"), ("remind_days", "soon"), ("remind_days", "0"),
        ("promised_minutes", "-1"), ("seats", "1e9"), ("fuel_by", "nobody"), ("services", "gold"), ("ulid", "x"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(
    browser: Browser, coordinator: object, make_point: MakePoint, name: str, text: str
) -> None:
    point = make_point(TOWN)
    client = browser(coordinator)  # type: ignore[arg-type]
    page = f"/desk/points/{point.code}/agreements/new"
    response = client.post(page, form_values(client.get(page)) | {"services": []} | {name: text})
    assert response.status_code == 200
    assert 'role="alert"' in text_of(response)
    assert not HostAgreement.objects.exists()


def test_an_ended_one_is_no_more_a_thing_to_do(browser: Browser, coordinator: object, agreement: HostAgreement) -> None:
    end_agreement(ACTOR, agreement.pk, ended_on=today(), reason="sold")
    client = browser(coordinator)  # type: ignore[arg-type]
    assert "ends within two months" not in text_of(client.get("/desk/"))
    assert "Agreement was ended" in text_of(client.get("/desk/agreements/?state=ended"))


def test_the_pages_take_few_queries_however_much_they_hold(
    browser: Browser, region_officer: object, make_point: MakePoint, django_assert_max_num_queries: object
) -> None:
    for number in range(12):
        point = make_point(TOWN if number % 2 else NEIGHBOUR_TOWN, name={"en": f"Hall {number}"})
        keys = (KeyCard("A", "1"), KeyCard("B", "2"))
        enter_agreement(ACTOR, point, new_ulid(), AgreementTerms(holder="X", seats=1, key_holders=keys))
    client = browser(region_officer)  # type: ignore[arg-type]
    for page in ("/desk/agreements/", "/desk/agreements/?state=none", f"/desk/points/{point.code}/agreements/"):
        with django_assert_max_num_queries(22):  # type: ignore[operator]
            assert client.get(page).status_code == 200


def test_a_blank_sheet_is_refused_at_its_fields(browser: Browser, coordinator: User, make_point: MakePoint) -> None:
    point, desk = make_point(TOWN, name={"en": "Hall"}), browser(coordinator)
    page = f"/desk/points/{point.code}/agreements/new"
    blank = form_values(desk.get(page)) | {"services": []}
    nobody = desk.post(page, {**blank, "seats": "40"})
    assert nobody.context["form"].errors.keys() == {"host"}
    nothing = desk.post(page, {**blank, "host": "School"})
    assert nothing.context["form"].errors.keys() == {"promises"}
    assert not HostAgreement.objects.exists()
    assert desk.post(page, {**blank, "host": "School", "document": "12/2026"}).status_code == 302
