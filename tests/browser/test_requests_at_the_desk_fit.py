"""The pages of requests and stock fit a phone and a desktop, light and dark, with no barrier, in four languages."""

import re
from datetime import timedelta

import pytest

from punkt import clock
from punkt.ids import new_ulid
from punkt.model.reports import ReportContent
from punkt.model.request_words import MovementKind, RequestKind, RequestStepKind, RequestUrgency
from punkt.model.requests import Asked
from punkt.model.vocabulary import EvidenceMethod, PointState, ReportChannel
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.actions.supplies.request_steps import DeskStep, take_step
from punkt_web.operations.actions.supplies.stock import DepotTerms, Moved, move, save_depot
from punkt_web.registry.actions.points import register_point
from punkt_web.registry.statements import Evidence
from tests.browser.conftest import LOOKS, FindBarriers, OpenPage, is_wider_than_screen
from tests.conftest import TOWN
from tests.web.supplies import say

ACTOR, ANYWHERE = Actor("tester@example.org"), Reach(is_everywhere=True)


@pytest.fixture
def pages(transactional_db, world):
    stated = {
        "name": {"uk": "Пункт незламності № 5, ліцей імені Тараса Шевченка"},
        "territory": world[TOWN],
        "power.generator_kw": 10.0,
        "power.fuel": "diesel",
    }
    point = register_point(ACTOR, stated, Evidence("list", EvidenceMethod.IMPORTED))
    content = ReportContent(state=PointState.OPEN, fuel_l=10.0, shortages=["fuel", "staff"])
    receive_report(ACTOR, Report(point.pk, clock.now(), ReportChannel.KEEPER, content))
    depot = save_depot(ACTOR, world[TOWN], DepotTerms("Склад громади", phone="+380 50 000 00 00"), within=ANYWHERE)
    counted = Moved(new_ulid(), "fuel.diesel", MovementKind.COUNT, 300.0, "stocktaking")
    move(ACTOR, depot.pk, counted, within=ANYWHERE)
    asked = [new_ulid(), new_ulid()]
    for ulid in asked:
        wanted = Asked(RequestKind.FUEL, RequestUrgency.NOW, "fuel.diesel", 80.0, clock.now() - timedelta(hours=1))
        say(ACTOR, point, wanted, ulid=ulid)
    expected_at = clock.now() + timedelta(hours=2)
    sent = DeskStep(
        new_ulid(), RequestStepKind.SEND, 50.0, "fuel.diesel", expected_at, depot_id=depot.pk, note="by van"
    )
    take_step(ACTOR, asked[0], sent, within=ANYWHERE)
    return [
        "/desk/requests/",
        *(f"/desk/requests/{ulid}/" for ulid in asked),
        f"/desk/requests/new/{point.code}/",
        "/desk/stock/",
        f"/desk/stock/{depot.pk}/",
        f"/desk/stock/{depot.pk}/edit",
        f"/desk/requests/suggestions/?territory={TOWN}&kind=fuel&hours=48&reserve_h=6",
        f"/desk/points/{point.code}/",
    ]


@pytest.mark.parametrize("seen", list(zip(["en", "uk", "et", "sv"], LOOKS, strict=True)))
def test_every_page_fits_and_shuts_nobody_out(
    open_page: OpenPage, find_barriers: FindBarriers, coordinator, pages, seen
):
    language, (width, scheme) = seen
    for path in pages:
        page = open_page(path, user=coordinator, language=language, width=width, color_scheme=scheme)
        for details in page.locator("details").all():
            details.evaluate("details => (details.open = true)")
        assert find_barriers(page) == [], path
        assert not is_wider_than_screen(page), path


def test_a_request_is_sent_off_without_scripts(open_page: OpenPage, coordinator, pages):
    page = open_page(pages[2], user=coordinator, javascript=False)
    page.get_by_text("It is on its way", exact=True).click()
    offered = page.locator("#send_source option", has_text="Склад громади: Fuel: diesel, 250 l")
    page.locator("#send_source").select_option(value=offered.get_attribute("value"))
    later = clock.now() + timedelta(hours=3)
    page.locator("#send_expected_at").fill(later.strftime("%Y-%m-%dT%H:%M"))
    page.locator("details[open]").get_by_role("button", name="Note that it is on its way").click()
    page.get_by_text("Saved.").wait_for()
    assert re.search("Sent off: 80 l, expected at", page.locator("ol.facts").inner_text())
