"""Pages of members: who sees and writes which, what strangers read, and that forms lose nothing."""

import pytest
from django.test import Client
from django.utils import translation

from punkt.ids import new_ulid
from punkt.model.network_words import Consent, MemberKind
from punkt_web.accounts.models import User
from punkt_web.network.actions.members import allow_showing, enter_member, leave_network
from punkt_web.network.forms import _card
from punkt_web.network.models import Member
from punkt_web.registry.models import Territory
from tests.conftest import COUNTRY, NEIGHBOUR_TOWN, OTHER_TOWN, TOWN, MakePerson
from tests.web.dashboard.conftest import ACTOR, Browser, form_values, text_of
from tests.web.network.conftest import EMAIL, PERSON, PHONE, facts

STEPS = ("", "change", "showing", "leave")
SECRETS = (PERSON, PHONE, EMAIL)


def pages(member: Member) -> list[str]:
    return [f"/network/members/{member.pk}/{step}" for step in STEPS]


def test_a_stranger_is_asked_to_sign_in(stranger: Client, town_member: Member) -> None:
    for page in (*pages(town_member), "/network/members/", "/network/members/new"):
        assert stranger.get(page).headers["Location"].startswith("/accounts/login/"), page


@pytest.mark.parametrize("who", ["outsider", "viewer", "keeper", "inspector"])
def test_who_answers_for_nobody_is_turned_away(
    who: str, request: pytest.FixtureRequest, browser: Browser, town_member: Member
) -> None:
    client = browser(request.getfixturevalue(who))
    for page in (*pages(town_member), "/network/members/", f"/network/members/new?territory={TOWN}"):
        assert client.get(page).status_code == 403, page


def test_a_coordinator_sees_and_writes_their_own_and_nobody_elses(
    browser: Browser, coordinator: User, other_coordinator: User, town_member: Member, partner: Member
) -> None:
    own, other = browser(coordinator), browser(other_coordinator)
    for page in pages(town_member):
        assert own.get(page).status_code == 200
        assert other.get(page).status_code == 404
        assert other.post(page, {"reason": "x", "may_show": "named", "how": "x", "name": "x"}).status_code in {404, 405}
    for page in pages(partner):
        assert own.get(page).status_code == 404
    assert "Planted Town" not in text_of(other.get("/network/members/"))
    assert "Planted Club" not in text_of(own.get("/network/members/"))
    town_member.refresh_from_db()
    assert (town_member.left_at, town_member.may_show) == (None, Consent.NOT)


def test_who_conducts_the_network_sees_all_of_it_or_all_of_a_country(
    browser: Browser, researcher: User, make_person: MakePerson, town_member: Member, partner: Member
) -> None:
    of_country = make_person("of_country", "researcher", "territory", COUNTRY)
    elsewhere = make_person("elsewhere", "researcher", "territory", OTHER_TOWN)
    for user, n_seen in ((researcher, 2), (of_country, 2), (elsewhere, 0)):
        seen = text_of(browser(user).get("/network/members/"))
        assert sum(name in seen for name in ("Planted Town", "Planted Club")) == n_seen, user


def test_nobody_enters_a_territory_that_is_not_theirs(
    browser: Browser, coordinator: User, researcher: User, world: dict[str, Territory]
) -> None:
    own = browser(coordinator)
    assert own.get(f"/network/members/new?territory={TOWN}").status_code == 200
    assert own.get(f"/network/members/new?territory={NEIGHBOUR_TOWN}").status_code == 403
    assert own.post(f"/network/members/new?territory={NEIGHBOUR_TOWN}", {"name": "x"}).status_code == 403
    assert own.get("/network/members/new").status_code == 403
    assert browser(researcher).get("/network/members/new").status_code == 200
    assert own.get("/network/members/new?territory=NOWHERE").status_code == 404
    assert own.get("/network/members/new?territory=%00").status_code == 404


@pytest.mark.parametrize("number", ["%00", "9" * 60, "A" * 26])
def test_a_number_that_no_member_has_is_not_found(browser: Browser, coordinator: User, number: str) -> None:
    for step in STEPS:
        assert browser(coordinator).get(f"/network/members/{number}/{step}").status_code == 404


def test_a_member_is_entered_and_its_consent_is_asked_next(
    browser: Browser, coordinator: User, world: dict[str, Territory]
) -> None:
    client = browser(coordinator)
    address = f"/network/members/new?territory={TOWN}"
    sent = form_values(client.get(address)) | {
        "contacts": f"{PERSON}, Clerk, {EMAIL}, {PHONE}",
        "value_population": "5200",
        "source_population": "Register",
        "on_population": "2026-01-01",
        "value_threat": "peace",
    }
    answer = client.post(address, sent)
    made = Member.objects.get()
    assert answer.headers["Location"] == f"/network/members/{made.pk}/showing"
    card = made.contacts.get()
    assert (card.name, card.role, card.email, card.phone) == (PERSON, "Clerk", EMAIL, PHONE)
    page = text_of(client.get(f"/network/members/{made.pk}/"))
    assert all(text in page for text in (*SECRETS, "Register", "It was never asked."))


def test_a_form_that_is_refused_keeps_what_was_written(
    browser: Browser, coordinator: User, world: dict[str, Territory]
) -> None:
    client = browser(coordinator)
    address = f"/network/members/new?territory={TOWN}"
    sent = form_values(client.get(address)) | {"about": "By the river", "value_share_65": "140"}
    page = text_of(client.post(address, sent))
    assert "By the river" in page
    assert 'value="140"' in page
    assert not Member.objects.exists()


def test_changing_a_member_shows_what_is_known_and_writes_the_rest(
    browser: Browser, coordinator: User, town_member: Member
) -> None:
    client = browser(coordinator)
    address = f"/network/members/{town_member.pk}/change"
    sent = form_values(client.get(address))
    assert (sent["value_population"], sent["value_threat"]) == ("5200", "near_border")
    client.post(address, sent | {"value_area_km2": "12.5"})
    town_member.refresh_from_db()
    assert town_member.context["area_km2"]["value"] == 12.5
    assert town_member.context["population"]["source"] == "Register"
    assert "Somebody saved this member meanwhile." in text_of(client.post(address, sent | {"about": "late"}))


@pytest.mark.parametrize(
    ("may_show", "is_named", "n_shown"),
    [(Consent.NOT, False, 0), (Consent.ANONYMOUS, False, 1), (Consent.NAMED, True, 1)],
)
def test_strangers_read_what_was_allowed_and_no_more(
    stranger: Client, town_member: Member, may_show: Consent, is_named: bool, n_shown: int
) -> None:
    if may_show is not Consent.NOT:
        allow_showing(ACTOR, town_member.pk, may_show, how="Letter 12")
    page = stranger.get("/network/")
    assert page.status_code == 200
    assert ("Planted Town" in text_of(page)) is is_named
    assert page.context["n_members"] == n_shown
    assert not any(secret in text_of(page) for secret in (*SECRETS, "Letter 12", "5200"))


def test_who_left_is_shown_no_more(stranger: Client, town_member: Member) -> None:
    allow_showing(ACTOR, town_member.pk, Consent.NAMED, how="Letter 12")
    assert "Planted Town" in text_of(stranger.get("/network/"))
    leave_network(ACTOR, town_member.pk, reason="Merged")
    assert "Planted Town" not in text_of(stranger.get("/network/"))


def test_one_who_left_can_be_read_and_not_written(browser: Browser, coordinator: User, town_member: Member) -> None:
    leave_network(ACTOR, town_member.pk, reason="Merged with Planted City")
    client = browser(coordinator)
    assert "Merged with Planted City" in text_of(client.get(f"/network/members/{town_member.pk}/"))
    for step in STEPS[1:]:
        assert client.get(f"/network/members/{town_member.pk}/{step}").status_code == 404


@pytest.mark.parametrize(
    ("language", "word"), [("uk", "Рятувальна служба"), ("et", "Päästeteenistus"), ("sv", "Räddningstjänst")]
)
def test_members_are_told_in_the_language_of_the_page(
    stranger: Client, world: dict[str, Territory], language: str, word: str
) -> None:
    made = enter_member(ACTOR, new_ulid(), facts(None, kind=MemberKind.RESCUE))
    allow_showing(ACTOR, made.pk, Consent.NAMED, how="Letter 12")
    with translation.override(language):
        assert word in text_of(stranger.get(f"/network/?lang={language}"))


@pytest.mark.parametrize(
    ("line", "card"),
    [
        ("Ann", ("Ann", "", "", "")),
        ("+999 555; Ann, Clerk, night duty", ("Ann", "Clerk, night duty", "", "+999 555")),
        ("clerk@example.org", ("", "", "clerk@example.org", "")),
        (" , ; ", ("", "", "", "")),
    ],
)
def test_a_line_is_read_as_people_write_it(line: str, card: tuple[str, str, str, str]) -> None:
    read = _card(line)
    assert (read.name, read.role, read.email, read.phone) == card


def test_who_conducts_one_country_enters_no_partner_of_another_and_moves_none_there(
    browser: Browser, make_person: MakePerson, partner: Member
) -> None:
    client = browser(make_person("of_country", "researcher", "territory", COUNTRY))
    sent = form_values(client.get("/network/members/new")) | {"name": "Club", "country": "UA"}
    assert "You do not conduct the network of this country." in text_of(client.post("/network/members/new", sent))
    assert Member.objects.count() == 1
    assert client.post("/network/members/new", sent | {"country": COUNTRY}).status_code == 302
    address = f"/network/members/{partner.pk}/change"
    client.post(address, form_values(client.get(address)) | {"country": "UA"})
    partner.refresh_from_db()
    assert partner.country == COUNTRY
