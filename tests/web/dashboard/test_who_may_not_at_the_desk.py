"""Every page of the desk asks whether this person may do this to this very point. Here is who may not."""

from dataclasses import dataclass

import pytest
from django.test import Client

from punkt.model.vocabulary import Visibility
from punkt_web.accounts.models import User
from punkt_web.common.models import AuditEntry
from punkt_web.registry.actions.aliases import add_alias, add_identifier
from punkt_web.registry.actions.contacts import ContactCard, add_contact
from punkt_web.registry.actions.points import unused_code
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Point, Territory
from tests.conftest import NEIGHBOUR_TOWN, OTHER_TOWN, REGION, TOWN
from tests.web.dashboard.conftest import ACTOR, Browser, MakePoint, text_of

SEEING = ["", "history/"]
WRITING = [
    "edit", "verify", "status", "contacts/add", "names/add", "identifiers/add", "photos/add", "merge/", "policy",
]  # fmt: skip
OPEN_TO_MEMBERS = ["/desk/", "/desk/points/", "/desk/points/export.csv", "/desk/points/views/"]
NEEDS_MORE = {"/desk/points/new": "coordinator", "/desk/policies/": "coordinator", "/desk/audit/": "administrator"}


@dataclass
class Parts:
    point: Point
    posts: list[str]


@pytest.fixture
def parts(make_point: MakePoint) -> Parts:
    """A point with something of everything, and the addresses that only take a POST."""
    point = make_point(TOWN, name={"en": "Planted Hall"})
    contact = add_contact(ACTOR, point, ContactCard(name="Planted Person", phone="123"))
    alias = add_alias(ACTOR, point, "Planted Alias")
    identifier = add_identifier(ACTOR, point, "town", "7")
    base = f"/desk/points/{point.code}/"
    posts = [
        f"{base}contacts/{contact.pk}/remove",
        f"{base}names/{alias.pk}/remove",
        f"{base}identifiers/{identifier.pk}/remove",
    ]
    return Parts(point, posts)


def addresses(point: Point, rest: list[str]) -> list[str]:
    return [f"/desk/points/{point.code}/{one}" for one in rest]


def test_a_stranger_is_asked_to_sign_in_everywhere(stranger: Client, parts: Parts) -> None:
    pages = [*OPEN_TO_MEMBERS, *NEEDS_MORE, "/desk/map/surroundings.json", *addresses(parts.point, SEEING + WRITING)]
    for page in pages:
        response = stranger.get(page)
        assert response.status_code == 302, page
        assert response["Location"].startswith("/accounts/login/"), page
    for page in [*parts.posts, "/desk/audit/check"]:
        assert stranger.post(page).status_code == 302


def test_an_account_without_a_role_sees_nothing(browser: Browser, outsider: User, parts: Parts) -> None:
    client = browser(outsider)
    for page in [*OPEN_TO_MEMBERS, *NEEDS_MORE, *addresses(parts.point, SEEING + WRITING)]:
        assert client.get(page).status_code == 403, page


def test_another_towns_coordinator_does_not_learn_that_the_point_exists(
    browser: Browser, other_coordinator: User, parts: Parts
) -> None:
    client = browser(other_coordinator)
    for page in addresses(parts.point, SEEING + WRITING):
        assert client.get(page).status_code == 404, page
    for page in [*parts.posts, *addresses(parts.point, WRITING)]:
        assert client.post(page).status_code == 404, page
    assert "Planted" not in text_of(client.get("/desk/points/"))
    assert parts.point.code not in b"".join(client.get("/desk/points/export.csv")).decode()
    assert parts.point.contacts.count() == 1


@pytest.mark.parametrize("who", ["viewer", "keeper"])
def test_viewers_and_keepers_read_and_write_nothing(
    browser: Browser, request: pytest.FixtureRequest, parts: Parts, who: str
) -> None:
    client = browser(request.getfixturevalue(who))
    n_rows = AuditEntry.objects.count()
    for page in addresses(parts.point, SEEING):
        assert client.get(page).status_code == 200, page
    for page in addresses(parts.point, WRITING):
        assert client.get(page).status_code == 403, page
        assert client.post(page).status_code == 403, page
    for page in [*parts.posts, *NEEDS_MORE]:
        assert client.post(page).status_code == 403, page
    assert AuditEntry.objects.count() == n_rows


@pytest.mark.parametrize("who", ["viewer", "keeper"])
def test_contacts_are_for_those_who_may_see_secrets(
    browser: Browser, request: pytest.FixtureRequest, parts: Parts, who: str
) -> None:
    client = browser(request.getfixturevalue(who))
    assert "Planted Person" not in text_of(client.get(f"/desk/points/{parts.point.code}/"))


def test_a_coordinator_opens_everything_of_their_own_point_but_not_the_trail(
    browser: Browser, coordinator: User, parts: Parts
) -> None:
    client = browser(coordinator)
    for page in [*OPEN_TO_MEMBERS, "/desk/points/new", "/desk/policies/", *addresses(parts.point, SEEING + WRITING)]:
        assert client.get(page).status_code == 200, page
    assert "Planted Person" in text_of(client.get(f"/desk/points/{parts.point.code}/"))
    assert client.get("/desk/audit/").status_code == 403
    assert client.post("/desk/audit/check").status_code == 403


def test_a_hidden_point_is_unknown_to_a_viewer(browser: Browser, viewer: User, keeper: User, parts: Parts) -> None:
    set_policy(ACTOR, parts.point, Visibility.HIDDEN, reason="attacks")
    nowhere = Point(code=unused_code())
    client = browser(viewer)
    for page, no_page in zip(
        addresses(parts.point, SEEING + WRITING), addresses(nowhere, SEEING + WRITING), strict=True
    ):
        answer = client.get(page)
        assert answer.status_code in {403, 404}, page
        assert answer.status_code == client.get(no_page).status_code, page
        assert "Planted" not in text_of(answer)
    assert "Planted" not in text_of(browser(viewer).get("/desk/points/"))
    assert "Planted" in text_of(browser(keeper).get("/desk/points/"))


def test_parts_of_another_point_cannot_be_removed_through_ones_own(
    browser: Browser, coordinator: User, make_point: MakePoint
) -> None:
    mine, foreign = make_point(TOWN), make_point(OTHER_TOWN)
    contact = add_contact(ACTOR, foreign, ContactCard(phone="1"))
    alias = add_alias(ACTOR, foreign, "Name")
    client = browser(coordinator)
    assert client.post(f"/desk/points/{mine.code}/contacts/{contact.pk}/remove").status_code == 404
    assert client.post(f"/desk/points/{mine.code}/names/{alias.pk}/remove").status_code == 404
    assert foreign.contacts.exists()
    assert foreign.aliases.exists()


@pytest.mark.parametrize("code", [NEIGHBOUR_TOWN, OTHER_TOWN, REGION])
def test_a_coordinator_decides_for_their_own_territory_only(
    browser: Browser, coordinator: User, world: dict[str, Territory], code: str
) -> None:
    client = browser(coordinator)
    assert client.get(f"/desk/policies/{TOWN}/").status_code == 200
    posted = {"visibility": "public", "reason": "x"}
    assert client.post(f"/desk/policies/{code}/", posted).status_code == 403
    assert client.post(f"/desk/policies/{code}/end", {"reason": "x"}).status_code == 403
    assert client.get("/desk/policies/NOWHERE/").status_code == 404


def test_writes_need_the_token_of_the_page(coordinator: User, parts: Parts) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(coordinator)
    for page in [*parts.posts, *addresses(parts.point, [one for one in WRITING if one != "merge/"])]:
        assert client.post(page, {"reason": "x", "status": "withdrawn"}).status_code == 403, page


def test_what_removes_takes_no_get(browser: Browser, coordinator: User, parts: Parts) -> None:
    for page in [*parts.posts, "/desk/points/views/save"]:
        assert browser(coordinator).get(page).status_code == 405, page


@pytest.mark.parametrize("code", ["K7F-2M", "../../etc", "%00", "ZZZ-ZZZ", "new%0a"])
def test_a_code_that_cannot_be_one_is_not_found(browser: Browser, administrator: User, code: str) -> None:
    assert browser(administrator).get(f"/desk/points/{code}/").status_code == 404
