"""Likely duplicates are proposed, compared side by side, and merged by somebody who may change both."""

import pytest
from django.test import Client

from punkt.model.position import Position
from punkt.model.vocabulary import Visibility
from punkt_web.accounts.models import User
from punkt_web.registry.actions.merging import merge_points
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Point
from tests.conftest import OTHER_TOWN, TOWN
from tests.web.dashboard.conftest import ACTOR, Browser, MakePoint, text_of


@pytest.fixture
def desk(browser: Browser, coordinator: User) -> Client:
    return browser(coordinator)


def proposed(client: Client, point: Point) -> list[str]:
    response = client.get(f"/desk/points/{point.code}/merge/")
    return [one.point.code for one in response.context["lookalikes"]]


def test_near_points_and_those_of_one_address_are_proposed_the_most_alike_first(
    desk: Client, make_point: MakePoint
) -> None:
    here = make_point(
        TOWN, name={"uk": "Школа № 5"}, position=Position(50, 36.2), address="вул. Миру, 1", settlement="А"
    )
    alike = make_point(TOWN, name={"uk": "Школа №5"}, position=Position(50.002, 36.2))
    near = make_point(TOWN, name={"uk": "Бібліотека"}, position=Position(50.001, 36.2))
    same_address = make_point(TOWN, name={"uk": "ЗОШ"}, address="ВУЛ. МИРУ, 1", settlement="а")
    make_point(TOWN, name={"uk": "Школа № 5"}, position=Position(50.01, 36.2))
    make_point(TOWN, address="вул. Миру, 11", settlement="А")
    make_point(OTHER_TOWN, name={"uk": "Школа № 5"}, position=Position(50, 36.2))
    found = proposed(desk, here)
    assert set(found) == {alike.code, near.code, same_address.code}
    assert found[-1] == near.code


def test_a_point_of_which_neither_place_nor_address_is_known_has_no_duplicates(
    desk: Client, make_point: MakePoint
) -> None:
    point = make_point(TOWN, name={"uk": "Школа"})
    make_point(TOWN, name={"uk": "Школа"})
    assert proposed(desk, point) == []


def test_two_are_compared_and_the_chosen_one_stays(desk: Client, make_point: MakePoint) -> None:
    one, two = make_point(TOWN, address="Main 1"), make_point(TOWN, **{"service.heat": "yes"})
    page = f"/desk/points/{one.code}/merge/?with={two.code}"
    assert "only one knows" in text_of(desk.get(page))
    response = desk.post(page, {"keep": two.code, "reason": "same door"})
    assert response["Location"] == f"/desk/points/{two.code}/"
    two.refresh_from_db()
    assert two.address == "Main 1"
    assert "This point was merged" in text_of(desk.get(f"/desk/points/{one.code}/"))


@pytest.mark.parametrize("given", [{}, {"keep": "x", "reason": "x"}, {"reason": "x"}])
def test_nothing_is_merged_without_a_choice_and_a_reason(
    desk: Client, make_point: MakePoint, given: dict[str, str]
) -> None:
    one, two = make_point(TOWN), make_point(TOWN)
    assert desk.post(f"/desk/points/{one.code}/merge/?with={two.code}", given).context["form"].errors
    assert not Point.objects.exclude(merged_into=None).exists()


def test_the_power_is_needed_over_both(
    desk: Client, browser: Browser, make_person: object, make_point: MakePoint
) -> None:
    mine, foreign = make_point(TOWN), make_point(OTHER_TOWN, name={"en": "Planted"})
    page = f"/desk/points/{mine.code}/merge/?with={foreign.code}"
    assert desk.get(page).status_code == 404
    assert desk.post(page, {"keep": mine.code, "reason": "x"}).status_code == 404
    by_code = desk.get(f"/desk/points/{mine.code}/merge/", {"code": foreign.code})
    assert "You may merge no point of this code" in text_of(by_code)
    assert "Planted" not in text_of(by_code)


def test_a_point_is_not_compared_with_itself(desk: Client, make_point: MakePoint) -> None:
    point = make_point(TOWN)
    response = desk.post(f"/desk/points/{point.code}/merge/?with={point.code}", {"keep": point.code, "reason": "x"})
    assert response.context["form"].errors


def test_a_point_that_may_not_be_seen_is_not_named_by_what_was_merged_into_it(
    desk: Client, browser: Browser, viewer: User, make_point: MakePoint
) -> None:
    old, hidden = make_point(TOWN), make_point(TOWN)
    merge_points(ACTOR, hidden, old)
    set_policy(ACTOR, hidden, Visibility.HIDDEN, reason="front line")
    assert hidden.code in text_of(desk.get(f"/desk/points/{old.code}/"))
    page = text_of(browser(viewer).get(f"/desk/points/{old.code}/"))
    assert "a point that you may not see" in page
    assert hidden.code not in page
