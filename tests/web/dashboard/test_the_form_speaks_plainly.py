"""The form of a point starts where the person works, and says in plain words what a number may be."""

import pytest
from django.test import Client

from punkt_web.accounts.models import User
from punkt_web.registry.models import Point, Territory
from tests.conftest import TOWN
from tests.web.dashboard.conftest import Browser, MakePoint, form_values, text_of

SAID = {"evidence_method": "seen", "evidence_source": "visit"}


@pytest.fixture
def desk(world: dict[str, Territory], browser: Browser, coordinator: User) -> Client:
    return browser(coordinator)


def test_who_has_one_territory_finds_it_filled_in_and_it_is_saved(desk: Client) -> None:
    page = desk.get("/desk/points/new")
    assert form_values(page)["territory"] == TOWN
    desk.post("/desk/points/new", {**form_values(page), **SAID, "name.en": "School"})
    point = Point.objects.get()
    assert point.territory is not None
    assert point.territory.code == TOWN


def test_who_reaches_everything_chooses(browser: Browser, administrator: User, world: dict[str, Territory]) -> None:
    assert form_values(browser(administrator).get("/desk/points/new"))["territory"] == ""


@pytest.mark.parametrize("text", ["-1", "999999999999", "many"])
def test_a_number_outside_its_limits_is_said_in_plain_words(desk: Client, make_point: MakePoint, text: str) -> None:
    address = f"/desk/points/{make_point(TOWN).code}/edit"
    answer = desk.post(address, {**form_values(desk.get(address)), **SAID, "capacity_seated": text})
    page = text_of(answer)
    assert "Write a number from " in page
    assert "Ensure this value" not in page
