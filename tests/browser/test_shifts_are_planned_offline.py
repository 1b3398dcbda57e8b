"""A shift is planned, begun and changed with no network, outlives the browser, and comes in once."""

import re
from datetime import datetime, timedelta

import pytest
from django.http import QueryDict
from playwright.sync_api import expect

from punkt import clock
from punkt.formats.shift_message import read_shift
from punkt.ids import new_ulid
from punkt.model.items import Item
from punkt_web.accounts.models import User
from punkt_web.common.zones import local_zone
from punkt_web.keeper.item_forms import content_of
from punkt_web.operations.models import Shift, ShiftCancelled, ShiftPerson, ShiftPersonRemoved, ShiftStep
from tests.browser.conftest import (
    ALL_SENT,
    LOOKS,
    FindBarriers,
    OpenPage,
    is_wider_than_screen,
    wait_until_kept,
)
from tests.web.shifts import planned

UNSENT = "planned on this device, not yet sent"


@pytest.fixture
def browse(browse_as, keeper):
    """In a zone far away."""
    return browse_as(keeper, timezone_id="America/New_York")


@pytest.fixture
def now():
    return clock.now().replace(second=0, microsecond=0)


def line(page):
    return page.locator("[data-line-words]")


def plan(page, point, begins_at, ends_at, *, names="", users=()):
    """By the form, and by the clocks of the point."""
    form = page.locator("details", has_text="Plan a shift").last
    form.evaluate("details => (details.open = true)")
    for key, moment in (("begins_at", begins_at), ("ends_at", ends_at)):
        form.locator(f"#{key}").fill(moment.astimezone(local_zone(point.country)).strftime("%Y-%m-%dT%H:%M"))
    for user in users:
        form.locator(f"[name='users[]'][value='{user.pk}']").check()
    form.locator("#names").fill(names)
    form.get_by_role("button", name="Plan it").click()


def at_shifts(page, point):
    page.goto(f"/keep/{point.code}/shifts/")
    page.locator("[data-line]").wait_for()


def card(page, name):
    return page.locator("article", has_text=name)


def test_a_shift_that_is_planned_and_begun_offline_outlives_the_browser_and_comes_in_once(browse, keeper, point, now):
    page = browse()
    at_shifts(page, point)
    wait_until_kept(page)
    page.context.set_offline(True)
    plan(page, point, now - timedelta(minutes=30), now + timedelta(hours=7), names="Olena\n\nIvan", users=[keeper])
    expect(card(page, UNSENT)).to_contain_text("Keeper")
    expect(line(page)).to_have_text("Not yet sent: 1")
    assert "Olena" not in page.locator("[data-log]").inner_text()
    begin = (
        card(page, "Olena").locator("[data-person]", has_text="Keeper").get_by_role("button", name="Begin the shift")
    )
    begin.click()
    expect(line(page)).to_have_text("Not yet sent: 2")
    expect(card(page, "Olena").get_by_role("button", name="End the shift")).to_have_count(1)
    card(page, "Olena").locator("[data-person]", has_text="Ivan").get_by_role("button", name="Begin the shift").click()
    expect(line(page)).to_have_text("Not yet sent: 3")
    assert not Shift.objects.exists()
    page.reload()
    expect(card(page, UNSENT)).to_contain_text(re.compile(r"Begin the shift – told \d\d:\d\d, not yet sent"))
    page.context.close()
    page = browse()
    at_shifts(page, point)
    expect(line(page)).to_have_text(ALL_SENT)
    expect(card(page, UNSENT)).to_have_count(0)
    expect(card(page, "Ivan")).to_have_count(1)
    expect(card(page, "Ivan").get_by_text("began at")).to_have_count(2)
    shift = Shift.objects.get()
    assert (shift.begins_at, shift.ends_at) == (now - timedelta(minutes=30), now + timedelta(hours=7))
    begun = ShiftPerson.objects.filter(pk__in=ShiftStep.objects.values("person_ulid"))
    assert {(one.name, one.user) for one in begun} == {("", keeper), ("Ivan", None)}
    assert ShiftPerson.objects.count() == 3
    kept = page.evaluate(
        "async () => JSON.stringify(await (await (await import('/static/keep/queue.js')).Queue.open()).all())"
    )
    assert "begins_at" in kept
    assert "Olena" not in kept


def test_what_was_planned_is_cancelled_and_somebody_taken_out_with_no_network(open_page: OpenPage, keeper, point, now):
    kept_shift = planned(point, now, now + timedelta(hours=8), names="Olena\nIvan")
    page = open_page(f"/keep/{point.code}/shifts/", user=keeper, may_fail=True)
    page.locator("[data-line]").wait_for()
    wait_until_kept(page)
    page.context.set_offline(True)
    ivan = card(page, "Olena").locator(".row", has_text="Ivan")
    ivan.get_by_text("Take out", exact=True).click()
    ivan.get_by_role("button", name="Yes, take out").click()
    expect(ivan).to_contain_text(re.compile(r"Taken out of a shift – told \d\d:\d\d, not yet sent"))
    expect(ivan.get_by_text("Take out", exact=True)).to_be_hidden()
    plan(page, point, now + timedelta(hours=30), now + timedelta(hours=31), names="Petro")
    new = card(page, UNSENT)
    expect(new.get_by_role("button", name="Begin the shift")).to_be_hidden()
    new.get_by_text("Cancel the shift", exact=True).click()
    new.get_by_role("button", name="Yes, cancel it").click()
    expect(new).to_contain_text(re.compile(r"Shift cancelled – told \d\d:\d\d, not yet sent"))
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(line(page)).to_have_text(ALL_SENT)
    expect(card(page, UNSENT)).to_have_count(0)
    assert ShiftPersonRemoved.objects.get().person_ulid == ShiftPerson.objects.get(name="Ivan").ulid
    assert ShiftCancelled.objects.get().shift_ulid == Shift.objects.exclude(pk=kept_shift.ulid).get().ulid


def test_a_shift_that_cannot_be_stays_with_its_reason(open_page: OpenPage, keeper, point, now):
    page = open_page(f"/keep/{point.code}/shifts/", user=keeper)
    page.locator("[data-line]").wait_for()
    plan(page, point, now, now - timedelta(hours=1), names="Olena")
    expect(page.locator("[data-receipt=plan]")).to_contain_text("not taken: A shift ends after it begins.")
    expect(card(page, UNSENT)).to_have_count(0)
    assert not Shift.objects.exists()


def test_with_a_network_a_shift_stands_on_the_page_at_once(open_page: OpenPage, keeper, point, now):
    page = open_page(f"/keep/{point.code}/shifts/", user=keeper)
    page.locator("[data-line]").wait_for()
    plan(page, point, now, now + timedelta(hours=2), names="Olena")
    expect(card(page, "Olena")).to_contain_text("now")
    expect(card(page, UNSENT)).to_have_count(0)
    assert Shift.objects.count() == 1


def test_without_scripts_it_is_a_form(open_page: OpenPage, keeper, point, now):
    page = open_page(f"/keep/{point.code}/shifts/", user=keeper, javascript=False, timezone_id="Asia/Tokyo")
    moment = now.astimezone(local_zone(point.country))
    for key, hours in (("begins_at", 0), ("ends_at", 8)):
        page.locator(f"#{key}").fill((moment + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M"))
    page.locator("#names").fill("Olena\nIvan")
    page.get_by_role("button", name="Plan it").click()
    page.get_by_text("Received.", exact=True).wait_for()
    assert Shift.objects.get().begins_at == now
    row = card(page, "Olena").locator(".row", has_text="Ivan")
    row.get_by_text("Take out", exact=True).click()
    row.get_by_role("button", name="Yes, take out").click()
    page.get_by_text("Received.", exact=True).wait_for()
    page.get_by_text("Cancel the shift", exact=True).click()
    page.get_by_role("button", name="Yes, cancel it").click()
    page.get_by_text("No shifts are planned.").wait_for()


PEOPLE = [
    {"names": "Olena\r\nIvan"},
    {"users": ["17", "3"], "names": "\nOlena \n\n Ivan\r"},
    {"users": "17"},
    {"users": [5], "names": "  "},
    {},
]


def test_python_and_the_browser_number_people_alike(open_page: OpenPage, keeper, point, now):
    page = open_page(f"/keep/{point.code}/shifts/", user=keeper)
    span = {"begins_at": now.isoformat(), "ends_at": (now + timedelta(hours=1)).isoformat()}
    for ulid in (new_ulid(), "01ARZ3NDEKTSV4RRFFQ69G5FAZ", "01ARZ3NDEKTSV4RZZZZZZZZZZZ"):
        for told in PEOPLE:
            plan = read_shift(Item("shift", ulid, point.code, now, {**span, **told}))
            numbered = page.evaluate(
                "async (message) => (await import('/static/keep/roster.js')).peopleOf(message)", {"id": ulid, **told}
            )
            assert [(one["ulid"], one.get("name", one.get("user"))) for one in numbered] == [
                (one.ulid, one.name or str(one.user)) for one in plan.people
            ]


@pytest.mark.parametrize("seen", list(zip(["uk", "en", "et", "sv"], LOOKS, strict=True)))
def test_everybody_can_use_it(open_page: OpenPage, find_barriers: FindBarriers, keeper, point, seen):
    now, (language, (width, scheme)) = clock.now(), seen
    User.objects.filter(pk=keeper.pk).update(name="Олександра-Єлизавета Непийпиво-Задунайська")
    planned(point, now, now + timedelta(hours=8), users=[keeper.pk], names="Olena", n_needed=3)
    page = open_page(
        f"/keep/{point.code}/shifts/", user=keeper, may_fail=True, language=language, width=width, color_scheme=scheme
    )
    page.locator("[data-line]").wait_for()
    wait_until_kept(page)
    page.context.set_offline(True)
    page.locator("#plan").evaluate("form => (form.closest('details').open = true)")
    page.locator("#begins_at").fill("2030-01-15T08:00")
    page.locator("#ends_at").fill("2030-01-15T16:00")
    page.locator("[name='users[]']").check()
    page.locator("#plan .main").click()
    page.locator("[data-planned]").wait_for()
    for details in page.locator("details").all():
        details.evaluate("details => (details.open = true)")
    assert find_barriers(page) == []
    assert not is_wider_than_screen(page)


def test_a_point_in_one_zone_and_a_device_in_another_agree_in_every_hour(open_page: OpenPage, keeper, point):
    """Also in the nights in which clocks are changed: of an hour that is shown twice the first."""
    page = open_page(f"/keep/{point.code}/shifts/", user=keeper, timezone_id="America/St_Johns")
    page.locator("[data-line]").wait_for()
    zone = local_zone(point.country)
    typed = [
        f"2026-{day}T{hour:02}:{minute:02}"
        for day in ("01-15", "03-28", "03-29", "03-30", "07-01", "10-24", "10-25", "10-26")
        for hour in range(24)
        for minute in (0, 30)
    ]
    script = "async (typed) => { const m = await import('/static/keep/clocks.js'); return typed.map(m.momentOf); }"
    moments = [datetime.fromisoformat(one) for one in page.evaluate(script, typed)]
    known = content_of(QueryDict("&".join(f"{place}@={one}" for place, one in enumerate(typed))), zone)
    assert moments == [datetime.fromisoformat(one) for one in known.values()]
    assert page.evaluate(script, ["soon", ""]) == ["soon", ""]
