"""Alarms in a real browser: pages fit and shut nobody out, and a notice is shown when a message comes."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from punkt import clock
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import EvidenceMethod, PointState, ReportChannel
from punkt_web.accounts.models import User
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.alarms.checks import check_alarms
from punkt_web.operations.actions.alarms.settings import add_webhook
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.models import Alarm
from punkt_web.registry.actions.points import register_point
from punkt_web.registry.models import Territory
from punkt_web.registry.statements import Evidence
from tests.browser.conftest import LOOKS, ColorScheme, FindBarriers, OpenPage, is_wider_than_screen
from tests.conftest import TOWN

BY = Actor("tester")
NAMES = ("Ліцей", "Публічна бібліотека імені людини з довгим прізвищем-продовженням")
MESSAGE = {"title": "3 alarms at points: Town", "body": "See them at the desk.", "url": "/desk/alarms/"}


@pytest.fixture
def alarm(world: dict[str, Territory]) -> Alarm:
    """Two points that are cold, and a webhook."""
    for name in NAMES:
        stated = {"name": {"uk": name}, "territory": world[TOWN]}
        point = register_point(BY, stated, Evidence("list", EvidenceMethod.IMPORTED))
        content = ReportContent(PointState.OPEN, indoor_c=11.5)
        receive_report(BY, Report(point.pk, clock.now(), ReportChannel.KEEPER, content))
    add_webhook(BY, world[TOWN], "https://hook.example.net/x", hears_all=True)
    check_alarms()
    return Alarm.objects.earliest("pk")


@pytest.mark.usefixtures("transactional_db")
@pytest.mark.parametrize("look", LOOKS)
def test_pages_of_alarms_fit_and_shut_nobody_out(
    alarm: Alarm,
    coordinator: User,
    open_page: OpenPage,
    find_barriers: FindBarriers,
    look: tuple[int, ColorScheme],
) -> None:
    width, color_scheme = look
    paths = ("", f"{alarm.pk}/", "rules/", f"rules/{TOWN}/", f"webhooks/{TOWN}/", "told/")
    page = open_page("/desk/", user=coordinator, width=width, color_scheme=color_scheme)
    for path in paths:
        page.goto(f"/desk/alarms/{path}")
        assert not is_wider_than_screen(page), path
        assert find_barriers(page) == [], path


def test_one_tap_without_scripts_takes_an_alarm(
    transactional_db: None, alarm: Alarm, coordinator: User, open_page: OpenPage
) -> None:
    page = open_page("/desk/alarms/", user=coordinator, javascript=False)
    page.get_by_role("button", name=f"I look into it: {NAMES[0]}").click()
    expect(page.get_by_text("You look into it.")).to_be_visible()
    expect(page.get_by_role("link", name=NAMES[0])).to_have_count(0)


def test_a_message_is_shown_as_a_notice_and_leads_to_the_desk(
    transactional_db: None, coordinator: User, open_page: OpenPage, live_server: Any
) -> None:
    page = open_page("/desk/alarms/told/", user=coordinator, permissions=["notifications"])
    expect(page.get_by_role("button", name="Show notices in this browser")).to_be_visible()
    expect(page.get_by_text("This browser shows no notices")).to_be_hidden()
    page.evaluate("navigator.serviceWorker.register(document.querySelector('[data-worker]').dataset.worker)")
    _deliver(page, live_server.url, json.dumps(MESSAGE))
    shown = """async () => {
      const [registration] = await navigator.serviceWorker.getRegistrations();
      return (await registration.getNotifications()).map(({ title, body, data }) => ({ title, body, url: data.url }));
    }"""
    page.wait_for_function(f"async () => (await ({shown})()).length > 0")
    assert page.evaluate(shown) == [MESSAGE]


def _deliver(page: Page, origin: str, text: str) -> None:
    """Hands a message to the worker, as the browser does with one that came."""
    tools, known = page.context.new_cdp_session(page), []
    tools.on("ServiceWorker.workerRegistrationUpdated", lambda told: known.extend(told["registrations"]))
    tools.send("ServiceWorker.enable")
    page.wait_for_function("async () => !!(await navigator.serviceWorker.getRegistrations())[0]?.active")
    given = {"origin": origin, "registrationId": known[-1]["registrationId"], "data": text}
    tools.send("ServiceWorker.deliverPushMessage", given)
