"""Feeds in a real browser: their pages and what they say beside a point fit a phone and a desktop, with no barrier."""

import pytest
from playwright.sync_api import expect

from punkt.errors import InvalidValue
from punkt.model.feed_words import FeedForm
from punkt.model.vocabulary import EvidenceMethod
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.exchange.feeds import take_file
from punkt_web.operations.actions.feeds import FeedTerms, add_feed, note_fault
from punkt_web.operations.models import Feed
from punkt_web.registry.actions.points import register_point
from punkt_web.registry.models import Point, Territory
from punkt_web.registry.statements import Evidence
from tests.browser.conftest import LOOKS, ColorScheme, FindBarriers, OpenPage, is_wider_than_screen
from tests.conftest import REGION, TOWN

BY, ANYWHERE = Actor("tester"), Reach(is_everywhere=True)
SCHEDULE = (
    "operator,group,start,end,certainty,status\n"
    "ПрАТ «ДТЕК Харківські електромережі»,1.1,2026-01-01T00:00Z,2026-01-30T00:00Z,none,emergency\n"
    "ПрАТ «ДТЕК Харківські електромережі»,1.2,?,2026-01-30T00:00Z,definite,\n"
)


@pytest.fixture
def feeds(world: dict[str, Territory]) -> tuple[Feed, Feed, Point]:
    """A feed that broke after a reading with a finding, one of the region, and a point that meets the first."""
    broken, above = (
        add_feed(
            BY,
            world[code],
            FeedTerms(name, FeedForm.OUTAGE_CSV, url="https://feeds.example.org/day.csv"),
            within=ANYWHERE,
        )
        for code, name in ((TOWN, "Графік відключень громади, що не влізає в один рядок"), (REGION, "Region"))
    )
    take_file(BY, broken, SCHEDULE.encode(), "day.csv", within=ANYWHERE)
    note_fault(BY, broken.pk, InvalidValue("The host does not answer.", where="feeds.example.org/day.csv"))
    stated = {
        "name": {"uk": "Ліцей"},
        "territory": world[TOWN],
        "outage_operator": "ДТЕК Харківські електромережі",
        "outage_group": "Черга 1.1",
    }
    return broken, above, register_point(BY, stated, Evidence("list", EvidenceMethod.IMPORTED))


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_every_page_of_feeds_fits_and_shuts_nobody_out(
    open_page: OpenPage,
    find_barriers: FindBarriers,
    coordinator: User,
    feeds: tuple[Feed, Feed, Point],
    look: tuple[int, ColorScheme],
) -> None:
    broken, above, point = feeds
    page = open_page("/desk/feeds/", width=look[0], color_scheme=look[1], user=coordinator)
    for path in (
        "/desk/feeds/", "/desk/feeds/?territory=town", f"/desk/feeds/new/{TOWN}/", f"/desk/feeds/{broken.pk}/",
        f"/desk/feeds/{above.pk}/", f"/desk/feeds/{broken.pk}/remove", f"/desk/points/{point.code}/", "/desk/points/",
        f"/keep/{point.code}/",
    ):  # fmt: skip
        answer = page.goto(path)
        assert answer is not None
        assert answer.ok, path
        assert find_barriers(page) == [], path
        assert not is_wider_than_screen(page), path


def test_a_feed_is_added_and_given_a_file_without_scripts(
    open_page: OpenPage, coordinator: User, world: dict[str, Territory]
) -> None:
    page = open_page("/desk/feeds/", user=coordinator, javascript=False)
    page.get_by_role("link", name="Add a feed: Town").click()
    page.get_by_label("Name of the feed").fill("Town schedule")
    page.get_by_label("Form").select_option("csv")
    page.get_by_role("button", name="Add a feed").click()
    page.get_by_label("File").set_input_files({"name": "day.csv", "mimeType": "text/csv", "buffer": SCHEDULE.encode()})
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_text("Findings: 1.")).to_be_visible()
    expect(page.get_by_text("line 3: ? is no moment")).to_be_visible()
