"""A point is found ready on the day on which its last inspection was signed, where nothing is left to be mended."""

from datetime import timedelta

import pytest

from punkt import clock
from punkt_web.accounts.access import actor
from punkt_web.accounts.roles import Power
from punkt_web.readiness.actions.inspections import Asking, ask_again
from punkt_web.readiness.measured import READY_ON, measured_facts
from punkt_web.registry.models import Point
from punkt_web.registry.queries import reach_now
from tests.web.inspecting import BY_LAW, GOOD, ask, due, hand_in, make_point, signed


@pytest.fixture
def point(world):
    return make_point(**{"power.lighting": "yes"})


def ready_on(point) -> str | None:
    found = measured_facts(Point.objects.all()).get(point.pk, {}).get(READY_ON)
    return None if found is None else str(found.value)


def inspected(point, inspector, coordinator, *answers):
    made = ask(coordinator, inspector, point)[0]
    hand_in(inspector, made, *answers)
    signed(coordinator, made)
    return made


def test_nobody_looked_nobody_knows(point):
    assert ready_on(point) is None


def test_with_nothing_lacking_it_is_the_day_of_signing(point, inspector, coordinator):
    inspected(point, inspector, coordinator, GOOD)
    assert ready_on(point) == clock.now().date().isoformat()


def test_while_something_is_to_be_mended_it_is_not_known(point, inspector, coordinator):
    inspected(point, inspector, coordinator, BY_LAW)
    assert ready_on(point) is None


def test_what_was_mended_counts_from_the_day_it_was_looked_at_again(point, inspector, coordinator):
    first = inspected(point, inspector, coordinator, BY_LAW)
    with clock.fixed_at(clock.now() + timedelta(days=9)):
        within = reach_now(coordinator, Power.EDIT)
        again = ask_again(actor(coordinator), first.pk, Asking(inspector, due()), within=within)
        hand_in(inspector, again, {"key": "power.lighting", "answer": "yes"})
        signed(coordinator, again)
        assert ready_on(point) == clock.now().date().isoformat()


def test_what_is_older_than_a_season_says_nothing(point, inspector, coordinator):
    inspected(point, inspector, coordinator, GOOD)
    with clock.fixed_at(clock.now() + timedelta(days=367)):
        assert ready_on(point) is None
