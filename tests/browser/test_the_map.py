"""The map beside an answer in a real browser: loaded when asked for, in step with the list, by keys, for everybody."""

import re

import pytest
from playwright.sync_api import Page, expect

from benchmarks.page_weight import ANSWER
from punkt import clock
from punkt_web.operations.models import CurrentStatus
from tests.browser.conftest import DESKTOP, LOOKS, PHONE, FindBarriers, OpenPage, is_wider_than_screen


def opened(page: Page) -> Page:
    """The page with its map open and its tiles there."""
    page.locator("[data-open]").click()
    expect(page.locator(".map-box .leaflet-tile-loaded").first).to_be_attached()
    page.wait_for_load_state("networkidle")
    return page


@pytest.mark.parametrize(("width", "color_scheme"), LOOKS)
def test_the_map_shuts_nobody_out(points, open_page: OpenPage, find_barriers: FindBarriers, width, color_scheme):
    for path in ("/", ANSWER, f"/p/{points.first().code}"):
        page = opened(open_page(path, width=width, color_scheme=color_scheme))
        assert find_barriers(page) == [], path
        assert not is_wider_than_screen(page), path


@pytest.mark.parametrize("language", ["uk", "en", "et", "sv"])
def test_list_and_map_are_in_step(points, open_page: OpenPage, language):
    page = opened(open_page(ANSWER, width=DESKTOP, language=language))
    cards = page.locator("article[data-at]")
    pins = page.locator(".pin.listed")
    assert pins.count() == cards.count() > 5
    for number in range(pins.count()):
        card, pin = cards.nth(number), pins.nth(number)
        assert card.locator(".badge").inner_text() == str(number + 1)
        name = pin.get_attribute("aria-label")
        assert name.startswith(f"{number + 1}. {card.locator('h3 a').inner_text()}")
        assert name.endswith(card.locator(".state").inner_text())
        look = card.locator(".state").get_attribute("class").split()[1:]
        assert pin.locator("span").get_attribute("class").split() == look
    cards.nth(2).hover()
    assert "raised" in pins.nth(2).get_attribute("class")
    listed = {card.get_attribute("data-code") for card in cards.all()}
    assert page.locator(".map .leaflet-control-attribution").inner_text().endswith("GeoNames.")
    assert len(listed) == cards.count()


def test_everything_goes_by_keys(points, open_page: OpenPage):
    page = open_page(ANSWER, width=DESKTOP)
    page.locator("[data-open]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".map-box")).to_be_focused()
    page.wait_for_load_state("networkidle")
    before = page.locator(".pin.listed").first.bounding_box()
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(600)
    assert page.locator(".pin.listed").first.bounding_box()["y"] < before["y"]
    page.keyboard.press("Tab")
    assert "listed" in page.evaluate("document.activeElement.className")
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Enter")
    popup = page.locator(".leaflet-popup")
    expect(popup).to_be_visible()
    assert page.evaluate("document.activeElement.closest('.leaflet-popup') !== null")
    page.keyboard.press("Escape")
    expect(popup).to_have_count(0)
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == name
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Show in the list").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('article.card') !== null")
    page.get_by_role("button", name="Close the map").focus()
    page.keyboard.press("Enter")
    assert page.locator(".map, .badge").count() == 0
    assert page.evaluate("document.activeElement.matches('[data-open]')")
    opened(page)
    assert page.locator(".pin.listed").count() > 5


def test_points_beside_the_list_come_alone_or_in_clusters(points, open_page: OpenPage):
    page = opened(open_page("/", width=DESKTOP))
    cluster = page.get_by_role("button", name=re.compile("^Points: 24"))
    expect(cluster).to_have_count(1)
    cluster.press("Enter")
    expect(page.locator(".pin .open").first).to_be_visible()
    page.locator(".pin:has(.open)").first.press("Enter")
    link = page.locator(".leaflet-popup a[href^='/p/']")
    expect(link).to_be_focused()
    expect(page.locator(".leaflet-popup .state.open")).to_have_text("Open, almost certain")
    link.press("Enter")
    page.wait_for_url("**/p/*")


def test_a_mark_on_an_open_page_does_not_go_on_saying_open(points, open_page: OpenPage):
    aged = clock.now().timestamp() + 6 * 3600
    page = open_page("about:blank", width=DESKTOP)
    page.clock.install()
    page.goto(ANSWER)
    opened(page)
    assert page.locator(".pin .open").count() >= 1
    page.clock.set_fixed_time(aged * 1000)
    page.clock.run_for(61_000)
    assert page.locator(".pin .open").count() == 0
    assert "Not confirmed any more" in page.locator(".pin.listed").first.get_attribute("aria-label")
    assert CurrentStatus.objects.filter(state="open").exists()


def test_the_middle_of_the_map_is_a_new_question(points, open_page: OpenPage):
    page = opened(open_page(ANSWER, width=PHONE))
    page.get_by_role("button", name="Search in the middle of the map").click()
    page.wait_for_url(
        re.compile(r"/\?lat=-?\d+\.\d{4}&lon=-?\d+\.\d{4}&need=heat&need=charging&need=medical_power#map$")
    )
    expect(page.locator(".pin.listed").first).to_be_attached()


def test_without_the_files_of_the_map_the_list_stays(points, open_page: OpenPage):
    page = open_page("about:blank")
    page.route("**/vendor/leaflet/**", lambda route: route.fulfill(status=200, content_type="text/plain", body=""))
    page.goto(ANSWER)
    n_cards = page.locator("article.card").count()
    page.locator("[data-open]").click()
    said = page.locator("[data-said]")
    expect(said).to_have_text("The map could not be loaded. The list has the same points.")
    assert page.locator("article.card").count() == n_cards
    assert page.locator("[data-open]").is_enabled()


def test_without_scripts_there_is_no_button(points, open_page: OpenPage):
    page = open_page(ANSWER, javascript=False)
    assert not page.get_by_text("Show the map").is_visible()


def test_nothing_of_the_map_is_loaded_before_it_is_asked_for(points, open_page: OpenPage):
    page = open_page("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(ANSWER)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/map/" in url or "leaflet" in url]
