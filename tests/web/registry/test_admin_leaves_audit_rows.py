"""Django's admin, for the rest of the registry: administrators only, and every write leaves a row."""

import pytest
from django.test import Client

from punkt_web.accounts.models import User
from punkt_web.common import audit
from punkt_web.common.models import AuditEntry
from punkt_web.registry.models import Organisation, PointKind, Territory
from punkt_web.registry.published import current_edition
from tests.conftest import COUNTRY, REGION, TOWN
from tests.web.registry.conftest import MakePoint

PAGES = ["/admin/registry/territory/", "/admin/registry/pointkind/", "/admin/registry/organisation/"]


@pytest.fixture
def admin_client(administrator: User) -> Client:
    client = Client()
    client.force_login(administrator)
    return client


def rows(entity: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(entity=entity).order_by("number"))


@pytest.mark.parametrize("who", ["viewer", "keeper", "coordinator", "region_officer", "outsider"])
def test_nobody_else_comes_in(request: pytest.FixtureRequest, who: str) -> None:
    client = Client()
    client.force_login(request.getfixturevalue(who))
    for page in PAGES:
        assert client.get(page, follow=True).status_code == 403


def test_a_new_territory_stands_where_its_parent_does(admin_client: Client, world: dict[str, Territory]) -> None:
    given = {
        "country": COUNTRY, "code": "ZZ0103", "level": "municipality", "names": '{"uk": "Їжакове"}',
        "parent": world[REGION].pk,
    }  # fmt: skip
    assert admin_client.post("/admin/registry/territory/add/", given).status_code == 302
    made = Territory.objects.get(code="ZZ0103")
    assert made.path == f"{world[REGION].path}ZZ0103/"
    assert "їжакове" in made.search_text
    assert [row.action for row in rows("territory")] == ["add"]


def test_a_changed_name_is_noted_with_before_and_after(admin_client: Client, world: dict[str, Territory]) -> None:
    before = current_edition().revision
    given = {"level": "municipality", "names": '{"en": "New Town"}', "population": "100"}
    url = f"/admin/registry/territory/{world[TOWN].pk}/change/"
    assert admin_client.get(url).status_code == 200
    assert admin_client.post(url, given).status_code == 302
    (row,) = rows("territory")
    assert row.before == {"names": {"en": "Town"}, "population": None}
    assert row.after == {"names": {"en": "New Town"}, "population": 100}
    assert current_edition().revision > before
    assert audit.first_fault() is None


def test_where_a_territory_stands_is_not_changed_here(admin_client: Client, world: dict[str, Territory]) -> None:
    given = {"level": "municipality", "names": "{}", "code": "HACK", "parent": world[COUNTRY].pk}
    admin_client.post(f"/admin/registry/territory/{world[TOWN].pk}/change/", given)
    stored = Territory.objects.get(pk=world[TOWN].pk)
    assert (stored.code, stored.path, stored.parent_id) == (TOWN, world[TOWN].path, world[REGION].pk)


def test_a_territory_is_never_deleted(admin_client: Client, world: dict[str, Territory]) -> None:
    url = f"/admin/registry/territory/{world[TOWN].pk}/delete/"
    assert admin_client.post(url, {"post": "yes"}).status_code == 403


def test_kinds_and_organisations_come_and_go_with_rows(admin_client: Client) -> None:
    admin_client.post(
        "/admin/registry/pointkind/add/", {"code": "mobile-test", "country": "UA", "names": '{"en": "Van"}'}
    )
    admin_client.post("/admin/registry/organisation/add/", {"name": "Town Council"})
    organisation = Organisation.objects.get()
    admin_client.post("/admin/registry/pointkind/mobile-test/delete/", {"post": "yes"})
    admin_client.post(
        "/admin/registry/organisation/",
        {"action": "delete_selected", "_selected_action": [organisation.pk], "post": "yes"},
    )
    assert not PointKind.objects.filter(code="mobile-test").exists()
    assert not Organisation.objects.exists()
    assert [row.action for row in rows("point kind")] == ["add", "delete"]
    assert [row.action for row in rows("organisation")] == ["add", "delete"]


def test_what_a_point_names_is_not_deleted(admin_client: Client, make_point: MakePoint) -> None:
    organisation = Organisation.objects.create(name="Town Council")
    make_point(TOWN, host=organisation)
    admin_client.post(f"/admin/registry/organisation/{organisation.pk}/delete/", {"post": "yes"})
    assert Organisation.objects.exists()
    assert rows("organisation") == []
