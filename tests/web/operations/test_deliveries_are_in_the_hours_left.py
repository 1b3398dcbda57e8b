"""What is on its way to a point, and what came, is in its hours left, and the words say so."""

from datetime import UTC, datetime, timedelta

import pytest

from punkt import clock
from punkt.ids import new_ulid, point_code
from punkt.model.reports import ReportContent
from punkt.model.request_words import RequestKind, RequestStepKind
from punkt.model.requests import Arrived, Asked
from punkt.model.supply_words import Sustained
from punkt.model.vocabulary import ReportChannel
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.actions.supplies.request_steps import DeskStep, take_step
from punkt_web.operations.hours_left import hours_left, hours_left_at
from punkt_web.operations.hours_words import hours_words
from punkt_web.operations.models import RequestStep
from punkt_web.operations.queries import current_statuses
from punkt_web.operations.statuses import StatusNow
from punkt_web.registry.models import Point
from tests.web.supplies import say

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
GENERATOR = {"power.generator_kw": 10, "power.fuel": "diesel", "power.tank_l": 80, "power.consumption_l_h": 2.0}
ACTOR, ANYWHERE = Actor("test"), Reach(is_everywhere=True)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed_at(NOW):
        yield


def make_point(number: int = 1, **more) -> Point:
    return Point.objects.create(
        code=point_code(number), country="UA", facts=GENERATOR, capacity_seated=60, created_at=NOW, updated_at=NOW,
        status=Point.Status.DESIGNATED, **more,
    )  # fmt: skip


@pytest.fixture
def point(db):
    made = make_point()
    tell(made, 0, fuel_l=40.0)
    return made


def tell(point: Point, hours_ago: float, **content) -> None:
    receive_report(
        ACTOR, Report(point.pk, clock.now() - hours_ago * HOUR, ReportChannel.KEEPER, ReportContent(**content))
    )


def ask(point: Point, kind: RequestKind = RequestKind.FUEL, item: str = "") -> str:
    ulid = new_ulid()
    say(ACTOR, point, Asked(kind, item=item), ulid=ulid)
    return ulid


def send(request: str, litres: float | None, hours: float = 2, **more) -> str:
    ulid = new_ulid()
    terms = DeskStep(ulid, RequestStepKind.SEND, litres, expected_at=clock.now() + hours * HOUR, **more)
    take_step(ACTOR, request, terms, within=ANYWHERE)
    return ulid


def came(point: Point, request: str, litres: float | None, hours_ago: float = 0.0) -> None:
    say(ACTOR, point, Arrived(request, litres), clock.now() - hours_ago * HOUR)


def left(point: Point, what: Sustained = Sustained.POWER, at: datetime | None = None):
    status = current_statuses([point.pk]).get(point.pk, StatusNow())
    return hours_left(point, status, at or clock.now()).left[what]


def test_what_is_on_its_way_raises_the_upper_end_until_its_time_is_over(point):
    send(ask(point), 20.0)
    assert (left(point).hours.low, left(point).hours.high) == (20.0, 30.0)
    assert "At most with 20 l that are expected at 16:00, 15 January." in hours_words(left(point), "UA")
    late = left(point, at=NOW + 3 * HOUR)
    assert (late.hours.low, late.hours.high, late.comes) == (17.0, 20.0, ())


def test_what_came_counts_without_a_new_reading(point):
    request = ask(point)
    send(request, 20.0)
    with clock.fixed_at(NOW + 2 * HOUR):
        came(point, request, 18.0)
        found = left(point)
        assert (found.hours.low, found.hours.high) == (27.0, 29.0)  # nobody knows whether there was power meanwhile
        assert "With 18 l that came at 16:00, 15 January." in hours_words(found, "UA")
    with clock.fixed_at(NOW + 3 * HOUR):
        tell(point, 0, fuel_l=50.0)
        assert (left(point).hours.low, left(point).came) == (25.0, ())


def test_a_rise_after_a_delivery_is_no_reading_that_cannot_be_true(point):
    with clock.fixed_at(NOW + HOUR):
        tell(point, 0, fuel_l=70.0)
        status = current_statuses([point.pk])[point.pk]
        assert hours_left(point, status, clock.now()).doubt is not None
        came(point, ask(point), 35.0, 0.5)
        assert hours_left(point, status, clock.now()).doubt is None
        assert left(point).hours.high == 35.0


def test_what_nobody_measured_is_at_most_what_was_sent(point):
    request = ask(point)
    send(request, 20.0)
    with clock.fixed_at(NOW + HOUR):
        came(point, request, None)
        assert (left(point).hours.low, left(point).hours.high) == (19.0, 30.0)
        other = ask(point)
        came(point, other, None)
        assert left(point).hours.high == 30.0


def test_an_amount_that_nobody_knows_and_another_fuel_count_for_nothing(point):
    send(ask(point), None)
    send(ask(point, item="fuel.petrol"), 20.0)
    assert left(point).hours.high == 20.0


def test_what_was_cancelled_or_turned_back_is_not_on_its_way(point):
    request = ask(point)
    sent = send(request, 20.0)
    take_step(ACTOR, request, DeskStep(new_ulid(), RequestStepKind.TURN_BACK, sent=sent, note="x"), within=ANYWHERE)
    assert left(point).hours.high == 20.0


def test_water_is_reckoned_alike(point):
    tell(point, 0, water_l=100.0, headcount=20)
    before = left(point, Sustained.WATER)
    send(ask(point, RequestKind.WATER), 50.0)
    after = left(point, Sustained.WATER)
    assert after.hours.low == before.hours.low
    assert after.hours.high > before.hours.high + 10


def test_what_was_sent_on_to_another_point_may_be_gone_from_this_tank(point):
    other = make_point(2)
    send(ask(other), 10.0, from_point=point)
    assert (left(point).hours.low, left(point).hours.high) == (15.0, 20.0)
    with clock.fixed_at(NOW + HOUR):
        tell(point, 0, fuel_l=30.0)
        assert left(point).hours.low == 15.0


def test_a_request_of_a_merged_point_counts_for_the_one_that_stands(point):
    old = make_point(3)
    send(ask(old), 20.0)
    Point.objects.filter(pk=old.pk).update(merged_into=point)
    assert left(point).hours.high == 30.0


def test_a_past_moment_knows_what_was_done_by_then(point):
    request = ask(point)
    send(request, 20.0)
    with clock.fixed_at(NOW + HOUR):
        came(point, request, 20.0)
        tell(point, 0, fuel_l=60.0)
        ended = ask(point)
        take_step(ACTOR, ended, DeskStep(new_ulid(), RequestStepKind.CANCEL, note="x"), within=ANYWHERE)
        assert (left(point).hours.low, left(point).comes) == (30.0, ())
        then = left(point, at=NOW + 0.5 * HOUR)
        assert (then.hours.low, then.hours.high, then.came) == (19.5, 30.0, ())
        assert left(point, at=NOW - HOUR).hours is None


def test_many_points_cost_no_more_questions_than_few(db, django_assert_num_queries):
    points = [make_point(number) for number in range(1, 21)]
    for one in points:
        tell(one, 0, fuel_l=40.0)
        send(ask(one), 20.0)
    statuses = current_statuses(one.pk for one in points)
    with django_assert_num_queries(6):
        found = hours_left_at(points, statuses, NOW)
    assert {one.left[Sustained.POWER].hours.high for one in found.values()} == {30.0}
    assert RequestStep.objects.count() == 20
