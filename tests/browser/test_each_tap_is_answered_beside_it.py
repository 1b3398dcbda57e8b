"""Each tap of the console is answered where the finger is: entered, on its way, not yet sent, received, not taken."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from punkt import clock
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import PointState, ReportChannel
from punkt_web.accounts.models import Membership
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.models import ShiftStep, StatusReport
from tests.browser.conftest import ALL_SENT, OpenPage, wait_until_kept
from tests.web.shifts import planned

TOLD = r"told \d\d:\d\d"
RECEIVED = r"received \d\d:\d\d"


@pytest.fixture
def opened(open_page: OpenPage, keeper, point):
    """A page of the console, which may lose its network."""

    def opening(part="", **options):
        page = open_page(f"/keep/{point.code}/{part}", user=keeper, may_fail=True, **options)
        page.locator("[data-line]").wait_for()
        return page

    return opening


def line(page):
    return page.locator("[data-line-words]")


def near(page, thing):
    """The line beside a thing; what is entered stands in a line of its own before it."""
    return page.locator(f"[data-near~='{thing}']")


def entered(page, thing):
    return near(page, thing).locator("xpath=preceding-sibling::p[1]")


def go_online(page):
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")


NO_WORKER = {"service_workers": "block"}
"""Playwright sees no request of a page that has a service worker."""


def hold_sending(page):
    """Sendings that get no answer until a test lets them go on."""
    held = []

    def hold(route):
        held.append(route)

    page.route("**/keep/reports", hold)
    return held


def wait_for_one(page, held):
    for _attempt in range(100):
        if held:
            return held.pop()
        page.wait_for_timeout(50)
    pytest.fail("Nothing is sent.")


def test_a_door_tells_that_it_is_on_its_way_and_then_that_it_was_received(opened):
    page = opened(**NO_WORKER)
    expect(line(page)).to_have_text("Nothing waits to be sent")
    held = hold_sending(page)
    page.locator(".big[value=open]").click()
    expect(near(page, "state")).to_have_text(re.compile(f"^Open – {TOLD}, on its way$"))
    expect(near(page, "state")).to_have_attribute("data-look", "waits")
    expect(page.locator(".big[value=open]")).to_have_attribute("data-look", "waits")
    expect(line(page)).to_have_text("Not yet sent: 1")
    wait_for_one(page, held).continue_()
    expect(near(page, "state")).to_have_text(re.compile(f"^Open – .*{RECEIVED}$"))
    expect(page.locator(".big[value=open]")).to_have_attribute("data-look", "received")
    expect(line(page)).to_have_text(ALL_SENT)


def test_what_takes_long_is_not_said_to_be_on_its_way(opened):
    page = opened(**NO_WORKER)
    page.clock.install()
    held = hold_sending(page)
    page.locator(".big[value=open]").click()
    expect(near(page, "state")).to_have_text(re.compile("on its way$"))
    page.clock.fast_forward("00:06")
    expect(near(page, "state")).to_have_text(re.compile(f"^Open – {TOLD}, not yet sent$"))
    page.clock.resume()
    wait_for_one(page, held).continue_()
    expect(near(page, "state")).to_have_text(re.compile(f"{RECEIVED}$"))


def test_the_tally_shows_which_part_is_not_sent(opened):
    page = opened()
    page.locator("#id_headcount").fill("12")
    page.locator(".big[value=open]").click()
    expect(near(page, "headcount")).to_have_text(re.compile(f"^12 – .*{RECEIVED}$"))
    assert page.locator("#id_headcount").get_attribute("placeholder") == "12"
    for _tap in range(2):
        page.get_by_role("button", name="+1 person").click()
    page.get_by_role("button", name="+10 entries").click()
    expect(entered(page, "headcount")).to_have_text("14 (+2) – entered, not sent yet")
    expect(near(page, "headcount")).to_have_text(re.compile("^12 – "))
    expect(entered(page, "n_visits")).to_have_text("10 – entered, not sent yet")
    expect(line(page)).to_have_text("Entered, not told yet: 2")
    page.get_by_role("button", name="Send what I entered: 2").click()
    expect(entered(page, "headcount")).to_be_hidden()
    expect(near(page, "headcount")).to_have_text(re.compile(f"^14 – .*{RECEIVED}$"))
    expect(near(page, "n_visits")).to_have_text(re.compile(f"^10 – .*{RECEIVED}$"))
    expect(page.locator("[data-sent]")).to_have_text(re.compile(f"{RECEIVED}$"))
    expect(line(page)).to_have_text(ALL_SENT)
    expect(page.get_by_role("button", name="Send what I entered", exact=True)).to_be_visible()


def test_services_fuel_and_temperature_are_answered_beside_each(opened):
    page = opened()
    page.context.set_offline(True)
    heat = page.locator("fieldset:has([name='service.heat'])")
    heat.get_by_text("limited", exact=True).click()
    page.locator("label", has_text="½").click()
    page.locator("summary", has_text="More").click()
    page.locator("#id_indoor_c").fill("17")
    page.locator("label", has_text="Nothing").first.click()
    for thing, words in (
        ("service.heat", "limited"),
        ("fuel_quarters", "½"),
        ("indoor_c", "17"),
        ("shortages", "Nothing"),
    ):
        expect(entered(page, thing)).to_have_text(f"{words} – entered, not sent yet")
    page.get_by_role("button", name="Send what I entered: 4").click()
    for thing, words in (
        ("service.heat", "limited"),
        ("fuel_quarters", "½"),
        ("indoor_c", "17"),
        ("shortages", "Nothing"),
    ):
        expect(entered(page, thing)).to_be_hidden()
        expect(near(page, thing)).to_have_text(re.compile(f"^{words} – {TOLD}, not yet sent$"))
    expect(heat.locator("label", has_text="limited")).to_have_attribute("data-look", "waits")
    go_online(page)
    for thing in ("service.heat", "fuel_quarters", "indoor_c", "shortages"):
        expect(near(page, thing)).to_have_text(re.compile(f"{RECEIVED}$"))
    expect(heat.locator("label", has_text="limited")).to_have_attribute("data-look", "received")
    expect(heat.locator("label", has_text="yes")).to_have_attribute("data-look", "")


def test_a_refusal_stands_where_it_was_told(opened, point):
    page = opened()
    Membership.objects.update(scope_code="K7F-2M3")
    page.locator(".big[value=open]").click()
    expect(near(page, "state")).to_have_text(
        re.compile(f"^Open – {TOLD}, not taken: You report on no point {point.code}")
    )
    expect(page.locator(".big[value=open]")).to_have_attribute("data-look", "refused")
    expect(page.locator(".big[value=open]")).to_have_attribute("aria-pressed", "false")


def test_what_others_said_since_stands_there_instead(opened, point):
    page = opened()
    page.locator("#id_headcount").fill("5")
    page.locator(".big[value=open]").click()
    expect(near(page, "state")).to_have_text(re.compile(f"{RECEIVED}$"))
    other = Report(point.pk, clock.now(), ReportChannel.KEEPER, ReportContent(PointState.FULL, headcount=60))
    receive_report(Actor("other@example.org"), other)
    page.locator("#id_n_visits").fill("1")
    page.get_by_role("button", name="Send what I entered: 1").click()
    expect(near(page, "state")).to_have_text(re.compile(r"^Full, told at \d\d:\d\d"))
    expect(near(page, "headcount")).to_have_text(re.compile(r"^60, told at \d\d:\d\d"))
    expect(near(page, "state")).to_have_attribute("data-look", "")


@pytest.mark.parametrize("is_loaded_anew", [False, True])
def test_what_was_said_long_ago_is_not_shown_as_so(opened, is_loaded_anew):
    page = opened()
    page.clock.install()
    page.reload()
    page.locator("[data-line]").wait_for()
    page.locator(".big[value=open]").click()
    expect(near(page, "state")).to_have_text(re.compile(f"{RECEIVED}$"))
    if is_loaded_anew:
        page.reload()
        expect(near(page, "state")).to_have_text(re.compile(r"^Open, told at"))
    page.clock.fast_forward("12:00:00")
    expect(near(page, "state")).to_have_text(re.compile(r"^Not confirmed; told last: Open"))


def test_a_quick_finger_makes_no_chatter(opened):
    """What is read out is the last word, once."""
    page = opened()
    page.wait_for_timeout(1_200)
    page.evaluate("""() => {
      window.heard = [];
      const place = document.querySelector("[data-said]");
      new MutationObserver(() => heard.push(place.textContent)).observe(place, { childList: true, subtree: true });
    }""")
    for _tap in range(5):
        page.get_by_role("button", name="+1 person").click()
    expect(page.locator("[data-said]")).to_have_text("People now: 5")
    page.locator(".big[value=open]").click()
    expect(page.locator("[data-said]")).to_have_text(re.compile(f"^Open; People now: 5 – .*{RECEIVED}$"))
    assert len(page.evaluate("heard")) == 2


def test_nothing_entered_is_said_beside_the_button(opened):
    page = opened()
    page.get_by_role("button", name="Send what I entered").click()
    expect(page.locator("[data-sent]")).to_have_text("Nothing was entered.")


def test_a_request_is_answered_beside_its_form(opened):
    page = opened()
    page.context.set_offline(True)
    page.get_by_text("Ask for something").click()
    page.locator("#ask_thing").select_option("water")
    page.get_by_role("button", name="Ask for it").click()
    expect(page.locator("[data-receipt=ask]")).to_have_text(
        re.compile(f"^Request for supplies: .* – {TOLD}, not yet sent$")
    )
    go_online(page)
    expect(page.locator("[data-receipt=ask]")).to_have_text(re.compile(f"{RECEIVED}$"))


def test_an_incident_is_answered_beside_its_form_also_when_the_page_was_loaded_anew(opened):
    page = opened("incidents/")
    form = page.locator("#new_incident")
    page.context.set_offline(True)
    form.locator("[name=about]").select_option("fire")
    form.get_by_text("Severe").click()
    form.locator("[name=what]").fill("Smoke")
    form.get_by_role("button", name="Keep the incident").click()
    beside = page.locator("[data-receipt=new_incident]")
    expect(beside).to_have_text(re.compile(f"^Incident: Fire or smoke: Smoke – {TOLD}, not yet sent$"))
    go_online(page)
    expect(beside).to_have_text(re.compile(f"{RECEIVED}$"))
    page.reload()
    expect(beside).to_have_text(re.compile(f"{RECEIVED}$"))
    page.clock.install(time=clock.now() + timedelta(hours=1))
    page.reload()
    expect(line(page)).to_have_text(ALL_SENT)
    expect(beside).to_have_text("")  # no news any more


def test_what_could_not_be_kept_is_said_beside_its_form(opened):
    page = opened("hand-over/")
    page.evaluate("() => { IDBObjectStore.prototype.add = () => { throw new Error('the disk is full') } }")
    page.locator("#note").fill("The stove smokes")
    page.get_by_role("button", name="Hand over").click()
    said = page.locator("form[data-item=hand_over] + .near")
    expect(said).to_have_text("This device could not keep the report. Write it down and send it again.")
    assert page.locator("#note").input_value() == "The stove smokes"


def test_the_door_is_asked_about_when_the_list_is_received(opened):
    page = opened("lists/opening/", **NO_WORKER)
    held = hold_sending(page)
    page.locator("fieldset", has_text="Drinking water").get_by_text("Done").click()
    page.get_by_role("button", name="Keep the answers").click()
    expect(page.locator("[data-receipt=the_list]")).to_have_text(
        re.compile(f"^Opening list: lines answered: 1 – {TOLD}, on its way$")
    )
    expect(page.locator("[data-after]")).to_be_hidden()
    wait_for_one(page, held).continue_()
    expect(page.get_by_text("The list is received. It opens no door: are you open now?")).to_be_visible()
    expect(page.locator("[data-receipt=the_list]")).to_have_text(re.compile(f"{RECEIVED}$"))
    page.unroute("**/keep/reports")
    page.get_by_role("button", name="Yes, open now").click()
    expect(page.locator("[data-after] + .near")).to_have_text(re.compile(f"^Open – .*{RECEIVED}$"))
    assert StatusReport.objects.get().state == "open"


def test_a_list_that_waits_lets_the_door_be_opened_and_is_gone_on_with(opened, point):
    page = opened("lists/opening/")
    wait_until_kept(page)
    page.context.set_offline(True)
    water = page.locator("fieldset", has_text="Drinking water")
    water.get_by_text("Done").click()
    page.get_by_role("button", name="Keep the answers").click()
    waits = page.get_by_text("The list waits on this device and is sent by itself. It opens no door: are you open now?")
    expect(waits).to_be_visible()
    page.reload()
    expect(waits).to_be_visible()
    expect(water.locator("[value=done]")).to_be_checked()
    page.get_by_role("button", name="Yes, open now").click()
    expect(waits).to_be_hidden()
    expect(page.locator("[data-after] + .near")).to_have_text(re.compile(f"^Open – {TOLD}, not yet sent$"))
    go_online(page)
    expect(line(page)).to_have_text(ALL_SENT)
    assert StatusReport.objects.get().state == "open"


def test_a_shift_is_begun_and_ended_with_no_network(opened, keeper, point):
    now = clock.now().replace(second=0, microsecond=0)
    planned(point, now - timedelta(hours=1), now + timedelta(hours=3), users=[keeper.pk])
    page = opened()
    notice = page.locator(".notice", has_text="Your shift")
    page.context.set_offline(True)
    expect(notice.get_by_role("button", name="End the shift")).to_be_hidden()
    notice.get_by_role("button", name="Begin the shift").click()
    expect(notice).to_contain_text(re.compile(f"Begin the shift – {TOLD}, not yet sent"))
    expect(notice.get_by_role("button", name="Begin the shift")).to_be_hidden()
    notice.get_by_role("button", name="End the shift").click()
    expect(notice).to_contain_text(re.compile(f"End the shift – {TOLD}, not yet sent"))
    expect(notice.get_by_role("button")).to_have_count(0)
    go_online(page)
    expect(line(page)).to_have_text(ALL_SENT)
    assert sorted(ShiftStep.objects.values_list("is_end", flat=True)) == [False, True]
