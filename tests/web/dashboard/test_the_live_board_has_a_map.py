"""The map of the live board holds what its table holds, for who may see it and for nobody else."""

import pytest

from punkt import clock
from punkt.model.position import Position
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import PointState, ReportChannel, Visibility
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.registry.actions.policies import set_policy
from tests.conftest import NEIGHBOUR_TOWN, TOWN
from tests.web.dashboard.conftest import text_of

WHO = Actor("tester@example.org")
PLACES = "/desk/live/places"


@pytest.fixture
def open_point(make_point):
    point = make_point(TOWN, name={"en": "Hall"}, position=Position(50.0, 36.2))
    content = ReportContent(state=PointState.OPEN, headcount=7)
    receive_report(WHO, Report(point.pk, clock.now(), ReportChannel.KEEPER, content))
    return point


def codes(client, query=""):
    return {row[0] for row in client.get(PLACES + query).json()["points"]}


def test_the_placed_points_of_my_territory_are_on_it(browser, coordinator, open_point, make_point):
    make_point(TOWN, name={"en": "Nobody knows where"})
    make_point(NEIGHBOUR_TOWN, position=Position(50.0, 36.3))
    found = browser(coordinator).get(PLACES).json()
    assert found["points"] == [[open_point.code, 50.0, 36.2, "open", 0]]
    assert found["doors"]["open"] == {"word": "Open", "look": "open", "open": True}


def test_it_shows_the_doors_that_the_table_was_asked_for(browser, coordinator, open_point, make_point):
    silent = make_point(TOWN, position=Position(50.0, 36.3))
    desk = browser(coordinator)
    assert codes(desk, "?door=open") == {open_point.code}
    assert codes(desk, "?door=never") == {silent.code}
    assert codes(desk, "?at=2020-01-01T12:00&door=open") == set()


def test_a_point_is_told_as_in_the_table(browser, coordinator, open_point):
    page = text_of(browser(coordinator).get(f"{PLACES}/{open_point.code}"))
    assert "Hall" in page
    assert "Open" in page
    assert "7" in page


def test_who_may_not_see_a_point_gets_neither_place_nor_words(browser, client, viewer, other_coordinator, open_point):
    foreign = browser(other_coordinator)
    assert open_point.code not in codes(foreign)
    assert foreign.get(f"{PLACES}/{open_point.code}").status_code == 404
    assert client.get(PLACES).status_code == 302
    assert client.get(f"{PLACES}/{open_point.code}").status_code == 302
    set_policy(WHO, open_point, Visibility.HIDDEN, reason="A target.")
    assert codes(browser(viewer)) == set()
    assert browser(viewer).get(f"{PLACES}/{open_point.code}").status_code == 404


@pytest.mark.parametrize("code", ["A\0", "ZZZ-ZZZ", "%2e%2e"])
def test_a_code_of_no_point_is_not_found(browser, coordinator, code):
    assert browser(coordinator).get(f"{PLACES}/{code}").status_code == 404


def test_it_takes_as_many_queries_with_many_points(
    browser, coordinator, make_point, open_point, django_assert_max_num_queries
):
    for number in range(20):
        make_point(TOWN, position=Position(50.0 + number / 100, 36.2))
    desk = browser(coordinator)
    with django_assert_max_num_queries(20):
        assert len(codes(desk)) == 21
