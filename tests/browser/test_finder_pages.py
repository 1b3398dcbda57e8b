"""The finder in a real browser: on a phone, with and without scripts, for everybody, and never older than it looks."""

import re
import time

import pytest
from playwright.sync_api import expect

from benchmarks.page_weight import ANSWER, HERE
from punkt.model.complaint_words import ComplaintKind
from punkt_web.operations.actions.complaints import receive_complaint
from tests.browser.conftest import LOOKS, PHONE, FindBarriers, OpenPage, is_wider_than_screen

NOBODY = "/?lat=10&lon=10"


@pytest.mark.parametrize(("width", "color_scheme"), LOOKS)
def test_pages_shut_nobody_out_and_fit_their_screen(
    points, open_page: OpenPage, find_barriers: FindBarriers, width, color_scheme
):
    told = points.filter(current_status__state="open").first()
    code, receipt = told.code, receive_complaint(told.pk, ComplaintKind.CLOSED, "", sender="198.51.100.1").code
    for path in (
        "/",
        ANSWER,
        NOBODY,
        f"/p/{code}",
        "/?q=K7F-2M9",
        "/get?territory=all",
        f"/p/{code}/wrong",
        f"/p/{code}/wrong?done=taken&code={receipt}",
        f"/complaint/{receipt}",
        "/complaint/",
        f"/p/{code}/sheet",
        "/sheet?q=Kharkiv",
        "/api/",
        "/ogc/?f=html",
        "/ogc/api?f=html",
        "/ogc/collections?f=html",
        "/ogc/collections/points/items?f=html&limit=3",
        f"/ogc/collections/points/items/{code}?f=html",
    ):
        page = open_page(path, width=width, color_scheme=color_scheme)
        page.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))")
        assert find_barriers(page) == [], path
        assert not is_wider_than_screen(page), path


@pytest.mark.parametrize("language", ["uk", "en", "et", "sv"])
def test_on_a_phone_the_best_point_is_on_the_first_screen(points, open_page: OpenPage, language):
    page = open_page(ANSWER, width=PHONE, language=language)
    best = page.locator(".card.best")
    for part in (best.locator(".state"), best.locator("h3"), best.locator("b.num")):
        box = part.bounding_box()
        assert box["y"] + box["height"] <= 740
    assert not page.get_by_role("searchbox").is_visible()
    page.locator("summary.sum").click()
    assert page.get_by_role("searchbox").is_visible()


def test_everything_works_without_scripts(points, open_page: OpenPage):
    page = open_page("/", javascript=False)
    page.get_by_label("Where are you?").fill("Харків")
    page.get_by_label("Warmth").check()
    page.get_by_role("button", name="Find").click()
    assert "need=heat" in page.url
    assert page.locator(".card.best .state.open").count() == 1
    assert page.get_by_role("button", name="Use my position").count() == 0
    page.locator(".card.best h3 a").click()
    assert re.search(r"/p/\w{3}-\w{3}$", page.url)
    assert page.locator("a.btn.main", has_text="Route").count() == 1


def test_at_a_shut_door_one_tells_so_without_scripts_and_is_led_on(points, open_page: OpenPage):
    page = open_page(f"/p/{points.exclude(latitude=None).first().code}", javascript=False)
    page.get_by_text("The door is shut, or something is wrong").click()
    page.get_by_label("The door is shut").check()
    page.get_by_role("button", name="Tell the municipality").click()
    page.get_by_text("Received. Thank you.").wait_for()
    assert page.locator(".card").count() == 3


def test_the_position_of_the_device_is_rounded_before_it_is_sent(points, open_page: OpenPage):
    place = {"latitude": HERE[0] + 0.000012345, "longitude": HERE[1] + 0.000012345}
    page = open_page("/", permissions=["geolocation"], geolocation=place)
    page.get_by_label("Phone charging").check()
    page.get_by_role("button", name="Use my position").click()
    page.wait_for_url("**/?lat=*")
    assert page.url.endswith(f"/?lat={HERE[0]:.4f}&lon={HERE[1]:.4f}&need=charging")
    assert page.locator(".card.best").count() == 1


def test_a_position_that_cannot_be_had_is_said(points, open_page: OpenPage):
    page = open_page("/", permissions=[])
    page.get_by_role("button", name="Use my position").click()
    page.get_by_text("Your position could not be found. Type the place instead.").wait_for()
    assert page.get_by_role("button", name="Use my position").is_enabled()


def test_a_page_left_open_stops_saying_open_when_its_word_has_aged(points, open_page: OpenPage):
    page = open_page(ANSWER)
    page.clock.install()
    page.reload()
    n_open = page.locator(".state.open").count()
    assert n_open >= 5
    assert page.title().startswith("Open points near you")
    page.clock.fast_forward("03:00:00")
    assert page.locator(".state.open").count() == n_open
    assert page.locator("h1").inner_text() == "Open points near you"
    page.clock.fast_forward("01:10:00")
    assert page.locator(".state.open").count() == 0
    assert page.get_by_text("Not confirmed any more: load this page again").count() >= n_open
    assert page.locator("h1").inner_text() == "No point near you is confirmed open"
    assert page.title().startswith("No point near you is confirmed open")
    assert page.locator(".card.best").count() == 0
    assert page.get_by_role("heading", name="Open now", exact=True).count() == 0
    assert not page.locator(".card").first.locator("p.small.said").is_visible()


@pytest.mark.parametrize("wrong_hours", [-3, 5])
def test_words_age_by_the_time_of_the_server(points, open_page: OpenPage, wrong_hours):
    """A clock that is behind would leave a door open for hours, one that goes before would shut it at once."""
    page = open_page("about:blank")
    page.clock.install(time=time.time() + wrong_hours * 3600)
    page.goto(ANSWER)
    n_open = page.locator(".state.open").count()
    page.clock.fast_forward("03:00:00")
    assert page.locator(".state.open").count() == n_open >= 5
    page.clock.fast_forward("01:10:00")
    assert page.locator(".state.open").count() == 0


def test_what_comes_back_from_the_history_is_as_old_as_it_is(points, open_page: OpenPage):
    page = open_page("about:blank")
    page.clock.install()
    page.goto(ANSWER)
    entry = "Object.defineProperty(performance, 'getEntriesByType', { value: () => [{ type: 'back_forward' }] })"
    page.add_init_script(entry)
    page.clock.set_system_time(time.time() + 5 * 3600)
    page.goto(ANSWER)
    page.clock.run_for(31_000)
    assert page.locator(".state.open").count() == 0


def test_an_old_page_says_how_old_it_is_and_leads_to_a_new_one(points, open_page: OpenPage):
    page = open_page("about:blank")
    page.clock.install()
    page.goto(f"{ANSWER}#map")
    page.clock.fast_forward("00:09:00")
    notice = page.locator("p.notice", has_text="min old")
    assert notice.count() == 0
    page.clock.fast_forward("00:03:00")
    expect(notice).to_contain_text(
        "This page is 12 min old. Doors, alerts and how many people are there may have changed."
    )
    page.clock.fast_forward("00:20:00")
    expect(notice).to_contain_text("This page is 32 min old.")
    notice.get_by_role("link", name="Load it again").click()
    page.locator("h1").wait_for()
    expect(notice).to_have_count(0)


def test_how_old_a_page_is_is_read_aloud_once(points, open_page: OpenPage, find_barriers: FindBarriers):
    """By a live region that is there before its text; the minutes that follow are not read aloud."""
    for path in (ANSWER, f"/p/{points.filter(current_status__state='open').first().code}"):
        page = open_page("about:blank")
        page.clock.install()
        page.goto(path)
        region = page.locator("h1").locator("xpath=preceding-sibling::*[@role='status']")
        expect(region).to_have_text("")
        page.clock.fast_forward("00:12:00")
        expect(region).to_contain_text("This page is 12 min old.")
        assert region.get_attribute("aria-live") is None
        assert find_barriers(page) == []
        page.clock.fast_forward("00:20:00")
        expect(region).to_contain_text("This page is 32 min old.")
        assert region.get_attribute("aria-live") == "off"
        assert find_barriers(page) == []


def test_a_name_is_no_claim_and_stays_when_words_age(points, open_page: OpenPage):
    page = open_page(f"/p/{points.filter(current_status__state='open').first().code}")
    name = page.locator("h1").inner_text()
    page.clock.install()
    page.reload()
    page.clock.fast_forward("04:10:00")
    assert page.locator(".state.open").count() == 0
    assert page.locator("h1").inner_text() == name


def test_the_keyboard_is_enough(points, open_page: OpenPage):
    page = open_page("/")
    page.get_by_label("Where are you?").focus()
    page.keyboard.type("Kharkiv")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**need=heat**")
    page.locator("summary.sum").focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("searchbox").input_value() == "Kharkiv"
    assert page.get_by_label("Warmth").is_checked()


@pytest.mark.parametrize(("language", "look"), list(zip(["uk", "en", "et", "sv"], LOOKS, strict=True)))
def test_points_without_a_position_shut_nobody_out_and_fit_their_screen(
    points, open_page: OpenPage, find_barriers: FindBarriers, language, look
):
    points.filter(pk__in=points.values("pk")[:8]).update(latitude=None, longitude=None)
    point = f"/p/{points.filter(latitude=None).first().code}"
    for path in (ANSWER, point):
        page = open_page(path, width=look[0], color_scheme=look[1], language=language)
        assert find_barriers(page) == [], (path, language)
        assert not is_wider_than_screen(page), (path, language)


def test_what_was_asked_for_stays_on_the_device_and_is_forgotten_when_told_so(points, open_page: OpenPage):
    page = open_page("/?q=Харків")
    page.goto("/?q=nowhere-at-all")
    page.goto("/")
    row = page.locator("[data-recent]")
    expect(row.locator("a")).to_have_text(["Харків"])
    row.locator("a").click()
    page.wait_for_url("**/?q=**")
    page.goto("/")
    row.get_by_role("button", name="Forget").click()
    expect(row).to_be_hidden()
    page.reload()
    expect(row).to_be_hidden()
    page.evaluate("localStorage.setItem('punkt-recent', '{\"a\": [1]}')")
    page.reload()
    expect(row).to_be_hidden()


@pytest.mark.parametrize("path", ["/", ANSWER, "/?q=Харків"])
def test_forced_colours_leave_every_state_its_sign(points, open_page: OpenPage, path):
    page = open_page(path, forced_colors="active")
    for state in page.locator(".state").all():
        sign = state.evaluate("(one) => getComputedStyle(one, '::before').content")
        assert sign.strip('"') in {"●", "◐", "◌", "✕"}
        assert state.inner_text()
    assert not is_wider_than_screen(page)


@pytest.mark.parametrize("path", ["/", ANSWER, "/get?territory=all"])
def test_at_200_percent_nothing_is_cut_or_covered(points, open_page: OpenPage, path):
    """WCAG 1.4.4 and 1.4.10: a window of 1280 px at 200 % is one of 640 CSS px; and letters of twice the size."""
    page = open_page(path, width=640)
    assert not is_wider_than_screen(page)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert not is_wider_than_screen(page)
    cut = page.evaluate("""() => [...document.querySelectorAll("main :is(p, h1, h2, h3, a, button, label, li)")]
        .filter((one) => one.offsetParent && !one.closest(".vh") && one.scrollWidth > one.clientWidth + 1
            && getComputedStyle(one).display !== "inline").map((one) => one.outerHTML.slice(0, 120))""")
    assert cut == []
