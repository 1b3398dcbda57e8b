"""A request that is made with no network outlives the browser and comes in once; so does the word on what came."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from punkt import clock
from punkt.formats.request_text_writing import write_request_text
from punkt.formats.supply_message import read_request
from punkt.ids import new_ulid
from punkt.model.items import Item
from punkt.model.request_words import RequestStepKind
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.keeper import receiving
from punkt_web.operations.actions.supplies.request_steps import DeskStep, take_step
from punkt_web.operations.models import StatusReport, SupplyRequest
from tests.browser.conftest import (
    ALL_SENT,
    LOOKS,
    FindBarriers,
    OpenPage,
    is_wider_than_screen,
    wait_until_kept,
)


@pytest.fixture
def browse_again(browse_as, keeper):
    return browse_as(keeper)


def line(page):
    return page.locator("[data-line-words]")


def ask(page, thing="fuel", quantity="40"):
    page.get_by_text("Ask for something").click()
    page.locator("#ask_thing").select_option(thing)
    page.locator("#ask_quantity").fill(quantity)
    page.locator("#ask_urgency").select_option("now")
    page.get_by_role("button", name="Ask for it").click()


def received_are(page, n_words):
    expect(page.locator("[data-log] li", has_text=re.compile("received"))).to_have_count(n_words)
    expect(line(page)).to_have_text(ALL_SENT)


def test_a_request_outlives_the_browser_and_comes_in_once(browse_again, point):
    page = browse_again()
    page.goto(f"/keep/{point.code}/")
    page.locator("[data-line]").wait_for()
    wait_until_kept(page)
    page.context.set_offline(True)
    ask(page)
    expect(line(page)).to_have_text("Not yet sent: 1")
    expect(page.locator("[data-log] li")).to_contain_text("Request for supplies: Fuel (l): 40: At once")
    assert not SupplyRequest.objects.exists()
    page.context.close()
    page = browse_again()
    page.goto(f"/keep/{point.code}/")
    received_are(page, 1)
    request = SupplyRequest.objects.get()
    assert (request.point, request.kind, request.quantity, request.urgency) == (point, "fuel", 40.0, "now")
    expect(page.locator("[data-supply-cards]")).to_contain_text("Asked for")
    send(request)
    page.reload()
    page.locator("[data-line]").wait_for()
    expect(page.locator("[data-supply-cards]")).to_contain_text("On the way")
    page.context.set_offline(True)
    page.get_by_label("How much came").fill("38")
    page.get_by_role("button", name="It came: that is all we need").click()
    expect(line(page)).to_have_text("Not yet sent: 1")
    page.context.close()
    page = browse_again()
    page.goto(f"/keep/{point.code}/")
    received_are(page, 2)
    expect(page.locator("[data-supply-cards]")).to_contain_text("Delivered: 38 l")
    request.refresh_from_db()
    assert (request.state, request.received) == ("delivered", 38.0)
    assert SupplyRequest.objects.count() == 1


def send(request):
    step = DeskStep(new_ulid(), RequestStepKind.SEND, 40.0, expected_at=clock.now() + timedelta(hours=2))
    take_step(Actor("desk"), request.pk, step, within=Reach(is_everywhere=True))


def test_it_is_carried_out_as_text_with_the_reports(open_page: OpenPage, keeper, point):
    page = open_page(f"/keep/{point.code}/", user=keeper, may_fail=True)
    page.locator("[data-line]").wait_for()
    page.context.set_offline(True)
    ask(page, "water", "")
    page.locator(".big[name=state][value=open]").click()
    page.get_by_text("Carry them out by hand").click()
    text = page.locator("[data-carried]").inner_text()
    assert [one.why for one in receiving.carried(keeper, text, new_ulid())] == ["", ""]
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    received_are(page, 2)
    assert SupplyRequest.objects.get().quantity is None
    assert StatusReport.objects.count() == 1


def test_it_is_read_out_as_a_text_and_what_the_console_sends_later_is_the_same(open_page: OpenPage, keeper, point):
    page = open_page(f"/keep/{point.code}/", user=keeper, may_fail=True)
    page.locator("[data-line]").wait_for()
    page.context.set_offline(True)
    ask(page)
    page.locator(".big[name=state][value=open]").click()
    page.get_by_text("Carry them out by hand").click()
    text = page.locator("[data-spoken-lines]").inner_text()
    assert text.startswith(f"{point.code} ASK FUEL 40L NOW AT ")
    assert "\n" not in text
    assert [one.why for one in receiving.carried(keeper, text, new_ulid())] == [""]
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    received_are(page, 2)
    request = SupplyRequest.objects.get()
    assert (request.bearer, request.quantity, len(request.second_ulid)) == ("text", 40.0, 26)


def test_the_console_writes_the_texts_that_the_library_writes(open_page: OpenPage, keeper, point):
    page = open_page(f"/keep/{point.code}/", user=keeper)
    words = json.loads(page.locator("#words").text_content())["text_code"]
    moment = datetime(2026, 1, 15, 12, 7, 33, tzinfo=UTC)
    script = "async ([message, words]) => (await import('/static/keep/request_text.js')).requestText(message, words)"
    contents = [
        {"thing": thing, "quantity": quantity, "urgency": urgency, "needed_by": until, "note": note}
        for place, thing in enumerate(words["thing"])
        for urgency in [[*words["urgency"], None][place % 5]]
        for quantity in [["40", "0.04", "2.5", None, "1000000"][place % 5]]
        for until in [["2026-01-15T12:07:00Z", "2026-01-16T12:06:00Z", "2026-01-16T12:07:00Z", None][place % 4]]
        for note in [["door B", "Двері Б", "x" * 140, None, "[a]"][place % 5], "why"]
    ]
    for content in contents:
        said = {key: value for key, value in content.items() if value is not None}
        item = Item("request", new_ulid(), point.code, moment, said)
        written = write_request_text(point.code, read_request(item), moment)
        expected = "" if content["thing"] == "other" and "note" in written.left_out else written.text
        message = {"point": point.code, "observed_at": moment.isoformat(), **said}
        assert page.evaluate(script, [message, words]) == expected


@pytest.mark.parametrize("seen", list(zip(["uk", "en", "et", "sv"], LOOKS, strict=True)))
def test_everybody_can_use_it(open_page: OpenPage, find_barriers: FindBarriers, keeper, point, seen):
    language, (width, scheme) = seen
    page = open_page(f"/keep/{point.code}/", user=keeper, may_fail=True, language="en")
    page.locator("[data-line]").wait_for()
    ask(page)
    received_are(page, 1)
    send(SupplyRequest.objects.get())
    page = open_page(
        f"/keep/{point.code}/", user=keeper, may_fail=True, language=language, width=width, color_scheme=scheme
    )
    page.locator("[data-line]").wait_for()
    for details in page.locator("section:has([data-supply-cards]) details").all():
        details.evaluate("details => (details.open = true)")
    assert find_barriers(page) == []
    assert not is_wider_than_screen(page)


def test_without_scripts_it_is_a_form(open_page: OpenPage, keeper, point):
    page = open_page(f"/keep/{point.code}/", user=keeper, javascript=False)
    ask(page)
    page.get_by_text("Received.", exact=True).wait_for()
    send(SupplyRequest.objects.get())
    page.reload()
    page.get_by_label("How much came").fill("38")
    page.get_by_role("button", name="It came: we need more").click()
    page.get_by_text("Received.", exact=True).wait_for()
    assert SupplyRequest.objects.get().state == "accepted"
