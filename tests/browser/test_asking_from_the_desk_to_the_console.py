"""Asking points to open, from desk to console: every page fits, shuts nobody out, and says what was not sent."""

import pytest
from playwright.sync_api import expect

from punkt.ids import new_ulid
from punkt.model.activation_words import ActivationMode, ActivationTrigger, ServiceLevel
from punkt.model.vocabulary import EvidenceMethod
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.activations import Terms, activate
from punkt_web.operations.activating.area import Area
from punkt_web.operations.models import Activation, ActivationTask
from punkt_web.registry.actions.points import register_point
from punkt_web.registry.statements import Evidence
from tests.browser.conftest import DESKTOP, LOOKS, FindBarriers, OpenPage, is_wider_than_screen
from tests.conftest import TOWN

ACTOR = Actor("tester@example.org")
LISTED = Evidence("Список громади.xlsx", EvidenceMethod.IMPORTED)
NEW = f"/desk/activations/new?territory={TOWN}"


@pytest.fixture
def point(transactional_db, world):
    name = {"uk": "Пункт незламності № 5, ліцей імені Тараса Шевченка", "en": "Lyceum"}
    return register_point(ACTOR, {"name": name, "territory": world[TOWN], "promised_minutes": 45}, LISTED)


@pytest.fixture
def activation(point, world):
    ulid = new_ulid()
    terms = Terms(ActivationTrigger.OUTAGE_12_H, "Storm over the north", ServiceLevel.DAY, ActivationMode.STANDBY)
    activate(ACTOR, ulid, Area((world[TOWN],)), terms, within=Reach(is_everywhere=True))
    return Activation.objects.get(pk=ulid)


@pytest.mark.parametrize("look", list(zip(["uk", "en", "et", "sv"], LOOKS, strict=True)), ids=str)
def test_every_page_fits_and_shuts_nobody_out(
    open_page: OpenPage, find_barriers: FindBarriers, administrator, activation, look
):
    language, (width, color_scheme) = look
    base, code = f"/desk/activations/{activation.pk}/", activation.tasks.get().point.code
    paths = ["/desk/activations/", base, f"{base}change", f"{base}close", NEW, f"{NEW}&find=ZZ", f"/keep/{code}/"]
    page = open_page("/desk/", width=width, color_scheme=color_scheme, user=administrator, language=language)
    for path in paths:
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))")
        assert find_barriers(page) == [], path
        assert not is_wider_than_screen(page), path
        assert "%(" not in page.inner_text("body"), path


def test_a_coordinator_asks_and_a_keeper_answers(open_page: OpenPage, coordinator, keeper, point):
    desk = open_page(NEW, width=DESKTOP, user=coordinator)
    desk.get_by_label("More than 12 hours").check()
    desk.get_by_label("What happened").fill("Storm over the north")
    desk.get_by_label("A warm place for the day").check()
    desk.get_by_label("Open day and night").check()
    desk.get_by_role("button", name="See how many points that is").click()
    expect(desk.get_by_role("status").filter(has_text="1 point will be asked")).to_be_visible()
    desk.get_by_role("button", name="Ask them to open").click()
    expect(desk.get_by_text("Asked, no answer").first).to_be_visible()
    console = open_page(f"/keep/{point.code}/", user=keeper)
    console.get_by_role("button", name="We are on it").click()
    expect(console.get_by_text("You answered “We are on it”")).to_be_visible()
    assert ActivationTask.objects.get().answer == "confirmed"
    desk.reload()
    expect(desk.get_by_text("On it").first).to_be_visible()


def test_an_answer_without_a_network_is_said_to_be_unsent_and_keeps_what_was_written(
    open_page: OpenPage, keeper, activation, point
):
    page = open_page(f"/keep/{point.code}/", user=keeper, may_fail=True)
    page.get_by_text("We cannot, or more about it").click()
    page.get_by_label("A word to the coordinator").fill("no fuel")
    page.context.set_offline(True)
    page.get_by_role("button", name="We cannot", exact=True).click()
    expect(page.locator("[data-unsent]")).to_be_visible()
    expect(page.locator("[data-sending]")).to_be_hidden()
    assert page.get_by_label("A word to the coordinator").input_value() == "no fuel"
    page.context.set_offline(False)
    page.get_by_role("button", name="We cannot", exact=True).click()
    expect(page.get_by_text("You answered “We cannot”")).to_be_visible()
    task = ActivationTask.objects.get()
    assert (task.answer, task.note) == ("cannot", "no fuel")


def test_an_answer_is_said_to_be_on_its_way_until_it_is_there(open_page: OpenPage, keeper, activation, point):
    page = open_page(f"/keep/{point.code}/", user=keeper, service_workers="block")  # which Playwright cannot hold
    held = []

    def hold(route):
        held.append(route)

    page.route("**/tasks/*", hold)
    page.get_by_role("button", name="We are ready").click()
    expect(page.locator("[data-sending]")).to_have_text("on its way")
    expect(page.locator("[data-sending]")).to_be_visible()
    held[0].continue_()
    expect(page.get_by_text("You answered “We are ready”")).to_be_visible()


def test_a_keeper_answers_without_scripts(open_page: OpenPage, keeper, activation, point):
    page = open_page(f"/keep/{point.code}/", user=keeper, javascript=False)
    page.get_by_role("button", name="We are ready").click()
    expect(page.get_by_text("Your answer is at the coordinator")).to_be_visible()
    assert ActivationTask.objects.get().answer == "ready"
