"""Every page of people and roles, and who is turned away from it."""

import re

import pytest
from django.test import Client

from punkt_web.accounts.models import Membership, User
from punkt_web.common.models import AuditEntry
from tests.conftest import NEIGHBOUR_TOWN, OTHER_TOWN, REGION, TOWN, MakePerson

pytestmark = pytest.mark.usefixtures("world")

PAGES = ["", "add/", "{pk}/", "{pk}/change/", "{pk}/active/", "{pk}/second-factor/", "{pk}/roles/add/"]
POSTS = [*PAGES[1:], "{pk}/link/", "{pk}/roles/{role}/end/"]
ROLE = {"role": "keeper", "scope": "territory", "scope_code": TOWN}


def paths(user: User, of: list[str]) -> list[str]:
    role = Membership.objects.filter(user=user).first()
    return [f"/desk/people/{one.format(pk=user.pk, role=role.pk if role else 0)}" for one in of]


def test_strangers_are_asked_to_sign_in_and_come_back(stranger: Client, keeper: User) -> None:
    for path in paths(keeper, PAGES):
        assert stranger.get(path).headers["Location"] == f"/accounts/login/?next={path}"


@pytest.mark.parametrize("who", ["outsider", "viewer", "keeper", "inspector", "coordinator", "researcher"])
def test_nobody_below_a_region_officer_sees_any_of_it(
    client: Client, who: str, request: pytest.FixtureRequest, other_coordinator: User
) -> None:
    client.force_login(request.getfixturevalue(who))
    before = AuditEntry.objects.count()
    for path in paths(other_coordinator, PAGES):
        assert client.get(path).status_code == 403, path
    for path in paths(other_coordinator, POSTS):
        assert client.post(path, ROLE | {"email": "new@example.org"}).status_code == 403, path
    assert AuditEntry.objects.count() == before


@pytest.mark.usefixtures("coordinator", "other_coordinator", "administrator", "outsider")
def test_a_region_officer_sees_the_people_of_the_region_and_those_whom_they_added(
    client: Client, region_officer: User, make_person: MakePerson
) -> None:
    make_person("root")
    User.objects.filter(pk=make_person("added").pk).update(added_by=region_officer)
    User.objects.filter(email="root@example.org").update(is_superuser=True)
    client.force_login(region_officer)
    page = client.get("/desk/people/").content.decode()
    shown = set(re.findall(r"[a-z_]+@example\.org", page))
    assert shown == {f"{name}@example.org" for name in ("region_officer", "coordinator", "added")}


def test_people_of_another_region_do_not_exist_for_a_region_officer(
    client: Client, region_officer: User, other_coordinator: User
) -> None:
    client.force_login(region_officer)
    for path in paths(other_coordinator, PAGES[2:]):
        assert client.get(path).status_code == 404, path
    for path in paths(other_coordinator, POSTS[1:]):
        assert client.post(path, ROLE).status_code == 404, path
    other_coordinator.refresh_from_db()
    assert other_coordinator.is_active


def test_somebody_with_a_wider_role_beside_is_seen_but_not_changed(
    client: Client, region_officer: User, make_person: MakePerson
) -> None:
    chief = make_person("chief", "nation", "territory", "ZZ")
    Membership.objects.create(user=chief, role="keeper", scope="territory", scope_code=TOWN)
    client.force_login(region_officer)
    page = client.get(f"/desk/people/{chief.pk}/").content.decode()
    assert "not yours to change" in page
    assert "Link for a new password" not in page
    for part, form in (("active/", {}), ("change/", {"email": "mine@example.org"}), ("second-factor/", {})):
        assert client.post(f"/desk/people/{chief.pk}/{part}", form).status_code == 422
    assert client.post(f"/desk/people/{chief.pk}/link/").headers["Location"] == f"/desk/people/{chief.pk}/"
    chief.refresh_from_db()
    assert chief.is_active
    assert chief.email == "chief@example.org"
    assert not AuditEntry.objects.exists()


def test_a_region_officer_adds_a_keeper_and_everything_is_noted(client: Client, region_officer: User) -> None:
    client.force_login(region_officer)
    added = client.post("/desk/people/add/", {"email": "New@Example.org", "name": "Нова", "language": "uk"})
    person = User.objects.get(email="new@example.org")
    assert added.headers["Location"] == f"/desk/people/{person.pk}/"
    assert not person.has_usable_password()
    client.post(f"/desk/people/{person.pk}/roles/add/", ROLE | {"scope_code": TOWN.lower()})
    role = Membership.objects.get(user=person)
    assert (role.role, role.scope, role.scope_code) == ("keeper", "territory", TOWN)
    noted = AuditEntry.objects.values_list("action", "actor_id", "object_key")
    assert list(noted) == [
        ("give_person", region_officer.pk, str(person.pk)),
        ("give_role", region_officer.pk, str(person.pk)),
    ]


@pytest.mark.parametrize(
    ("form", "word"),
    [
        ({"role": "keeper", "scope": "territory", "scope_code": OTHER_TOWN}, "wider than your own"),
        ({"role": "viewer", "scope": "everywhere", "scope_code": ""}, "wider than your own"),
        ({"role": "nation", "scope": "territory", "scope_code": REGION}, "not one of the available choices"),
        ({"role": "keeper", "scope": "territory", "scope_code": "ZZ99"}, "no place with this code"),
        ({"role": "keeper", "scope": "point", "scope_code": TOWN}, "no place with this code"),
        ({"role": "keeper", "scope": "territory", "scope_code": " "}, "Type the code"),
        ({"role": "coordinator", "scope": "everywhere", "scope_code": ""}, "cannot be given in such a place"),
        ({"role": "keeper", "scope": "territory", "scope_code": TOWN, "last_day": "2001-01-01"}, "already be over"),
    ],
)
def test_a_role_that_cannot_be_given_is_explained_and_not_given(
    client: Client, region_officer: User, outsider: User, form: dict[str, str], word: str
) -> None:
    User.objects.filter(pk=outsider.pk).update(added_by=region_officer)
    client.force_login(region_officer)
    answer = client.post(f"/desk/people/{outsider.pk}/roles/add/", form)
    assert answer.status_code == 422
    assert word in answer.content.decode()
    assert not Membership.objects.filter(user=outsider).exists()


def test_a_role_given_to_a_last_day_holds_to_its_end(client: Client, region_officer: User, outsider: User) -> None:
    User.objects.filter(pk=outsider.pk).update(added_by=region_officer)
    client.force_login(region_officer)
    client.post(f"/desk/people/{outsider.pk}/roles/add/", ROLE | {"last_day": "2099-01-31"})
    until = Membership.objects.get(user=outsider).valid_until
    assert until is not None
    assert until.isoformat().startswith("2099-01-31T21:59")  # the end of the day in Kyiv


def test_a_role_is_ended_after_asking(client: Client, region_officer: User, coordinator: User) -> None:
    client.force_login(region_officer)
    (path,) = paths(coordinator, ["{pk}/roles/{role}/end/"])
    assert client.get(path).status_code == 200
    assert coordinator.memberships.count() == 1
    client.post(path, {"reason": "moved away"})
    assert coordinator.memberships.count() == 0
    assert AuditEntry.objects.get(action="end_role").reason == "moved away"


def test_a_role_of_one_person_is_not_ended_under_the_name_of_another(
    client: Client, region_officer: User, coordinator: User, keeper: User
) -> None:
    client.force_login(region_officer)
    role = Membership.objects.get(user=coordinator)
    assert client.post(f"/desk/people/{keeper.pk}/roles/{role.pk}/end/").status_code == 404
    assert coordinator.memberships.count() == 1


def test_the_list_finds_cyrillic_names_whatever_their_case(client: Client, administrator: User, keeper: User) -> None:
    User.objects.filter(pk=keeper.pk).update(name="Олена Петренко")
    client.force_login(administrator)
    assert keeper.email in client.get("/desk/people/?q=олена").content.decode()
    assert keeper.email not in client.get("/desk/people/?q=тарас").content.decode()
    assert keeper.email in client.get("/desk/people/?role=keeper").content.decode()
    assert keeper.email not in client.get("/desk/people/?role=nation").content.decode()


def test_a_long_list_is_read_in_pages_and_keeps_its_filter(
    client: Client, administrator: User, make_person: MakePerson
) -> None:
    for number in range(60):
        make_person(f"helper_{number}", "viewer", "territory", NEIGHBOUR_TOWN)
    client.force_login(administrator)
    page = client.get("/desk/people/?role=viewer&page=2").content.decode()
    assert "Page 2 of 2" in page
    assert "?role=viewer&amp;page=1" in page


def test_what_a_person_is_called_is_never_markup(client: Client, administrator: User, keeper: User) -> None:
    User.objects.filter(pk=keeper.pk).update(name="<script>alert(1)</script>")
    client.force_login(administrator)
    for path in ("/desk/people/", f"/desk/people/{keeper.pk}/", f"/desk/people/{keeper.pk}/active/"):
        assert "<script>alert" not in client.get(path).content.decode()


def test_pages_of_people_are_kept_by_no_cache(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    assert "no-store" in client.get("/desk/people/").headers["Cache-Control"]
