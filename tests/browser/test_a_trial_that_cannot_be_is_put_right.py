"""A trial of the power whose numbers cannot be is not kept; one that was refused is put right in its own form."""

import pytest
from playwright.sync_api import expect

from punkt_web.operations.models import PowerTrial
from tests.browser.conftest import ALL_SENT, OpenPage

PUT_TRIAL = """async (content) => {
  const { Queue } = await import("/static/keep/queue.js");
  const { message } = await import("/static/keep/message.js");
  const { code, who } = document.querySelector("[data-line]").dataset;
  await (await Queue.open()).add(message("power_trial", code, content), who, null);
}"""
N_KEPT = """async () => {
  const { Queue } = await import("/static/keep/queue.js");
  return (await (await Queue.open()).all()).length;
}"""
TRIAL = {"hours": "3", "load": "usual", "ended": "planned", "fuel_before_l": "10", "fuel_after_l": "20"}
MORE_AFTER = "There cannot be more fuel after it ran than before."


@pytest.fixture
def opened(open_page: OpenPage, keeper, point):
    """A part of the console in one browser."""
    page = open_page("about:blank", user=keeper, may_fail=True)

    def opening(part="power/"):
        page.goto(f"/keep/{point.code}/{part}", timeout=30_000)  # a server that was just started takes its time
        page.locator("[data-line-words]:not(:empty)").wait_for()
        return page

    return opening


def write(page, **numbers):
    form = page.locator("#new_trial")
    form.locator("[name=load]").first.check()
    form.locator("[name=ended]").first.check()
    for name, value in numbers.items():
        form.locator(f"[name={name}]").fill(value)
    return form


def keep(form):
    form.get_by_role("button", name="Keep the trial").click()


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ({"hours": "abc"}, "Tell for how many hours it ran, from 0.1 to 720."),
        ({"hours": "0"}, "Tell for how many hours it ran, from 0.1 to 720."),
        ({"hours": "2", "load_kw": "-3"}, "Load, kW: a number from 0 to 5,000"),
        ({"hours": "2", "fuel_before_l": "10", "fuel_after_l": "20"}, MORE_AFTER),
    ],
)
def test_numbers_that_cannot_be_are_said_at_their_field_offline(opened, numbers, said):
    page = opened()
    page.context.set_offline(True)
    form = write(page, **numbers)
    keep(form)
    expect(form.get_by_text(said)).to_be_visible()
    assert page.evaluate(N_KEPT) == 0


def test_a_decimal_comma_is_a_number(opened):
    page = opened()
    keep(write(page, hours="2,5", fuel_before_l="20,5", fuel_after_l="10"))
    expect(page.locator("[data-line-words]")).to_have_text(ALL_SENT, timeout=30_000)
    made = PowerTrial.objects.get()
    assert (made.hours, made.fuel_before_l) == (2.5, 20.5)


def test_a_refused_trial_is_opened_again_with_what_was_written(opened):
    page = opened()
    page.evaluate(PUT_TRIAL, TRIAL)
    page = opened("")
    words = page.locator("[data-line-words]")
    expect(words).to_contain_text("Refused: 1", timeout=30_000)
    expect(page.locator("[data-log]").get_by_role("button", name="Leave it out")).to_be_visible()
    page.locator("[data-log]").get_by_role("button", name="Correct it").click()
    form = page.locator("#new_trial")
    expect(form.get_by_text(MORE_AFTER)).to_be_visible(timeout=30_000)
    assert form.locator("[name=hours]").input_value() == "3"
    expect(form.locator("[name=load][value=usual]")).to_be_checked()
    expect(page.locator("[data-line-words]")).to_contain_text("Refused: 1")
    form.locator("[name=fuel_after_l]").fill("4")
    keep(form)
    expect(page.locator("[data-line-words]")).to_have_text(ALL_SENT, timeout=30_000)
    assert PowerTrial.objects.get().fuel_after_l == 4
