"""How sure a door is at the desk: an outage weighs in, an activation only beside a word, an exercise not at all."""

from datetime import UTC, datetime, timedelta

import pytest

from punkt import clock
from punkt.confidence.evidence import Why
from punkt.confidence.services import WhyService
from punkt.ids import new_ulid
from punkt.model.activation_words import ActivationMode, ActivationTrigger, ServiceLevel
from punkt.model.feed_words import GridPower, WhyGrid
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import EvidenceMethod, PointState, ReportChannel
from punkt.power.grid import GridAnswer
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.operations.actions import activations
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.activating.area import Area
from punkt_web.operations.activating.asked import asked_now
from punkt_web.operations.hours_left import hours_left
from punkt_web.operations.queries import current_statuses
from punkt_web.operations.statuses import StatusNow
from punkt_web.operations.sureness.judged import around, door_sureness, point_sureness
from punkt_web.operations.surroundings.grid import GridNow
from punkt_web.registry.actions.points import change_point, register_point
from punkt_web.registry.statements import Evidence
from tests.conftest import TOWN

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
WHO = Actor("tester@example.org")
ON, OFF = (GridNow(GridAnswer(power, WhyGrid.ANNOUNCED)) for power in (GridPower.ON, GridPower.OFF))


@pytest.fixture(autouse=True)
def _noon():
    with clock.fixed_at(NOON):
        yield


@pytest.fixture
def point(world):
    stated = {
        "territory": world[TOWN], "name": {"uk": "Школа"}, "promised_minutes": 30,
        "power.generator_kw": 10.0, "power.tank_l": 20.0, "power.fuel": "diesel",
    }  # fmt: skip
    return register_point(WHO, stated, Evidence("town list", EvidenceMethod.IMPORTED))


def weighed(point, at=NOON, grid=ON):
    status = current_statuses([point.pk]).get(point.pk, StatusNow())
    asked = asked_now(at, [point.pk]).get(point.pk)
    return door_sureness(point, status, at, around(asked=asked, grid=grid, hours=hours_left(point, status, at)))


def weighed_services(point, grid):
    status = current_statuses([point.pk])[point.pk]
    about = around(asked=None, grid=grid, hours=hours_left(point, status, NOON))
    return point_sureness(point, status, NOON, about).services


def asked_to_open(world, **more):
    terms = {"level": ServiceLevel.DAY, "mode": ActivationMode.ROUND_THE_CLOCK, "reason": "Storm", **more}
    area = Area((world[TOWN],))
    asked = activations.Terms(ActivationTrigger.DECISION, **terms)
    activations.activate(WHO, new_ulid(), area, asked, within=Reach(is_everywhere=True))


def test_a_point_that_is_asked_to_open_is_as_unknown_as_before_until_somebody_says_a_word(point, world):
    asked_to_open(world)
    later = NOON + timedelta(hours=1)
    assert weighed(point, later).probability is None
    with clock.fixed_at(later):
        receive_report(WHO, Report(point.pk, later, ReportChannel.KEEPER, ReportContent(state=PointState.OPEN)))
    assert Why.ACTIVATED in {reason.why for reason in weighed(point, later).reasons}


@pytest.mark.parametrize("more", [{"is_exercise": True}, {"mode": ActivationMode.STANDBY}])
def test_an_exercise_and_standby_weigh_nothing(point, world, more):
    receive_report(WHO, Report(point.pk, NOON, ReportChannel.KEEPER, ReportContent(state=PointState.OPEN)))
    before = weighed(point)
    asked_to_open(world, **more)
    assert weighed(point) == before


def test_an_empty_tank_in_an_outage_weighs_against_an_open_door(point):
    content = ReportContent(state=PointState.OPEN, fuel_l=0.0)
    receive_report(WHO, Report(point.pk, NOON, ReportChannel.KEEPER, content))
    with_power, without = weighed(point), weighed(point, grid=OFF)
    assert without.probability < with_power.probability
    assert {Why.NO_POWER, Why.MAYBE_NO_POWER} & {reason.why for reason in without.reasons}


def test_an_empty_tank_in_an_outage_ends_what_needs_power_and_nothing_else(point):
    yes = {"service.charging": "yes", "service.water": "yes"}
    change_point(WHO, point, yes, Evidence("town list", EvidenceMethod.IMPORTED))
    point.refresh_from_db()
    receive_report(WHO, Report(point.pk, NOON, ReportChannel.KEEPER, ReportContent(state=PointState.OPEN, fuel_l=0.0)))
    with_power, without = weighed_services(point, ON), weighed_services(point, OFF)
    assert without["service.charging"].probability < with_power["service.charging"].probability
    assert {WhyService.NO_POWER, WhyService.MAYBE_NO_POWER} & set(without["service.charging"].reasons)
    assert without["service.water"] == with_power["service.water"]
