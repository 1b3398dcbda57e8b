"""Every page of the console on a phone of 360 px, also with text of double size: nothing is cut off or too small."""

import pytest

from punkt.ids import new_ulid
from punkt_web.accounts.models import Membership, User
from punkt_web.operations.models import HandOver, Incident
from tests.browser.conftest import OpenPage, is_wider_than_screen

PARTS = ("", "visits/", "lists/", "lists/opening/", "incidents/", "hand-over/", "shifts/", "power/", "sheet")
TARGET_PX = 48

TOO_SMALL = """(least) => [...document.querySelectorAll("main *")]
  .filter((one) => one.matches("a, button, select, textarea, summary, label:has(input)"))
  .filter((one) => one.checkVisibility() && !one.closest(".vh"))
  .map((one) => [one.textContent.trim(), one.getBoundingClientRect()])
  .filter(([, { width, height }]) => width < least || height < least)
  .map(([text, { width, height }]) => `${text}: ${width} x ${height}`)"""

CUT_OFF = """() => [...document.querySelectorAll("main *")]
  .filter((one) => one.checkVisibility() && !one.closest(".vh, .scroll") && getComputedStyle(one).display !== "inline")
  .filter(({ scrollWidth, clientWidth }) => clientWidth > 1 && scrollWidth > clientWidth + 1)
  .map((one) => `${one.tagName}: ${one.textContent.trim().slice(0, 60)}`)"""


@pytest.fixture
def point(points):
    return points.order_by("code").first()


@pytest.fixture
def keeper(point):
    user = User.objects.create_user("keeper@example.org", "sõna-слово-42-ord", name="Keeper")
    Membership.objects.create(user=user, role="keeper", scope="point", scope_code=point.code)
    kept = {
        "point": point, "stated_at": point.created_at, "observed_at": point.created_at, "bearer": "console",
        "received_at": point.created_at, "channel": "keeper", "author_name": "a",
    }  # fmt: skip
    Incident.objects.create(ulid=new_ulid(), about="technical", severity="severe", what="x", **kept)
    HandOver.objects.create(ulid=new_ulid(), note="x", **kept)
    return user


@pytest.fixture
def walk(open_page: OpenPage, keeper, point):
    """Each page of the console in a language, with all that can be opened open."""

    def walking(language, **options):
        for part in PARTS:
            page = open_page(f"/keep/{point.code}/{part}", user=keeper, language=language, **options)
            if part != "sheet":
                page.locator("[data-line]").wait_for()
            page.evaluate("document.querySelectorAll('details').forEach((details) => (details.open = true))")
            yield part, page
        for part in ("carried", "sheet"):
            yield part, open_page(f"/keep/{part}", user=keeper, language=language, **options)

    return walking


@pytest.mark.parametrize("language", ["uk", "et"])
def test_what_is_tapped_is_large_enough_for_gloves(walk, language):
    for part, page in walk(language):
        assert page.evaluate(TOO_SMALL, TARGET_PX) == [], part


@pytest.mark.parametrize(("language", "color_scheme"), [("uk", "dark"), ("et", "light")])
def test_with_text_of_double_size_nothing_is_cut_off(walk, language, color_scheme):
    for part, page in walk(language, color_scheme=color_scheme):
        page.add_style_tag(content="html { font-size: 200% !important }")
        assert not is_wider_than_screen(page), part
        assert page.evaluate(CUT_OFF) == [], part
