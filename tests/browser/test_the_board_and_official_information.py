"""The board in a real browser: it fits its screen, shuts nobody out, renews itself and never says old words as new."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from punkt import clock
from punkt.model.alert_words import AlertSeverity
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.bulletins import Words, issue_bulletin
from punkt_web.operations.informing.bulletins import LANGUAGES, Text
from punkt_web.operations.published_bulletins import forget_bulletins
from punkt_web.operations.published_notices import forget_notices
from punkt_web.registry.models import Point, Territory
from tests.browser.conftest import DESKTOP, LOOKS, FindBarriers, OpenPage, is_wider_than_screen
from tests.conftest import TOWN

ACTOR, WITHIN = Actor("test"), Reach(is_everywhere=True)
SCREEN = 1920


@pytest.fixture
def point(points) -> Point:
    """An open point whose territory has nothing to say yet."""
    forget_notices()
    forget_bulletins()
    oblast = Territory.objects.create(
        country="UA", code="UA63", level="region", path="UA/UA63/", names={"uk": "Харківська область", "en": "Kharkiv"}
    )
    found = points.filter(current_status__state="open").first()
    Point.objects.filter(pk=found.pk).update(territory=oblast)
    return found


def issue(*languages: str, minutes: int = 600, headline: str = "Lines are down") -> str:
    now = clock.now()
    texts = {code: Text(headline, "Two lines broke.\nSwitch off stoves.") for code in languages or LANGUAGES}
    words = Words(
        texts, now, now + timedelta(minutes=minutes), "Town council", without=frozenset(LANGUAGES) - texts.keys(),
        severity=AlertSeverity.SEVERE,
    )  # fmt: skip
    return issue_bulletin(ACTOR, Territory.objects.get(code="UA63"), words, within=WITHIN)


@pytest.mark.parametrize(("width", "color_scheme"), [*LOOKS, (SCREEN, "light"), (SCREEN, "dark")])
def test_pages_shut_nobody_out_and_fit_their_screen(
    point, open_page: OpenPage, find_barriers: FindBarriers, width, color_scheme
):
    ulid = issue("uk")
    for path in (
        f"/board/{point.code}", f"/board/{point.code}/sheet?paper=A3", f"/p/{point.code}", "/bulletins",
        f"/bulletins/{ulid}",
    ):  # fmt: skip
        page = open_page(path, width=width, color_scheme=color_scheme)
        assert find_barriers(page) == [], path
        assert not is_wider_than_screen(page), path


@pytest.mark.parametrize("look", LOOKS)
def test_so_do_the_pages_of_the_desk(world, coordinator, open_page: OpenPage, find_barriers: FindBarriers, look):
    for path in (f"/desk/notices/bulletin/{TOWN}/", f"/desk/notices/cap/{TOWN}/", "/desk/notices/"):
        page = open_page(path, width=look[0], color_scheme=look[1], user=coordinator)
        assert find_barriers(page) == [], path
        assert not is_wider_than_screen(page), path


def test_letters_on_a_screen_can_be_read_from_three_metres(point, open_page: OpenPage):
    page = open_page(f"/board/{point.code}", width=SCREEN)
    # 1.3 % of the distance for small type: 38 px of 1920 are 19 mm on a screen of 43 inches (952 mm wide).
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.part p')).fontSize)") >= 34


def test_a_board_renews_itself_and_without_a_network_says_how_old_it_is(point, open_page: OpenPage):
    page = open_page(f"/board/{point.code}", width=DESKTOP, may_fail=True)
    page.clock.install()
    page.reload()
    expect(page.get_by_text("Lines are down")).to_have_count(0)
    issue(minutes=20)
    page.clock.fast_forward(61_000)
    expect(page.get_by_text("Lines are down")).to_be_visible()
    state = page.locator("main .state").first
    expect(state).to_contain_text("Open")

    page.context.set_offline(True)
    page.clock.fast_forward(61_000)
    expect(page.get_by_role("status")).to_contain_text("No network. What stands here is 2 min old")
    expect(page.get_by_text("Lines are down")).to_be_visible()
    page.clock.fast_forward(20 * 60_000)
    expect(page.get_by_text("Lines are down")).to_have_count(0)
    page.clock.fast_forward(48 * 3600_000)
    expect(state).to_have_text("Not confirmed any more")
    expect(page.locator("main .state").filter(has_text="Open")).to_have_count(0)

    page.context.set_offline(False)
    page.clock.fast_forward(61_000)
    expect(page.get_by_text("Lines are down")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("")
    expect(page.locator("main .state").first).to_contain_text("Open")


def test_a_board_of_a_point_that_was_hidden_is_gone_with_the_next_look(point, open_page: OpenPage):
    page = open_page(f"/board/{point.code}", width=DESKTOP, may_fail=True)
    page.clock.install()
    page.reload()
    Point.objects.filter(pk=point.pk).update(status=Point.Status.WITHDRAWN)
    page.clock.fast_forward(61_000)
    expect(page.locator("[data-board]")).to_have_count(0)


def test_what_does_not_fit_on_a_screen_nobody_touches_is_turned_to(point, open_page: OpenPage):
    for number in range(6):
        issue(headline=f"News {number}")
    page = open_page(f"/board/{point.code}", width=DESKTOP)
    page.clock.install()
    page.reload()
    page.clock.fast_forward(16_000)
    first = page.evaluate("scrollY")
    assert first > 300
    page.keyboard.press("Shift")
    page.clock.fast_forward(30_000)
    assert page.evaluate("scrollY") == first
    page.clock.fast_forward(150_000)
    assert page.evaluate("scrollY") != first


def test_the_whole_board_is_there_without_scripts(point, open_page: OpenPage):
    issue()
    page = open_page(f"/board/{point.code}", javascript=False)
    expect(page.get_by_text("Lines are down")).to_be_visible()
    assert page.evaluate("document.querySelector('meta[http-equiv=refresh]').content") == "60"
