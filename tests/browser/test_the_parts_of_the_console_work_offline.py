"""Lists, incidents, hand-overs and counted visits outlive the network and the browser, and come in once each."""

import json
import re
from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
import zxingcpp
from django.http import QueryDict
from PIL import Image
from playwright.sync_api import expect

from punkt.formats.carried_pieces import joined, pieces_of, read_piece
from punkt.ids import new_ulid
from punkt_web.accounts.models import Membership, User
from punkt_web.common.zones import local_zone
from punkt_web.keeper.item_forms import content_of
from punkt_web.operations.models import AnsweredList, HandOver, Incident, IncidentNote, StatusReport
from tests.browser.conftest import (
    ALL_SENT,
    LOOKS,
    FindBarriers,
    OpenPage,
    is_wider_than_screen,
    wait_until_kept,
)

PARTS = ("visits/", "lists/", "lists/opening/", "incidents/", "hand-over/", "shifts/", "power/")


def keeper_of(point, email):
    user = User.objects.create_user(email, "sõna-слово-42-ord", name="Keeper")
    Membership.objects.create(user=user, role="keeper", scope="point", scope_code=point.code)
    return user


@pytest.fixture
def keeper(point):
    return keeper_of(point, "keeper@example.org")


@pytest.fixture
def browse(browse_as, keeper):
    return browse_as(keeper)


def line(page):
    return page.locator("[data-line-words]")


def write_incident(page, what):
    form = page.locator("form[data-item=incident]")
    form.locator("[name=about]").select_option("fire")
    form.get_by_text("Severe").click()
    form.locator("[name=what]").fill(what)
    form.get_by_text("Fire and rescue").click()
    form.get_by_role("button", name="Keep the incident").click()


def test_a_list_and_an_incident_made_offline_outlive_the_browser_and_come_in_once(browse, point):
    page = browse()
    page.goto(f"/keep/{point.code}/")
    page.locator("[data-line]").wait_for()
    wait_until_kept(page, "lists/opening/", "incidents/", "hand-over/", "shifts/")
    page.context.set_offline(True)
    page.get_by_role("link", name="Opening list").click()
    page.locator("[data-line]").wait_for()
    water = page.locator("fieldset", has_text="Drinking water")
    water.get_by_text("Done").click()
    page.get_by_role("button", name="Keep the answers").click()
    expect(line(page)).to_have_text("Not yet sent: 1")
    expect(page.get_by_text("The list waits on this device and is sent by itself.")).to_be_visible()
    expect(page.get_by_text("The list is received.")).to_be_hidden()
    page.get_by_role("button", name="Yes, open now").click()
    expect(line(page)).to_have_text("Not yet sent: 2")
    page.goto(f"/keep/{point.code}/incidents/")
    page.locator("[data-line]").wait_for()
    write_incident(page, "Smoke from the stove")
    expect(line(page)).to_have_text("Not yet sent: 3")
    expect(page.locator("[data-log] li").first).to_contain_text("Incident: Fire or smoke: Smoke from the stove")
    assert not Incident.objects.exists()
    page.context.close()
    page = browse()
    page.goto(f"/keep/{point.code}/incidents/")
    expect(page.locator("[data-log] li", has_text=re.compile("received"))).to_have_count(3)
    expect(line(page)).to_have_text(ALL_SENT)
    assert Incident.objects.get().called == ["rescue"]
    assert [one["key"] for one in AnsweredList.objects.get().lines] == ["water"]
    assert StatusReport.objects.get().state == "open"
    page.reload()
    expect(page.get_by_text("Smoke from the stove").first).to_be_visible()
    assert (Incident.objects.count(), AnsweredList.objects.count(), StatusReport.objects.count()) == (1, 1, 1)


def test_with_a_network_a_page_shows_at_once_what_was_sent_from_it(open_page: OpenPage, keeper, point):
    page = open_page(f"/keep/{point.code}/incidents/", user=keeper)
    page.locator("[data-line]").wait_for()
    write_incident(page, "Smoke from the stove")
    card = page.locator("article", has_text="Smoke from the stove")
    card.locator("summary", has_text="Add to it").click()
    card.locator("[name=what]").fill("It is out")
    card.get_by_role("button", name="Add and close").click()
    expect(page.locator("article", has_text="It is out")).to_contain_text("closed")
    assert IncidentNote.objects.get().is_closing


def test_a_hand_over_is_read_in_one_tap(open_page: OpenPage, keeper, point):
    page = open_page(f"/keep/{point.code}/hand-over/", user=keeper)
    page.locator("[data-line]").wait_for()
    page.locator("#note").fill("The stove smokes")
    page.get_by_role("button", name="Hand over").click()
    expect(page.locator("article", has_text="The stove smokes")).to_be_visible()
    page = open_page(f"/keep/{point.code}/", user=keeper_of(point, "who_comes@example.org"))
    page.locator("[data-line]").wait_for()
    page.get_by_role("button", name="I have read it").click()
    expect(page.get_by_text("Handed over to you")).to_be_hidden()
    expect(line(page)).to_have_text(ALL_SENT)
    page.reload()
    assert page.get_by_text("Handed over to you").count() == 0
    assert HandOver.objects.count() == 1


def test_counted_entries_outlive_the_page_and_go_with_the_next_report(open_page: OpenPage, keeper, point):
    page = open_page(f"/keep/{point.code}/", user=keeper)
    for name in ("+10 entries", "+1 entry", "+1 entry", "−1 entry"):
        page.get_by_role("button", name=name).click()
    page.reload()
    page.locator("[data-visits]").wait_for()
    assert page.locator("#id_n_visits").input_value() == "11"
    page.locator(".big[name=state][value=open]").click()
    expect(page.locator("[data-log] li")).to_contain_text("Came in: 11")
    expect(line(page)).to_have_text(ALL_SENT)
    assert page.locator("#id_n_visits").input_value() == ""
    page.reload()
    page.locator("[data-visits]").wait_for()
    assert page.locator("#id_n_visits").input_value() == ""
    report = StatusReport.objects.get()
    assert (report.n_visits, report.headcount, report.state) == (11, None, "open")


@pytest.fixture
def incident(point):
    Incident.objects.create(
        ulid=new_ulid(), point=point, stated_at=point.created_at, observed_at=point.created_at, about="fire",
        received_at=point.created_at, bearer="console", channel="keeper", author_name="a", severity="severe", what="x",
    )  # fmt: skip


@pytest.mark.usefixtures("incident")
@pytest.mark.parametrize("shown", [("uk", *LOOKS[0]), ("en", *LOOKS[3])])
def test_everybody_can_use_the_parts(open_page: OpenPage, keeper, point, find_barriers: FindBarriers, shown):
    language, width, colours = shown
    for part in PARTS:
        page = open_page(
            f"/keep/{point.code}/{part}", user=keeper, language=language, width=width, color_scheme=colours
        )
        page.locator("[data-line]").wait_for()
        for details in page.locator("details").all():
            details.evaluate("details => (details.open = true)")
        assert find_barriers(page) == [], part
        assert not is_wider_than_screen(page), part


def test_what_waits_is_shown_as_codes_that_hold_all_of_it(open_page: OpenPage, keeper, point):
    """A reader of QR codes, made by others, reads them from the screen of a phone."""
    page = open_page(f"/keep/{point.code}/", user=keeper, may_fail=True)
    page.locator("[data-line]").wait_for()
    wait_until_kept(page, f"{point.code}/")
    page.context.set_offline(True)
    page.locator("details", has=page.locator("#id_note")).evaluate("details => (details.open = true)")
    for number in range(6):
        page.locator("#id_note").fill(f"Тепло, {number * 7919}, пальне {number**7}, {new_ulid()}")
        page.get_by_role("button", name="Send what I entered").click()
        expect(line(page)).to_have_text(f"Not yet sent: {number + 1}")
    page.get_by_text("Carry them out by hand").click()
    expect(page.locator("svg.qr").first).to_be_visible()
    carried = page.locator("[data-carried]").text_content()
    pieces = page.evaluate("async (text) => (await import('/static/keep/pieces.js')).piecesOf(text)", carried)
    expect(page.locator("figcaption").last).to_have_text(f"Code {len(pieces)} of {len(pieces)}")
    assert len(pieces) > 1
    assert joined(read_piece(piece) for piece in reversed(pieces)) == carried
    assert [decoded(code.screenshot()) for code in page.locator("svg.qr").all()] == pieces
    page.context.set_offline(False)
    expect(line(page)).to_have_text(ALL_SENT)


def decoded(picture):
    """What a phone's scanner reads from a picture."""
    (code,) = zxingcpp.read_barcodes(Image.open(BytesIO(picture)), formats=zxingcpp.BarcodeFormat.QRCode)
    return code.text


def test_codes_are_scanned_with_the_camera(open_page: OpenPage, keeper, point):
    """A camera and a reader that the test plays."""
    pieces = pieces_of("\n".join(f"{number**9} {new_ulid()}" for number in range(60)))
    assert len(pieces) > 2
    page = open_page("about:blank", user=keeper)
    page.add_init_script(f"""
      const shown = {json.dumps([*pieces[1:], "https://example.org/", *pieces])};
      window.BarcodeDetector = class {{ async detect() {{ return [{{ rawValue: shown.shift() ?? "" }}]; }} }};
      const camera = async () => document.createElement("canvas").captureStream();
      Object.defineProperty(navigator, "mediaDevices", {{ value: {{ getUserMedia: camera }} }});
      HTMLMediaElement.prototype.play = async () => {{}};
    """)
    page.goto("/keep/carried")
    page.get_by_role("button", name="Scan codes with the camera").click()
    expect(page.locator("[data-scan-said]")).to_have_text(f"Read: {len(pieces)} of {len(pieces)}")
    assert sorted(page.locator("#id_text").input_value().split("\n")) == sorted(pieces)


UTC = ZoneInfo("UTC")


def both_read(page, kind):
    """What the browser reads off the form of a kind, and the form as it would be sent."""
    return page.evaluate(
        """async (kind) => {
          const { contentOf } = await import("/static/keep/item_forms.js");
          const form = document.querySelector(`form[data-item=${kind}]`);
          return [contentOf(form), new URLSearchParams(new FormData(form)).toString()];
        }""",
        kind,
    )


def test_python_and_the_browser_read_a_form_alike(open_page: OpenPage, keeper, point):
    page = open_page(f"/keep/{point.code}/lists/round/", user=keeper)
    page.locator("[data-line]").wait_for()
    heat = page.locator("fieldset", has_text="temperature was read")
    heat.get_by_text("Not possible", exact=True).click()
    heat.locator("input[type=text]").fill(" no thermometer ")
    content, sent = both_read(page, "checklist")
    assert content == content_of(QueryDict(sent), UTC)
    assert content["lines"] == {"heat": {"answer": "not_possible", "why": "no thermometer"}}


@pytest.mark.parametrize("device", ["UTC", "America/New_York", "Asia/Tokyo"])
def test_a_moment_is_the_same_with_scripts_and_without_wherever_the_device_is(
    open_page: OpenPage, keeper, point, device
):
    page = open_page(f"/keep/{point.code}/", user=keeper, timezone_id=device)
    page.locator("[data-line]").wait_for()
    page.get_by_text("Ask for something").click()
    page.locator("#ask_thing").select_option("fuel.diesel")
    page.locator("#ask_needed_by").fill("2026-01-15T20:00")
    content, sent = both_read(page, "request")
    known = content_of(QueryDict(sent), local_zone(point.country))
    moments = [datetime.fromisoformat(one.pop("needed_by")) for one in (content, known)]
    assert moments[0] == moments[1] == datetime(2026, 1, 15, 18, tzinfo=UTC)
    assert content == known == {"thing": "fuel.diesel", "urgency": "today"}


def test_the_console_tells_the_time_by_the_clocks_of_the_point(open_page: OpenPage, keeper, point):
    page = open_page(f"/keep/{point.code}/incidents/", user=keeper, timezone_id="Asia/Tokyo")
    page.locator("[data-line]").wait_for()
    write_incident(page, "Smoke from the stove")
    shown = page.locator("article", has_text="Smoke from the stove")
    expect(shown).to_be_visible()
    at = Incident.objects.get().observed_at.astimezone(local_zone(point.country))
    expect(shown).to_contain_text(f"{at:%H:%M}")
    expect(page.locator("[data-log] li")).to_contain_text(f"{at:%H:%M}")
