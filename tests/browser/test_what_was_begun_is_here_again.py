"""What was typed into a form and not sent outlives the page, for the person who typed it and for a day."""

import pytest
from playwright.sync_api import expect

from punkt_web.accounts.models import Membership, User
from punkt_web.operations.models import Incident
from tests.browser.conftest import LOOKS, FindBarriers, OpenPage, _session_of, is_wider_than_screen, wait_until_kept

AGAIN = "What you began is here again."


@pytest.fixture
def opened(open_page: OpenPage, keeper, point):
    """A part of the console in one browser."""
    page = open_page("about:blank", user=keeper, may_fail=True)

    def opening(part=""):
        page.goto(f"/keep/{point.code}/{part}", timeout=30_000)  # a server that was just started takes its time
        page.locator("[data-line-words]:not(:empty)").wait_for()
        return page

    return opening


def begin_incident(page, what="Smoke from the"):
    form = page.locator("#new_incident")
    form.locator("[name=about]").select_option("fire")
    form.get_by_text("Severe").click()
    form.get_by_text("Fire and rescue").click()
    form.locator("[name=what]").fill(what)
    return form


def test_a_half_written_incident_stands_there_again_until_it_is_sent(opened):
    begin_incident(opened("incidents/"))
    form = opened("incidents/").locator("#new_incident")
    expect(form.get_by_text(AGAIN)).to_be_visible()
    assert form.locator("[name=about]").input_value() == "fire"
    expect(form.locator("[value=severe]")).to_be_checked()
    expect(form.locator("[value=rescue]")).to_be_checked()
    expect(form.locator("[value=police]")).not_to_be_checked()
    form.locator("[name=what]").fill("Smoke from the stove")
    form.get_by_role("button", name="Keep the incident").click()
    page = form.page
    expect(page.locator("article", has_text="Smoke from the stove")).to_be_visible()
    assert Incident.objects.get().called == ["rescue"]
    page = opened("incidents/")
    expect(page.get_by_text(AGAIN)).to_have_count(0)
    assert page.locator("#what").input_value() == ""


def test_it_is_cleared_by_one_tap(opened):
    begin_incident(opened("incidents/"))
    page = opened("incidents/")
    page.get_by_role("button", name="Clear it").click()
    for again in range(2):
        expect(page.get_by_text(AGAIN)).to_have_count(0)
        assert page.locator("#what").input_value() == "", again
        expect(page.locator("#new_incident [value=severe]")).not_to_be_checked()
        page = opened("incidents/")


def test_what_was_emptied_again_is_not_kept(opened):
    form = begin_incident(opened("incidents/"))
    form.evaluate("form => { form.reset(); form.what.dispatchEvent(new Event('input', { bubbles: true })); }")
    expect(opened("incidents/").get_by_text(AGAIN)).to_have_count(0)


def test_every_form_keeps_what_is_its_own(opened, keeper):
    page = opened("hand-over/")
    page.locator("#note").fill("The stove smokes")
    page = opened("shifts/")
    page.locator("#begins_at").fill("2030-01-15T08:00")
    page.locator("[name='users[]']").check()
    page.locator("#names").fill("Olena\nIvan")
    page = opened("lists/round/")
    heat = page.locator("fieldset", has_text="temperature was read")
    heat.get_by_text("Not possible", exact=True).click()
    heat.locator("input[type=text]").fill("no thermometer")
    page = opened()
    page.get_by_text("Ask for something").click()
    page.locator("#ask_thing").select_option("fuel.diesel")
    page.locator("#ask_quantity").fill("40")
    page = opened("hand-over/")
    assert page.locator("#note").input_value() == "The stove smokes"
    page = opened("shifts/")
    assert [page.locator(f"#{name}").input_value() for name in ("begins_at", "names", "n_needed")] == [
        "2030-01-15T08:00",
        "Olena\nIvan",
        "1",
    ]
    expect(page.locator("[name='users[]']")).to_be_checked()
    page = opened("lists/round/")
    heat = page.locator("fieldset", has_text="temperature was read")
    assert heat.locator("input[type=text]").input_value() == "no thermometer"
    page.get_by_role("button", name="Keep the answers").click()
    expect(page.get_by_text(AGAIN)).to_have_count(0)
    expect(page.get_by_text("Gone through before")).to_be_visible()
    page = opened()
    expect(page.locator("#ask").get_by_text(AGAIN)).to_be_visible()
    assert [page.locator(f"#ask_{name}").input_value() for name in ("thing", "quantity")] == ["fuel.diesel", "40"]


def test_it_is_there_with_no_network_and_goes_with_what_is_sent(opened, point):
    page = opened("incidents/")
    wait_until_kept(page)
    page.context.set_offline(True)
    begin_incident(page)
    page = opened("incidents/")
    expect(page.get_by_text(AGAIN)).to_be_visible()
    page.get_by_role("button", name="Keep the incident").click()
    expect(page.locator("[data-line-words]")).to_have_text("Not yet sent: 1")
    page = opened("incidents/")
    expect(page.get_by_text(AGAIN)).to_have_count(0)
    page.context.set_offline(False)


def test_nobody_else_on_the_device_sees_it(opened, keeper, point, live_server):
    page = opened("incidents/")
    begin_incident(page)
    other = User.objects.create_user("other@example.org", "sõna-слово-42-ord", name="Other")
    Membership.objects.create(user=other, role="keeper", scope="point", scope_code=point.code)
    page.context.add_cookies([_session_of(other, live_server.url)])
    page = opened("incidents/")
    expect(page.get_by_text(AGAIN)).to_have_count(0)
    assert page.locator("#what").input_value() == ""
    page.context.add_cookies([_session_of(keeper, live_server.url)])
    expect(opened("incidents/").get_by_text(AGAIN)).to_be_visible()


def drafts(page):
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('punkt-keep-draft')).length")


def test_who_signs_out_takes_it_along(opened):
    page = opened("incidents/")
    begin_incident(page)
    assert drafts(page) == 1
    page.goto("/accounts/logout/")
    page.locator("main form button").click()
    page.wait_for_url("**/")
    assert drafts(page) == 0


def test_it_is_dropped_after_a_day(opened):
    page = opened("incidents/")
    begin_incident(page)
    page.evaluate("""() => {
      for (const key of Object.keys(localStorage)) {
        const draft = JSON.parse(localStorage[key]);
        localStorage[key] = JSON.stringify({ ...draft, at: draft.at - 24 * 3_600_000 });
      }
      localStorage["punkt-keep-draft broken"] = "{";
    }""")
    page = opened("incidents/")
    expect(page.get_by_text(AGAIN)).to_have_count(0)
    assert drafts(page) == 0


@pytest.mark.parametrize("seen", list(zip(["uk", "en", "et", "sv"], LOOKS, strict=True)))
def test_everybody_can_use_it(open_page: OpenPage, find_barriers: FindBarriers, keeper, point, seen):
    language, (width, scheme) = seen
    page = open_page(f"/keep/{point.code}/incidents/", user=keeper, language=language, width=width, color_scheme=scheme)
    page.locator("[data-line]").wait_for()
    page.locator("#what").fill("Smoke")
    page.reload()
    page.locator("[data-draft]").wait_for()
    assert find_barriers(page) == []
    assert not is_wider_than_screen(page)
