"""The cast that the other tests stand on is what it says it is."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from punkt_web.accounts.models import User
from punkt_web.accounts.queries import powers, reach
from punkt_web.accounts.roles import Power
from punkt_web.registry.models import Territory
from tests.conftest import NEIGHBOUR_TOWN, OTHER_TOWN, PASSWORD, REGION, TOWN


def test_settings_were_read_in_a_home_of_the_tests_own() -> None:
    home = Path(os.environ["PUNKT_HOME"])
    assert home.name.startswith("punkt-tests-")
    assert home / "static" == settings.STATIC_ROOT


def test_the_database_is_never_the_developers(db: None) -> None:
    name = str(connection.settings_dict["NAME"])
    assert "test" in Path(name).name
    assert connection.vendor != "sqlite" or name.startswith(os.environ["PUNKT_HOME"])


def lineage(world: dict[str, Territory], code: str) -> list[str]:
    return world[code].lineage


@pytest.mark.parametrize(
    ("code", "may_edit"), [(TOWN, True), (NEIGHBOUR_TOWN, False), (OTHER_TOWN, False), (REGION, False)]
)
def test_a_coordinator_edits_in_their_town_only(
    coordinator: User, world: dict[str, Territory], code: str, may_edit: bool
) -> None:
    assert reach(coordinator, Power.EDIT).covers(lineage(world, code)) is may_edit


def test_a_region_officer_reaches_every_town_of_the_region(region_officer: User, world: dict[str, Territory]) -> None:
    reached = reach(region_officer, Power.EDIT)
    assert reached.covers(lineage(world, TOWN))
    assert reached.covers(lineage(world, NEIGHBOUR_TOWN))
    assert not reached.covers(lineage(world, OTHER_TOWN))


def test_viewer_keeper_and_inspector_edit_nothing(viewer: User, keeper: User, inspector: User, outsider: User) -> None:
    assert not any(reach(person, Power.EDIT) for person in (viewer, keeper, inspector, outsider))
    assert reach(keeper, Power.SEE_HIDDEN)
    assert not reach(outsider, Power.SEE_MEMBERS)


def test_an_inspector_inspects_and_sees_but_says_nothing_of_doors(
    viewer: User, keeper: User, inspector: User, coordinator: User, world: dict[str, Territory]
) -> None:
    assert powers(inspector) == {Power.SEE_MEMBERS, Power.SEE_HIDDEN, Power.INSPECT}
    assert reach(inspector, Power.INSPECT).covers(lineage(world, TOWN))
    assert not reach(inspector, Power.INSPECT).covers(lineage(world, NEIGHBOUR_TOWN))
    assert reach(coordinator, Power.INSPECT).covers(lineage(world, TOWN))
    assert not any(reach(person, Power.INSPECT) for person in (viewer, keeper))


def test_a_researcher_conducts_the_network_and_touches_no_point(
    researcher: User, coordinator: User, keeper: User
) -> None:
    assert powers(researcher) == {Power.SEE_MEMBERS, Power.TAKE_PART, Power.CONDUCT}
    assert reach(coordinator, Power.TAKE_PART)
    assert not any(reach(person, Power.CONDUCT) for person in (coordinator, keeper))
    assert not reach(keeper, Power.TAKE_PART)


def test_the_cast_can_sign_in(stranger: Client, administrator: User) -> None:
    assert administrator.check_password(PASSWORD)
    assert "_auth_user_id" not in stranger.session
    stranger.force_login(administrator)
    assert stranger.session["_auth_user_id"] == str(administrator.pk)
