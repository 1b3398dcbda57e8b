"""Reports made with no network are kept, outlive the browser, and come in once each; nothing unacknowledged is lost."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from punkt import clock
from punkt.ids import new_ulid
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import PointState, ReportChannel
from punkt_web.accounts.models import Membership
from punkt_web.common.audit import Actor
from punkt_web.keeper import receiving
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.models import CurrentStatus, StatusReport
from tests.browser.conftest import (
    ALL_SENT,
    LOOKS,
    FindBarriers,
    OpenPage,
    _session_of,
    is_wider_than_screen,
    wait_until_kept,
)


@pytest.fixture
def console(open_page: OpenPage, keeper, point):
    """The console, opened once with a network, so that the browser keeps it."""

    def opening(**options):
        page = open_page(f"/keep/{point.code}/", user=keeper, may_fail=True, **options)
        page.locator("[data-line]").wait_for()
        wait_until_kept(page)
        return page

    return opening


def tap(page, state):
    page.locator(f".big[name=state][value={state}]").click()


def line(page):
    return page.locator("[data-line-words]")


def received_are(page, n_reports):
    """Waits until that many reports have a receipt, and none is without."""
    expect(page.locator("[data-log] li", has_text=re.compile("received"))).to_have_count(n_reports)
    expect(line(page)).to_have_text(ALL_SENT)


@pytest.mark.parametrize(("language", "look"), list(zip(["uk", "en", "et", "sv"], LOOKS, strict=True)))
def test_everybody_can_use_it(console, find_barriers: FindBarriers, language, look):
    page = console(language=language, width=look[0], color_scheme=look[1])
    tap(page, "open")
    page.locator("[data-log] li").wait_for()
    for details in page.locator("details").all():
        details.evaluate("details => (details.open = true)")
    assert find_barriers(page) == []
    assert not is_wider_than_screen(page)


def test_two_taps_say_that_it_is_open_and_how_many_are_there(console, point):
    page = console()
    page.get_by_role("button", name="+10 people").click()
    tap(page, "open")
    received_are(page, 1)
    expect(page.locator("[data-log] li")).to_contain_text("Open; People now: 10")
    report = StatusReport.objects.get()
    assert (report.point, report.state, report.headcount) == (point, "open", 10)
    assert (report.channel, report.bearer) == ("keeper", "console")
    page.get_by_role("button", name="Still open").click()
    received_are(page, 2)
    page.get_by_role("button", name="+1 person").click()
    assert page.locator("#id_headcount").input_value() == "11"


def test_an_hour_without_a_network_comes_in_once_each(console, point):
    """The browser is closed and opened again meanwhile."""
    page = console()
    page.clock.install()
    page.context.set_offline(True)
    for state, heads in (("open", 5), ("open", 12), ("full", 60)):
        page.locator("#id_headcount").fill(str(heads))
        tap(page, state)
        page.clock.fast_forward("00:20:00")
    expect(line(page)).to_have_text("Not yet sent: 3")
    page.get_by_text("No network: reports are kept here and sent by themselves.").wait_for()
    assert not StatusReport.objects.exists()
    address = page.url
    context = page.context
    page.close()
    page = context.new_page()
    page.goto(address)
    expect(line(page)).to_have_text("Not yet sent: 3")
    expect(page.get_by_role("button", name="Still full")).to_be_visible()
    context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    received_are(page, 3)
    assert sorted(StatusReport.objects.values_list("headcount", flat=True)) == [5, 12, 60]
    assert CurrentStatus.objects.get(point=point).state == "full"


def test_the_queue_outlives_the_browser(browse_again, point):
    page = browse_again()
    page.goto(f"/keep/{point.code}/")
    page.locator("[data-line]").wait_for()
    wait_until_kept(page)
    page.context.set_offline(True)
    tap(page, "open")
    expect(line(page)).to_have_text("Not yet sent: 1")
    page.context.close()
    page = browse_again()
    page.goto(f"/keep/{point.code}/")
    received_are(page, 1)
    assert StatusReport.objects.count() == 1


@pytest.fixture
def browse_again(browse_as, keeper):
    return browse_as(keeper)


def test_what_is_not_acknowledged_is_sent_again_and_counted_once(console, monkeypatch):
    """The server took the report, and its answer was lost on the way."""
    page = console()
    received = receiving.received
    n_lost = []

    def lost(user, body):
        received(user, body)
        n_lost.append(body)
        raise RuntimeError("the link breaks")

    monkeypatch.setattr(receiving, "received", lost)
    page.clock.install()
    page.reload()
    page.locator("[data-line]").wait_for()
    tap(page, "open")
    expect(line(page)).to_have_text("Not yet sent: 1")
    for _attempt in range(100):
        if n_lost:
            break
        page.wait_for_timeout(50)
    monkeypatch.undo()
    page.clock.fast_forward("00:00:21")
    received_are(page, 1)
    assert n_lost
    assert StatusReport.objects.count() == 1


def test_a_report_that_is_refused_stays_until_somebody_looked_at_it(console, point):
    page = console()
    Membership.objects.update(scope_code="K7F-2M3")
    tap(page, "open")
    expect(line(page)).to_have_text("Refused: 1")
    row = page.locator("[data-log] li")
    expect(row).to_contain_text(f"not taken: You report on no point {point.code}.")
    page.goto("about:blank")
    Membership.objects.update(scope_code=point.code)
    page.goto(f"/keep/{point.code}/")
    expect(row).to_have_count(1)
    page.once("dialog", lambda dialog: dialog.dismiss())
    row.get_by_role("button", name="Leave it out").click()
    expect(row).to_have_count(1)
    row.get_by_role("button", name="Send it again").click()
    expect(row).to_contain_text("received")
    assert StatusReport.objects.get().state == "open"
    page.evaluate("""() => new Promise((resolve) => {
      indexedDB.open("punkt-keep").onsuccess = ({ target }) => {
        const store = target.result.transaction("reports", "readwrite").objectStore("reports");
        store.getAll().onsuccess = ({ target: all }) => {
          store.put({ ...all.result[0], receivedAt: undefined, why: "no" }).onsuccess = resolve;
        };
      };
    })""")
    page.reload()
    expect(row.get_by_role("button", name="Send it again")).to_have_count(0)  # no waiting mends it
    page.once("dialog", lambda dialog: dialog.accept())
    row.get_by_role("button", name="Leave it out").click()
    expect(row).to_have_count(0)
    expect(line(page)).to_have_text("Nothing waits to be sent")


def test_who_was_signed_out_loses_nothing(open_page: OpenPage, keeper, point):
    page = open_page(f"/keep/{point.code}/", user=keeper, may_fail=True)
    page.locator("[data-line]").wait_for()
    session = next(cookie for cookie in page.context.cookies() if cookie["name"] == "sessionid")
    page.context.clear_cookies(name="sessionid")
    tap(page, "closed")
    page.get_by_text("Sign in again to send; nothing is lost.").wait_for()
    expect(line(page)).to_have_text("Not yet sent: 1")
    page.context.add_cookies([session])
    page.evaluate("dispatchEvent(new Event('online'))")
    received_are(page, 1)
    assert StatusReport.objects.get().state == "closed"


def test_reports_are_carried_out_as_text(console, keeper, point):
    page = console()
    page.context.set_offline(True)
    tap(page, "open")
    page.get_by_text("Carry them out by hand").click()
    text = page.locator("[data-carried]").inner_text()
    receipts = receiving.carried(keeper, text, new_ulid())
    assert [line.why for line in receipts] == [""]
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    received_are(page, 1)
    assert StatusReport.objects.get().point == point


def test_a_browser_that_keeps_nothing_sends_by_loading_the_page(open_page: OpenPage, keeper, point):
    page = open_page("about:blank", user=keeper)
    page.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined })")
    page.goto(f"/keep/{point.code}/")
    page.locator("[data-tally]").wait_for()
    tap(page, "open")
    page.get_by_text("Received: it is known and shown now.").wait_for()
    assert StatusReport.objects.count() == 1


def test_without_scripts_it_is_a_form(open_page: OpenPage, keeper, point):
    page = open_page(f"/keep/{point.code}/", user=keeper, javascript=False)
    page.locator("#id_headcount").fill("7")
    page.get_by_role("button", name="Full").click()
    page.get_by_text("Received: it is known and shown now.").wait_for()
    assert (StatusReport.objects.get().state, StatusReport.objects.get().headcount) == ("full", 7)


def test_an_answer_that_was_chosen_by_mistake_is_taken_back(console):
    page = console()
    heat = page.locator("fieldset", has_text="Warmth").first
    heat.get_by_text("yes", exact=True).click()
    expect(heat.locator("[value=yes]")).to_be_checked()
    heat.get_by_text("yes", exact=True).click()
    expect(heat.locator("[value=yes]")).not_to_be_checked()
    page.get_by_role("button", name="Send what I entered").click()
    page.get_by_text("Nothing was entered.").wait_for()
    assert not StatusReport.objects.exists()


def test_a_clock_that_is_wrong_is_put_right(open_page: OpenPage, keeper, point):
    page = open_page("about:blank", user=keeper)
    page.clock.install(time=clock.now() - timedelta(hours=5))
    page.goto(f"/keep/{point.code}/")
    page.locator("[data-line]").wait_for()
    tap(page, "open")
    received_are(page, 1)
    report = StatusReport.objects.get()
    way = timedelta(minutes=2)  # that the message may have taken
    assert abs(report.observed_at + way - clock.now()) < timedelta(minutes=1)
    assert abs(report.lag_s - 5 * 3600) < 60


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("field", ["#id_headcount", "#id_note", "#id_fuel_l"])
def test_enter_sends_what_was_entered_and_opens_no_door(open_page: OpenPage, keeper, point, field, javascript):
    page = open_page(f"/keep/{point.code}/", user=keeper, javascript=javascript)
    page.locator("summary", has_text="More").click()
    page.locator(field).fill("12")
    page.keyboard.press("Enter")
    if javascript:
        received_are(page, 1)
    else:
        page.get_by_text("Received: it is known and shown now.").wait_for()
    report = StatusReport.objects.get()
    assert report.state == ""
    assert 12 in {report.headcount, report.fuel_l} or report.note == "12"


def test_the_console_follows_what_was_said_last_by_whomever(console, point):
    page = console()
    page.locator("#id_headcount").fill("40")
    tap(page, "open")
    received_are(page, 1)
    closed = Report(point.pk, clock.now(), ReportChannel.COORDINATOR, ReportContent(PointState.CLOSED, headcount=0))
    receive_report(Actor("coordinator"), closed)
    page.reload()
    expect(page.get_by_role("button", name="Still closed")).to_be_visible()
    page.get_by_role("button", name="+1 person").click()
    assert page.locator("#id_headcount").input_value() == "1"


def test_a_number_that_cannot_be_is_shown_where_it_stands(console):
    page = console()
    more = page.locator("details", has=page.locator("#id_indoor_c"))
    more.evaluate("details => (details.open = true)")
    page.locator("#id_indoor_c").fill("900")
    more.evaluate("details => (details.open = false)")
    tap(page, "open")
    expect(page.locator("#id_indoor_c")).to_be_visible()
    assert not StatusReport.objects.exists()


def test_who_signs_out_takes_the_pages_along_and_leaves_what_waits(console, keeper):
    page = console()
    page.context.set_offline(True)
    tap(page, "open")
    expect(line(page)).to_have_text("Not yet sent: 1")
    page.route("**/keep/reports", lambda route: route.abort())  # before there is a network: it would be sent at once
    page.context.set_offline(False)
    page.goto("/accounts/logout/")
    page.get_by_text("Reports that wait on this device: 1. They are sent when you sign in again.").wait_for()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/")
    kept = page.evaluate("async () => [await caches.has('punkt-keep-pages'), (await indexedDB.databases()).length]")
    assert kept == [False, 1]


def test_a_page_that_is_nobodys_any_more_is_dropped(console, point):
    page = console()
    Membership.objects.update(scope_code="K7F-2M3")
    page.reload()
    for _attempt in range(100):
        if not page.evaluate("async () => (await (await caches.open('punkt-keep-pages')).keys()).length"):
            return
        page.wait_for_timeout(50)
    pytest.fail("The page is still kept.")


def test_a_device_of_two_keeps_their_reports_apart(console, keeper, point, make_person):
    page = console()
    page.context.set_offline(True)
    tap(page, "open")
    expect(line(page)).to_have_text("Not yet sent: 1")
    other = make_person("other", "keeper", "point", point.code)
    page.context.add_cookies([_session_of(other, page.url.split("/keep")[0])])
    page.context.set_offline(False)
    page.get_by_text("Somebody else signed in meanwhile: load this page again.").wait_for()
    assert not StatusReport.objects.exists()
    page.reload()
    expect(line(page)).to_have_text("Reports of somebody else that wait on this device, until they sign in: 1")
    assert page.locator("[data-log] li").count() == 0
    page.context.add_cookies([_session_of(keeper, page.url.split("/keep")[0])])
    page.reload()
    received_are(page, 1)
    assert StatusReport.objects.get().author_name == "keeper@example.org"


def test_a_clock_that_was_ahead_and_was_set_back_speaks_of_no_future(open_page: OpenPage, keeper, point):
    page = open_page("about:blank", user=keeper, may_fail=True)
    page.clock.install(time=clock.now() + timedelta(hours=3))
    page.goto(f"/keep/{point.code}/")
    page.locator("[data-line]").wait_for()
    page.context.set_offline(True)
    tap(page, "open")
    expect(line(page)).to_have_text("Not yet sent: 1")
    page.clock.set_system_time(clock.now())
    page.context.set_offline(False)
    received_are(page, 1)
    assert abs(StatusReport.objects.get().observed_at - clock.now()) < timedelta(minutes=1)


def test_what_cannot_be_kept_stays_in_the_form(console):
    page = console()
    page.evaluate("() => { IDBObjectStore.prototype.add = () => { throw new Error('the disk is full') } }")
    page.locator("#id_headcount").fill("31")
    page.locator("fieldset", has_text="Warmth").first.get_by_text("limited", exact=True).click()
    tap(page, "open")
    page.get_by_text("This device could not keep the report. Write it down and send it again.").wait_for()
    assert page.locator("#id_headcount").input_value() == "31"
    expect(page.locator("[name='service.heat'][value=limited]")).to_be_checked()


def test_who_signs_out_on_a_device_without_a_console_is_told_of_no_reports(open_page: OpenPage, keeper):
    page = open_page("/accounts/logout/", user=keeper)
    page.wait_for_timeout(300)
    assert page.locator(".notice:visible").count() == 0
    assert page.evaluate("async () => (await indexedDB.databases()).length") == 0


def test_far_more_people_than_seats_are_asked_about(console, point):
    point.capacity_seated = 60
    point.save()
    page = console()
    page.locator("#id_headcount").fill("900")
    page.once("dialog", lambda dialog: dialog.dismiss())
    tap(page, "open")
    assert page.locator("#id_headcount").input_value() == "900"
    assert not StatusReport.objects.exists()
    page.once("dialog", lambda dialog: dialog.accept())
    tap(page, "open")
    received_are(page, 1)
    page.locator("#id_headcount").fill("80")  # somebody stands
    tap(page, "open")
    received_are(page, 2)


def test_what_was_told_before_is_not_shown_beside_what_was_just_sent(console):
    page = console()
    page.locator("label", has_text="½").click()
    page.get_by_role("button", name="Send what I entered").click()
    received_are(page, 1)
    for told in page.locator("[data-told-fuel]").all():
        expect(told).to_be_hidden()


def test_what_others_said_is_counted_on_from(console, point):
    """Two at one door, each with a phone: the second goes on from what the first said since this page was opened."""
    page = console()
    page.get_by_role("button", name="+10 people").click()
    tap(page, "open")
    received_are(page, 1)
    other = Report(point.pk, clock.now(), ReportChannel.KEEPER, ReportContent(PointState.FULL, headcount=60))
    receive_report(Actor("other@example.org"), other)
    page.locator("summary", has_text="More").click()
    page.locator("#id_note").fill("stove lit")
    page.get_by_role("button", name="Send what I entered").click()
    received_are(page, 2)
    expect(page.locator("[data-still]")).to_have_text("Still full")
    page.get_by_role("button", name="+1 person").click()
    assert page.locator("#id_headcount").input_value() == "61"


def test_tabs_of_one_console_tell_each_other(console, point):
    first = console()
    second = first.context.new_page()
    second.goto(f"/keep/{point.code}/")
    second.locator("[data-line]").wait_for()
    tap(first, "closed")
    received_are(first, 1)
    expect(second.locator("[data-still]")).to_have_text("Still closed")
    expect(second.locator("[data-log] li")).to_have_count(1)


def test_what_was_said_long_ago_is_not_still_so(console):
    page = console()
    tap(page, "open")
    received_are(page, 1)
    page.clock.install()
    page.reload()
    expect(page.locator("[data-still]")).to_have_text("Still open")
    page.clock.fast_forward("12:00:00")
    expect(page.locator("[data-still]")).to_be_hidden()
    assert page.locator('.big[aria-pressed="true"]').count() == 0
