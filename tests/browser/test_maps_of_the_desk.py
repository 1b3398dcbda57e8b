"""Maps of the desk: the live board's, and the one on which an area is drawn. By mouse, by keys, and beside a list."""

import re
from random import Random

import pytest
from playwright.sync_api import expect

from punkt import clock
from punkt.model.position import Position
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import EvidenceMethod, PointState, ReportChannel
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.registry.actions.points import register_point
from punkt_web.registry.statements import Evidence
from punkt_web.ui.static_text import has_static
from tests.browser.conftest import DESKTOP, PHONE, FindBarriers, OpenPage, is_wider_than_screen
from tests.conftest import TOWN

pytestmark = pytest.mark.skipif(not has_static("vendor/leaflet/leaflet.js"), reason="set-up could not bring the map")
ACTOR = Actor("tester@example.org")
LISTED = Evidence("Список громади.xlsx", EvidenceMethod.IMPORTED)
NEW = f"/desk/activations/new?territory={TOWN}"


@pytest.fixture
def two(transactional_db, world):
    """One open and one silent point, far enough apart for two marks."""
    made = [
        register_point(ACTOR, {"name": {"en": name}, "territory": world[TOWN], "position": Position(*at)}, LISTED)
        for name, at in (("Hall", (50.0, 36.1)), ("School", (50.1, 36.5)))
    ]
    open_door = ReportContent(state=PointState.OPEN, headcount=7)
    receive_report(ACTOR, Report(made[0].pk, clock.now(), ReportChannel.KEEPER, open_door))
    return made


def marks(page):
    return page.locator("[data-live-map] .pin")


def opened_map(open_page: OpenPage, user, width=DESKTOP):
    page = open_page("/desk/live/", width=width, user=user)
    expect(page.locator("[data-live-map]")).to_be_visible()
    page.locator("[data-live-map] summary").click()
    expect(marks(page)).to_have_count(2)
    return page


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_board_is_on_a_map_when_somebody_asks_for_it(
    open_page: OpenPage, find_barriers: FindBarriers, coordinator, two, width
):
    page = opened_map(open_page, coordinator, width)
    names = [marks(page).nth(number).get_attribute("aria-label") for number in range(2)]
    assert f"{two[0].code}: Open" in names
    marks(page).nth(names.index(f"{two[0].code}: Open")).click()
    popup = page.locator(".leaflet-popup")
    expect(popup.get_by_role("link", name="Hall")).to_have_attribute("href", f"/desk/points/{two[0].code}/")
    expect(popup).to_contain_text("7")
    assert find_barriers(page) == []
    assert not is_wider_than_screen(page)


def test_the_map_is_used_by_keys_and_follows_what_is_said(open_page: OpenPage, coordinator, two):
    page = opened_map(open_page, coordinator)
    page.wait_for_timeout(600)  # the map glides to its place
    page.locator(f".pin[aria-label^='{two[1].code}']").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup").get_by_role("link", name="School")).to_be_visible()
    page.keyboard.press("Escape")
    receive_report(ACTOR, Report(two[1].pk, clock.now(), ReportChannel.KEEPER, ReportContent(state=PointState.FULL)))
    page.evaluate("document.dispatchEvent(new Event('board:read'))")
    expect(page.locator(f".pin[aria-label='{two[1].code}: Full']")).to_be_visible()


def test_points_that_lie_close_together_share_a_mark_that_counts_them(open_page: OpenPage, coordinator, two, world):
    near = {"name": {"en": "Shed"}, "territory": world[TOWN], "position": Position(50.0, 36.1001)}
    register_point(ACTOR, near, LISTED)
    page = opened_map(open_page, coordinator)
    expect(page.locator(".pin[aria-label='Points: 2, open: 1']")).to_be_visible()


_MEETING = """pins => {
  const boxes = pins.map(pin => pin.firstElementChild.getBoundingClientRect());
  const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return boxes.flatMap((a, i) => boxes.slice(i + 1).filter(b => meets(a, b))).length;
}"""


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_no_mark_covers_another(open_page: OpenPage, coordinator, two, world, width):
    random = Random(1)  # noqa: S311 - where rooms lie is no secret
    for number in range(120):
        place = Position(50.0 + random.gauss(0.05, 0.03), 36.3 + random.gauss(0, 0.1))
        register_point(ACTOR, {"name": {"en": f"Room {number}"}, "territory": world[TOWN], "position": place}, LISTED)
    page = open_page("/desk/live/", width=width, user=coordinator)
    page.locator("[data-live-map] summary").click()
    expect(marks(page).first).to_be_visible()
    for _look in range(3):
        page.wait_for_timeout(600)  # the map glides to its place
        assert marks(page).evaluate_all(_MEETING) == 0
        told = marks(page).evaluate_all("pins => pins.map(pin => pin.getAttribute('aria-label'))")
        assert len(told) > 1
        page.get_by_role("button", name="Nearer").click()


def corners(page):
    return page.locator("#id_corners").input_value().splitlines()


def test_an_area_is_drawn_corner_by_corner(open_page: OpenPage, find_barriers: FindBarriers, coordinator, two):
    page = open_page(NEW, width=DESKTOP, user=coordinator)
    box = page.locator("[data-outline] .map-box")
    box.scroll_into_view_if_needed()
    for place in ({"x": 200, "y": 100}, {"x": 600, "y": 120}, {"x": 500, "y": 300}):
        box.click(position=place)
    assert len(corners(page)) == 3
    assert all(re.fullmatch(r"-?\d+\.\d{6}, -?\d+\.\d{6}", line) for line in corners(page))
    page.locator("[data-outline] .pin").nth(1).click()
    assert len(corners(page)) == 2
    page.get_by_role("button", name="Put a corner in the middle of the map").press("Enter")
    assert len(corners(page)) == 3
    assert find_barriers(page) == []


def test_points_on_the_map_of_an_area_carry_the_sign_of_their_door(open_page: OpenPage, coordinator, two):
    page = open_page(NEW, width=DESKTOP, user=coordinator)
    expect(page.locator("[data-outline] .around")).to_have_count(2)
    expect(page.locator("[data-outline] .around .open")).to_have_count(1)
    expect(page.locator("[data-outline]")).to_contain_text("● open, ◐ full, ✕ closed, ◌ anything else")
    page.locator("[data-outline] .around").first.click()
    assert len(corners(page)) == 1


def test_a_corner_that_only_the_server_reads_is_kept(open_page: OpenPage, coordinator, two):
    page = open_page(NEW, width=DESKTOP, user=coordinator)
    typed = "50°00′00″N 36°12′00″E"
    page.locator("#id_corners").fill(typed)
    page.locator("#id_corners").press("Tab")
    expect(page.locator("[data-outline] [role=status]")).to_contain_text("decimal degrees")
    page.get_by_role("button", name="Put a corner in the middle of the map").click()
    assert corners(page)[0] == typed
    assert len(corners(page)) == 2
