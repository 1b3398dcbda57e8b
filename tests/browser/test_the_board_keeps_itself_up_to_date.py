"""The live board keeps itself up to date, fits every screen, and says when it cannot."""

from threading import BoundedSemaphore

import pytest
from playwright.sync_api import expect

from punkt import clock
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import EvidenceMethod, PointState, ReportChannel
from punkt_web.common.audit import Actor
from punkt_web.dashboard import changes
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.registry.actions.contacts import ContactCard, add_contact
from punkt_web.registry.actions.points import register_point
from punkt_web.registry.statements import Evidence
from tests.browser.conftest import DESKTOP, LOOKS, FindBarriers, OpenPage, is_wider_than_screen
from tests.conftest import NEIGHBOUR_TOWN, TOWN

ACTOR = Actor("tester@example.org")
LISTED = Evidence("Список громади.xlsx", EvidenceMethod.IMPORTED)


@pytest.fixture
def point(transactional_db, world):
    name = {"uk": "Пункт незламності № 5, ліцей імені Тараса Шевченка", "en": "Lyceum"}
    register_point(ACTOR, {"name": {"en": "Quiet Hall"}, "territory": world[NEIGHBOUR_TOWN]}, LISTED)
    made = register_point(ACTOR, {"name": name, "territory": world[TOWN], "capacity_seated": 60}, LISTED)
    add_contact(ACTOR, made, ContactCard(role="Guard", phone="+380 50 000 00 00"))
    return made


def said(point, **content):
    receive_report(ACTOR, Report(point.pk, clock.now(), ReportChannel.KEEPER, ReportContent(**content)))


@pytest.mark.parametrize("look", list(zip(["uk", "en", "et", "sv"], LOOKS, strict=True)), ids=str)
def test_every_page_fits_and_shuts_nobody_out(
    open_page: OpenPage, find_barriers: FindBarriers, administrator, point, look
):
    language, (width, color_scheme) = look
    said(point, state=PointState.OPEN, headcount=70, fuel_quarters=0)
    page = open_page("/desk/live/", width=width, color_scheme=color_scheme, user=administrator, language=language)
    for path in (
        "/desk/live/",
        "/desk/live/?door=full",
        "/desk/live/?at=2026-01-01T12:00",
        f"/desk/calls/{point.code}/",
    ):
        page.goto(path)
        assert find_barriers(page) == [], path
        assert not is_wider_than_screen(page), path
        assert "%(" not in page.inner_text("body"), path
    page.locator("form[action$='/take'] button").click()
    page.get_by_text("+380 50 000 00 00").wait_for()
    assert find_barriers(page) == []
    assert not is_wider_than_screen(page)


def test_what_is_said_is_on_the_open_page_by_itself(open_page: OpenPage, coordinator, point, monkeypatch):
    monkeypatch.setattr(changes, "_LOOK_S", 0.1)
    monkeypatch.setattr(changes, "LASTS_S", 12.0)
    seats = BoundedSemaphore(1)
    monkeypatch.setattr(changes, "_seats", seats)
    page = open_page("/desk/live/", width=DESKTOP, user=coordinator)
    expect(page.get_by_text("the state of 0 of 1 point is known")).to_be_visible()
    page.wait_for_timeout(4_500)  # the page rests between two readings
    said(point, state=PointState.OPEN, headcount=12)
    expect(page.get_by_text("the state of 1 of 1 point is known")).to_be_visible(timeout=5_000)
    expect(page.get_by_text("12 people inside")).to_be_visible()
    page.close()
    assert seats.acquire(timeout=30)  # the stream is over


def test_a_coordinator_calls_and_saves_what_was_said(open_page: OpenPage, coordinator, point):
    said(point, state=PointState.OPEN, fuel_quarters=0)
    page = open_page("/desk/live/", user=coordinator)
    page.get_by_role("button", name="Take the next call").click()
    page.get_by_label("Full", exact=True).check()
    page.get_by_label("How many people").fill("60")
    page.get_by_label("¾").check()
    page.get_by_role("button", name="Save what they said").click()
    expect(page.get_by_text("Nobody needs a call now")).to_be_visible()
    expect(page.get_by_text("60 people inside by the counts of the last 4 hours, at 1 of 1 points")).to_be_visible()
