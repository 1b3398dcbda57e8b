"""Trials of the own power come in from the console, and hours left and readiness rest on them."""

from datetime import UTC, datetime, timedelta

import pytest

from punkt import clock
from punkt.ids import new_ulid
from punkt.model.items import Item
from punkt.model.supply_words import Sustained
from punkt.model.vocabulary import ReportBearer, ReportChannel
from punkt.power.spans import Span
from punkt.standards.editions import standard_on
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.inbox import Outcome, Sender
from punkt_web.operations.actions.keeping.items import receive_items
from punkt_web.operations.actions.kinds import KINDS
from punkt_web.operations.hours_left import hours_left
from punkt_web.operations.models import PowerTrial
from punkt_web.operations.statuses import StatusNow
from punkt_web.readiness.measured import RAN_UNDER_LOAD, measured_facts
from punkt_web.readiness.queries import assessment_of
from punkt_web.registry.actions.merging import merge_points
from punkt_web.registry.models import Point
from tests.conftest import TOWN

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
TRIAL = {"hours": "6", "load": "usual", "ended": "planned", "fuel_before_l": "40", "fuel_after_l": "28"}
BY = Sender(Actor("keeper"), [(ReportChannel.KEEPER, Reach(is_everywhere=True))], ReportBearer.CONSOLE)
FACTS = {"power.generator_kw": 10.0, "power.fuel": "diesel", "power.consumption_l_h": 5.0, "power.tank_l": 40.0}


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed_at(NOW):
        yield


@pytest.fixture
def point(world):
    return Point.objects.create(
        code="K7F-2M3", names={"en": "School"}, territory=world[TOWN], status=Point.Status.DESIGNATED, country="UA",
        kind_id="ua-stationary", facts=FACTS, created_at=NOW, updated_at=NOW,
    )  # fmt: skip


def tell(point, *, ago=timedelta(0), ulid=None, **told):
    item = Item("power_trial", ulid or new_ulid(), point.code, NOW - ago, {**TRIAL, **told})
    return receive_items(BY, [item], KINDS)[0]


def power_left(point):
    return hours_left(point, StatusNow(), NOW).left[Sustained.POWER]


def test_a_form_without_scripts_takes_one(client, keeper, point):
    client.force_login(keeper)
    page = client.post(f"/keep/{point.code}/items/power_trial", {"ulid": new_ulid(), **TRIAL}, follow=True)
    text = " ".join(page.content.decode().split())
    assert page.redirect_chain == [(f"/keep/{point.code}/power/", 302)]
    for words in ("Under its usual load: 6 h", "Measured use: 1.8–2.2 l an hour", "burned 12 l"):
        assert words in text
    assert PowerTrial.objects.get().point == point


def test_what_cannot_be_is_said_and_nothing_is_kept(client, keeper, point):
    client.force_login(keeper)
    page = client.post(f"/keep/{point.code}/items/power_trial", {"ulid": new_ulid(), **TRIAL, "fuel_after_l": "60"})
    assert page.status_code == 422
    assert "There cannot be more fuel after it ran than before" in page.content.decode()
    assert not PowerTrial.objects.exists()


def test_one_that_is_sent_twice_is_one(point):
    ulid = new_ulid()
    assert [tell(point, ulid=ulid).outcome for _again in range(2)] == [Outcome.TAKEN, Outcome.KNOWN]
    assert tell(point, ulid=ulid, hours="9").outcome is Outcome.REFUSED
    assert PowerTrial.objects.count() == 1


def test_what_a_trial_burned_goes_before_what_is_stated(point):
    assert hours_left(point, StatusNow(), NOW).fuel_l_per_h == Span.exactly(5.0)
    tell(point)
    assert hours_left(point, StatusNow(), NOW).fuel_l_per_h == Span(1.8, 2.2)


def test_a_generator_that_failed_says_so_until_it_is_seen_running(point):
    tell(point, ago=timedelta(days=2), ended="fault", hours="0.2")
    assert power_left(point).has_failed
    tell(point, ago=timedelta(days=1), load="part")
    assert not power_left(point).has_failed


def test_what_is_older_than_a_year_says_nothing(point):
    with clock.fixed_at(NOW - timedelta(days=370)):
        tell(point, ago=timedelta(days=370), ended="fault")
    assert PowerTrial.objects.exists()
    assert not power_left(point).has_failed
    assert RAN_UNDER_LOAD not in measured_facts(Point.objects.all()).get(point.pk, {})


def test_hours_under_load_are_a_fact_of_the_point_with_its_day(point):
    tell(point, ago=timedelta(days=3), hours="7.5")
    assessed = assessment_of(point, standard_on("ua-1401", NOW.date()), NOW.date()).assessed
    assert assessed.facts[RAN_UNDER_LOAD] == 7.5
    assert assessed.provenance[RAN_UNDER_LOAD]["stated_on"] == "2026-11-27"


def test_trials_of_what_was_merged_count_for_the_other(point, world):
    other = Point.objects.create(
        code="M4T-9PQ", names={"en": "Old school"}, territory=world[TOWN], status=Point.Status.DESIGNATED,
        country="UA", created_at=NOW, updated_at=NOW,
    )  # fmt: skip
    tell(other, ended="fault")
    merge_points(Actor("test"), keep=point, drop=other)
    point.refresh_from_db()
    assert power_left(point).has_failed
