"""An inspection is answered with no network, outlives the browser, and comes in once: the sheet, and each photo."""

import re
from contextlib import suppress
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import expect

from punkt import clock
from punkt_web.accounts.models import Membership, User
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.readiness.actions.inspections import Asking, ask_inspections
from punkt_web.readiness.models import InspectionPhoto, InspectionSheet
from tests.browser.conftest import (
    ALL_SENT,
    LOOKS,
    FindBarriers,
    OpenPage,
    _session_of,
    is_wider_than_screen,
    wait_until_kept,
)

ANYWHERE = Reach(is_everywhere=True)
MOST_ON_THE_WAY = 500_000
"""Bytes that a proxy takes."""
PUT_PHOTO = """async (jpeg) => {
  const { Queue } = await import("/static/keep/queue.js");
  const { message } = await import("/static/keep/message.js");
  const { code, who } = document.querySelector("[data-line]").dataset;
  const { inspection } = document.querySelector("#inspection").dataset;
  const content = { inspection, line: "power.lighting", jpeg };
  await (await Queue.open()).add(message("inspection_photo", code, content), who, null);
}"""
N_PICTURES = """async () => {
  const { Queue } = await import("/static/keep/queue.js");
  return (await (await Queue.open()).all()).filter(({ message }) => message.jpeg).length;
}"""
LIGHTING, GENERATORS = "power.lighting", "power.n_generators"


def inspector_at(point, name: str, role: str = "inspector") -> User:
    user = User.objects.create_user(f"{name}@example.org", "sõna-слово-42-ord", name=name.title())
    Membership.objects.create(user=user, role=role, scope="point", scope_code=point.code)
    return user


@pytest.fixture
def inspector(point) -> User:
    return inspector_at(point, "inspector")


@pytest.fixture
def inspection(point, inspector):
    asking = Asking(inspector, (clock.now() + timedelta(days=9)).date())
    (made,) = ask_inspections(Actor("coordinator@example.org"), [point], asking, within=ANYWHERE)
    return made


@pytest.fixture
def address(inspection, point) -> str:
    return f"/keep/{point.code}/inspection/"


@pytest.fixture
def browse(browse_as, inspector):
    """Says yes to what the page asks."""
    opening = browse_as(inspector, timeout_ms=30_000)

    def browse_and_agree():
        page = opening()
        page.on("dialog", lambda dialog: dialog.accept())
        return page

    return browse_and_agree


def picture(width: int = 2400, height: int = 1800, colour: str = "navy") -> dict:
    out = BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "JPEG")
    return {"name": "lamp.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def picture_size(photo: InspectionPhoto) -> tuple[int, int]:
    with photo.image.open() as file, Image.open(file) as kept:
        return kept.size


def ready(page):
    page.locator("[data-line]").wait_for()
    expect(page.locator("[data-progress]")).to_contain_text("Answered")
    return page


def line(page, key):
    return page.locator(f"[data-key='{key}']")


def answer(page, key, words):
    line(page, key).locator("label", has_text=re.compile(f"^ *{words}$")).click()


def take_photo(page, key, taken=None):
    line(page, key).locator("summary").click()
    line(page, key).locator("[type=file]").set_input_files(taken or picture())


def status(page):
    return page.locator("[data-line-words]")


def hand_in(page):
    page.get_by_role("button", name="Hand in").click()


def hand_in_again(page):
    """A tap while the one before is still being kept says nothing more: so several, until one is answered."""
    for _tap in range(8):
        hand_in(page)
        with suppress(AssertionError):
            expect(page.locator("[data-handed]")).to_have_text("This was sent already, just as it is.", timeout=2_000)
            return
    pytest.fail("Nobody said that it was sent already.")


def test_what_was_answered_offline_outlives_the_browser_and_comes_in_once(browse, inspection, address, inspector):
    page = browse()
    page.goto("/keep/inspections/")
    page.locator("[data-line]").wait_for()
    wait_until_kept(page, "inspection/")
    page.context.set_offline(True)
    page.locator("a[data-offline]").click()
    ready(page)
    answer(page, LIGHTING, "No")
    line(page, GENERATORS).locator("[name^='value:']").fill("2")
    take_photo(page, LIGHTING)
    line(page, LIGHTING).locator("textarea").fill("two lamps are broken")
    expect(status(page)).to_have_text("Not yet sent: 1")
    expect(page.locator("[data-handed]")).to_have_text("Kept on this device, not sent yet")
    page.context.close()

    page = browse()
    page.context.set_offline(True)
    page.goto(address)
    ready(page)
    expect(page.locator("[data-progress]")).to_contain_text("Answered: 2 of")
    assert line(page, LIGHTING).locator("[value=no]").is_checked()
    assert line(page, LIGHTING).locator("textarea").input_value() == "two lamps are broken"
    expect(line(page, LIGHTING).locator("[data-shots] img")).to_have_count(1)
    take_photo(page, GENERATORS, picture(colour="green"))
    expect(status(page)).to_have_text("Not yet sent: 2")
    page.get_by_role("button", name="Hand in").dblclick()
    expect(status(page)).to_have_text("Not yet sent: 3")
    hand_in_again(page)
    assert not InspectionSheet.objects.exists()

    page.context.set_offline(False)
    expect(page.locator("[data-log] li", has_text=re.compile("received"))).to_have_count(3)
    expect(status(page)).to_have_text(ALL_SENT)
    sheet = InspectionSheet.objects.get()
    assert (sheet.inspection, sheet.author, sheet.is_final) == (inspection, inspector, True)
    told = {one["key"]: (one["answer"], one["value"], one["note"]) for one in sheet.answers}
    assert told == {LIGHTING: ("no", None, "two lamps are broken"), GENERATORS: ("", 2, "")}
    assert sorted(InspectionPhoto.objects.values_list("line_key", flat=True)) == [LIGHTING, GENERATORS]
    assert [picture_size(photo) for photo in InspectionPhoto.objects.all()] == [(1600, 1200)] * 2
    page.reload()
    ready(page)
    expect(page.get_by_text("You handed it in at")).to_be_visible()
    expect(line(page, LIGHTING).get_by_text("1 photo of yours is at the server")).to_be_visible()
    hand_in(page)
    expect(page.locator("[data-handed]")).to_have_text("This was sent already, just as it is.")
    assert (InspectionSheet.objects.count(), InspectionPhoto.objects.count()) == (1, 2)


def test_a_part_is_sent_before_and_changed_answers_are_handed_in(open_page: OpenPage, address, inspector):
    page = ready(open_page(address, user=inspector))
    page.on("dialog", lambda dialog: dialog.accept())
    answer(page, LIGHTING, "Not seen")
    page.get_by_role("button", name="Send what is there so far").click()
    expect(status(page)).to_have_text(ALL_SENT)
    assert not InspectionSheet.objects.get().is_final
    page.reload()
    ready(page)
    expect(page.get_by_text("You sent a part at")).to_be_visible()
    assert line(page, LIGHTING).locator("[value=not_seen]").is_checked()
    answer(page, LIGHTING, "Yes")
    hand_in(page)
    expect(page.locator("[data-handed]")).to_contain_text("received")
    final = InspectionSheet.objects.get(is_final=True)
    assert [(one["key"], one["answer"]) for one in final.answers] == [(LIGHTING, "yes")]


def test_what_cannot_be_is_not_kept_as_an_answer(open_page: OpenPage, address, inspector):
    page = ready(open_page(address, user=inspector))
    hand_in(page)
    expect(page.locator("[data-handed]")).to_have_text("No line is answered yet.")
    lamp = line(page, LIGHTING)
    lamp.locator("summary").click()
    lamp.locator("textarea").fill("dark")
    expect(lamp.get_by_text("Choose an answer as well")).to_be_visible()
    answer(page, LIGHTING, "No")
    expect(lamp.get_by_text("Choose an answer as well")).to_be_hidden()
    answer(page, LIGHTING, "No")  # chosen again it is taken back
    assert not lamp.locator("[value=no]").is_checked()
    count = line(page, GENERATORS)
    count.locator("[name^='value:']").fill("2")
    count.get_by_text("Not seen").click()
    assert count.locator("[name^='value:']").input_value() == ""
    expect(page.locator("[data-progress]")).to_contain_text("Answered: 1 of")
    lamp.locator("[type=file]").set_input_files({"name": "x.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"})
    expect(lamp.get_by_text("This picture cannot be read.")).to_be_visible()
    expect(status(page)).to_have_text("Nothing waits to be sent")


def test_two_tabs_of_one_inspection_tell_each_other(open_page: OpenPage, address, inspector):
    page = ready(open_page(address, user=inspector))
    other = page.context.new_page()
    other.goto(address)
    ready(other)
    answer(page, LIGHTING, "No")
    expect(other.locator("[data-progress]")).to_contain_text("Answered: 1 of")
    answer(other, "power.inlet_ready", "Yes")
    expect(page.locator("[data-progress]")).to_contain_text("Answered: 2 of")


def test_who_lost_the_right_keeps_the_answers_and_reads_why(open_page: OpenPage, address, inspector, point):
    page = ready(open_page(address, user=inspector, may_fail=True))
    page.on("dialog", lambda dialog: dialog.accept())
    page.context.set_offline(True)
    answer(page, LIGHTING, "No")
    take_photo(page, LIGHTING)
    hand_in(page)
    expect(status(page)).to_have_text("Not yet sent: 2")
    inspector.memberships.all().delete()
    page.context.set_offline(False)
    expect(page.locator("[data-problem]")).to_contain_text("You inspect nothing any more.")
    page.goto("/keep/inspections/")
    expect(page.locator("[data-problem]")).to_contain_text("You inspect nothing any more.")
    expect(page.locator("[data-log] li")).to_have_count(2)
    expect(page.locator("[data-leftovers] li")).to_contain_text("answers kept here: 1")
    page.get_by_text("Carry them out by hand").click()
    expect(page.get_by_text("Photos stay on this device")).to_be_visible()
    assert "jpeg" not in page.locator("[data-carried]").text_content()
    Membership.objects.create(user=inspector, role="inspector", scope="point", scope_code=point.code)
    page.reload()
    expect(status(page)).to_have_text(ALL_SENT)
    assert (InspectionSheet.objects.count(), InspectionPhoto.objects.count()) == (1, 1)


def test_what_is_refused_stays_with_its_reason(open_page: OpenPage, address, inspector, inspection):
    page = ready(open_page(address, user=inspector, may_fail=True))
    page.on("dialog", lambda dialog: dialog.accept())
    page.context.set_offline(True)
    answer(page, LIGHTING, "No")
    take_photo(page, LIGHTING)
    hand_in(page)
    expect(status(page)).to_have_text("Not yet sent: 2")
    inspection.cancelled_at, inspection.cancelled_why = clock.now(), "The point moved"
    inspection.save()
    page.context.set_offline(False)
    expect(status(page)).to_have_text("Refused: 2")
    expect(line(page, LIGHTING).locator("[data-shots]")).to_contain_text("This inspection was cancelled")
    page.reload()
    expect(page.get_by_text("No inspection of this point is open")).to_be_visible()
    expect(page.locator("[data-log] li", has_text="This inspection was cancelled")).to_have_count(2)
    page.goto("/keep/inspections/")
    expect(page.locator("[data-leftovers] li")).to_have_count(1)
    page.get_by_role("button", name="Delete them from this device").click()
    expect(page.locator("[data-leftovers] li")).to_have_count(0)
    expect(page.locator("[data-log] li")).to_have_count(2)


def test_two_inspectors_at_once_are_both_kept(open_page: OpenPage, address, inspector, point):
    for user, words in ((inspector, "Yes"), (inspector_at(point, "second"), "No")):
        page = ready(open_page(address, user=user))
        page.on("dialog", lambda dialog: dialog.accept())
        assert not line(page, LIGHTING).locator(":checked").count()
        answer(page, LIGHTING, words)
        hand_in(page)
        expect(status(page)).to_have_text(ALL_SENT)
    expect(page.get_by_text("Inspector is asked to do it")).to_be_visible()
    told = {sheet.author_name: sheet.answers[0]["answer"] for sheet in InspectionSheet.objects.all()}
    assert told == {"inspector@example.org": "yes", "second@example.org": "no"}


def test_who_signs_in_next_on_the_device_sees_nothing_of_the_first(
    open_page: OpenPage, address, inspector, point, live_server
):
    page = ready(open_page(address, user=inspector, may_fail=True))
    wait_until_kept(page)
    page.context.set_offline(True)
    answer(page, LIGHTING, "No")
    line(page, LIGHTING).locator("summary").click()
    line(page, LIGHTING).locator("textarea").fill("secret words")
    take_photo(page, GENERATORS)
    expect(status(page)).to_have_text("Not yet sent: 1")
    expect(page.locator("[data-handed]")).to_have_text("Kept on this device, not sent yet")
    second = inspector_at(point, "second")
    page.context.add_cookies([_session_of(second, live_server.url)])
    page.context.set_offline(False)
    page.goto("/keep/inspections/")
    expect(status(page)).to_have_text(re.compile("^Reports of somebody else .*: 1$"))
    assert page.locator("[data-leftovers] li").count() == 0
    assert not InspectionPhoto.objects.exists()
    wait_until_kept(page)
    page.context.set_offline(True)
    with pytest.raises(PlaywrightError, match="ERR_"):
        page.goto(address)  # the page that was kept for the first is gone
    page.context.set_offline(False)
    page.goto(address)
    ready(page)
    assert not line(page, LIGHTING).locator(":checked").count()
    assert line(page, LIGHTING).locator("textarea").input_value() == ""
    assert "secret words" not in page.content()
    expect(page.locator("[data-shots] li")).to_have_count(0)
    page.context.add_cookies([_session_of(inspector, live_server.url)])
    page.goto(address)
    ready(page)
    assert line(page, LIGHTING).locator("textarea").input_value() == "secret words"
    expect(status(page)).to_have_text(ALL_SENT)
    assert InspectionPhoto.objects.get().author == inspector


def test_words_go_before_photos_and_one_that_is_too_large_stops_no_other(open_page: OpenPage, address, inspector):
    page = ready(open_page(address, user=inspector, may_fail=True))
    page.on("dialog", lambda dialog: dialog.accept())
    sent = []

    def take(route):
        sent.append(route.request.post_data or "")
        if len(sent[-1]) > MOST_ON_THE_WAY:
            route.fulfill(status=413, content_type="text/html", body="Request Entity Too Large")
        else:
            route.continue_()

    page.context.set_offline(True)
    for n_letters in (MOST_ON_THE_WAY, 1_000, MOST_ON_THE_WAY):
        page.evaluate(PUT_PHOTO, "A" * n_letters)
    answer(page, LIGHTING, "No")
    hand_in(page)
    expect(status(page)).to_have_text("Not yet sent: 4")
    page.route("**/keep/reports", take)
    page.context.set_offline(False)
    expect(status(page)).to_have_text("Refused: 3")
    expect(page.locator("[data-log] li", has_text="It is too large to be sent.")).to_have_count(2)
    expect(page.locator("[data-log] li", has_text="This file cannot be read as a picture.")).to_have_count(1)
    assert InspectionSheet.objects.get().is_final
    assert sent[0].index('"kind":"inspection"') < sent[0].index('"kind":"inspection_photo"')
    assert max(map(len, sent)) < 900_000
    assert page.evaluate(N_PICTURES) == 3


def test_without_scripts_it_is_a_form_with_photos(open_page: OpenPage, address, inspector):
    page = open_page(address, user=inspector, javascript=False, may_fail=True)
    answer(page, LIGHTING, "No")
    take_photo(page, LIGHTING)
    line(page, GENERATORS).locator("[name^='value:']").fill("many")
    hand_in(page)
    expect(page.get_by_role("alert")).to_contain_text("Generators: ")
    assert line(page, LIGHTING).locator("[value=no]").is_checked()
    assert not InspectionSheet.objects.exists()
    line(page, GENERATORS).locator("[name^='value:']").fill("3")
    hand_in(page)
    expect(page.get_by_text("Handed in: somebody else signs it now.")).to_be_visible()
    assert InspectionSheet.objects.get().is_final
    assert InspectionPhoto.objects.get().line_key == LIGHTING


@pytest.mark.parametrize(("language", "look"), list(zip(["uk", "en", "et", "sv"], LOOKS, strict=True)))
def test_everybody_can_use_it(open_page: OpenPage, find_barriers: FindBarriers, inspection, language, look):
    page = open_page(
        "/keep/inspections/", user=inspection.inspector, language=language, width=look[0], color_scheme=look[1]
    )
    page.locator("[data-line]").wait_for()
    assert find_barriers(page) == []
    assert not is_wider_than_screen(page)
    page.locator("a[data-offline]").click()
    page.locator("[data-line]").wait_for()
    line(page, LIGHTING).locator("label").nth(1).click()
    for details in page.locator("details").all()[:4]:
        details.evaluate("details => (details.open = true)")
    assert find_barriers(page) == []
    assert not is_wider_than_screen(page)


# Numbers that cannot be

PUT_SHEET = """async (answers) => {
  const { Queue } = await import("/static/keep/queue.js");
  const { message } = await import("/static/keep/message.js");
  const { code, who } = document.querySelector("[data-line]").dataset;
  const { inspection } = document.querySelector("#inspection").dataset;
  await (await Queue.open()).add(message("inspection", code, { inspection, answers, final: false }), who, null);
}"""
N_KEPT = """async () => {
  const { Queue } = await import("/static/keep/queue.js");
  return (await (await Queue.open()).all()).length;
}"""


@pytest.mark.parametrize("written", ["abc", "-1", "2,5", "51"])
def test_a_number_that_cannot_be_is_said_at_its_line_before_anything_waits(browse, inspection, address, written):
    page = browse()
    page.goto(address)
    ready(page)
    page.context.set_offline(True)
    line(page, GENERATORS).locator("[name^='value:']").fill(written)
    hand_in(page)
    expect(line(page, GENERATORS).get_by_text("Generators: a whole number from 0 to 50")).to_be_visible()
    expect(line(page, GENERATORS).locator("[name^='value:']")).to_be_focused()
    assert page.evaluate(N_KEPT) == 0
    line(page, GENERATORS).locator("[name^='value:']").fill("2")
    hand_in(page)
    expect(page.locator("[data-handed]")).to_contain_text("not yet sent")
    assert page.evaluate(N_KEPT) == 1


def test_a_refused_sheet_says_the_name_of_the_field_and_is_put_right(browse, inspection, address):
    page = browse()
    page.goto(address)
    ready(page)
    page.evaluate(PUT_SHEET, [{"key": GENERATORS, "value": "abc"}, {"key": LIGHTING, "answer": "yes"}])
    page.reload()
    expect(status(page)).to_have_text("Refused: 1", timeout=30_000)
    log = page.locator("[data-log]")
    expect(log).to_contain_text("Generators: 'abc' is not a number.")
    expect(log).not_to_contain_text(GENERATORS)
    log.get_by_role("button", name="Correct it").click()
    value = line(page, GENERATORS).locator("[name^='value:']")
    expect(value).to_be_focused(timeout=30_000)
    assert value.input_value() == "abc"
    expect(line(page, LIGHTING).locator("[value=yes]")).to_be_checked()
    value.fill("3")
    hand_in(page)
    expect(status(page)).to_have_text(ALL_SENT, timeout=30_000)
    assert {one["key"]: one["value"] or one["answer"] for one in InspectionSheet.objects.get().answers} == {
        GENERATORS: 3,
        LIGHTING: "yes",
    }


def test_under_each_title_stands_what_it_rests_on_and_what_is_asked(browse, inspection, address):
    page = browse()
    page.goto(address)
    ready(page)
    sockets = line(page, "power.n_sockets")
    expect(sockets.get_by_text("Law · at least 50 pcs")).to_be_visible()
    expect(sockets.get_by_text("Why it is looked at:")).to_be_visible()
