"""Hours left at a point: from what the register and the reports say, in words, and unknown where nobody said."""

from datetime import UTC, datetime, timedelta

import pytest

from punkt import clock
from punkt.ids import point_code
from punkt.model.reports import ReportContent
from punkt.model.supply_words import Doubt, Resource, Sustained
from punkt.model.vocabulary import ReportChannel
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.hours_left import hours_left
from punkt_web.operations.hours_words import hours_words
from punkt_web.operations.queries import current_statuses
from punkt_web.operations.statuses import StatusNow
from punkt_web.registry.models import Point
from tests.conftest import TOWN

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
GENERATOR = {"power.generator_kw": 10, "power.fuel": "diesel", "power.tank_l": 80}


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed_at(NOW):
        yield


def make_point(**facts) -> Point:
    return Point.objects.create(
        code=point_code(1), country="UA", facts=facts, capacity_seated=60, created_at=NOW, updated_at=NOW,
        status=Point.Status.DESIGNATED,
    )  # fmt: skip


def tell(point: Point, hours_ago: float, **content) -> None:
    at = NOW - timedelta(hours=hours_ago)
    receive_report(Actor("test"), Report(point.pk, at, ReportChannel.KEEPER, ReportContent(**content)))


def left(point: Point, at: datetime = NOW):
    return hours_left(point, current_statuses([point.pk]).get(point.pk, StatusNow()), at)


def words(point: Point, what: Sustained = Sustained.POWER) -> str:
    return hours_words(left(point).left[what], point.country)


def test_where_nobody_said_anything_nothing_is_known(db):
    point = make_point()
    assert words(point) == "Not known. Nobody said how much there is: power source of its own."
    assert words(point, Sustained.WATER) == "Not known. Nobody said how much there is: drinking water."


def test_a_reading_of_the_tank_makes_hours_and_says_what_ends_first(db):
    point = make_point(**GENERATOR)
    assert words(point) == "Not known. Nobody said how much there is: fuel."
    tell(point, 0, fuel_l=40.0, headcount=20)
    hours = left(point).left[Sustained.POWER].hours
    assert 25 < hours.low < hours.high < 100
    assert words(point) == (
        f"{int(hours.low)} to {int(hours.high)} h: fuel ends first. Load 0.3 to 2.1 kW. Read at 14:00, 15 January."
    )


def test_a_quarter_of_the_tank_is_wider_than_litres(db):
    point = make_point(**GENERATOR)
    tell(point, 0, fuel_l=40.0)
    exact = left(point).left[Sustained.POWER].hours
    tell(point, 0, fuel_quarters=2)
    point.reports.exclude(fuel_quarters=2).delete()
    gauged = left(point).left[Sustained.POWER].hours
    assert gauged.low < exact.low < exact.high < gauged.high


def test_silence_widens_the_hours_and_never_adds_any(db):
    point = make_point(**GENERATOR)
    tell(point, 0, fuel_l=20.0)
    found = [left(point, NOW + timedelta(hours=hours)).left[Sustained.POWER] for hours in (0, 6, 30, 24 * 6)]
    lows = [one.hours.low for one in found]
    assert lows == sorted(lows, reverse=True)
    assert found[-1].is_maybe_over
    assert "may be over already" in hours_words(found[-1], "UA")
    assert left(point, NOW + timedelta(days=8)).left[Sustained.POWER].hours is None


def test_what_the_keeper_saw_it_burn_stands_instead_of_the_curve(db):
    point = make_point(**GENERATOR, **{"power.consumption_l_h": 2.0})
    tell(point, 0, fuel_l=40.0)
    assert words(point).startswith("About 20 h: fuel ends first. Load 0.3 to 2.7 kW.")


def test_of_a_petrol_set_nothing_is_made_up(db):
    point = make_point(**{**GENERATOR, "power.fuel": "petrol"})
    tell(point, 0, fuel_l=40.0)
    assert left(point).left[Sustained.POWER].missing == (Resource.POWER_SOURCE,)


def test_a_reading_that_cannot_be_true_is_left_out_and_asked_for_again(db):
    point = make_point(**GENERATOR)
    tell(point, 2, fuel_l=40.0)
    before = left(point).left[Sustained.POWER].hours
    tell(point, 1, fuel_l=400.0)
    assert left(point).doubt is Doubt.MORE_THAN_FITS
    assert left(point).left[Sustained.POWER].hours == before
    tell(point, 0, fuel_l=38.0)
    assert left(point).doubt is None


def test_electric_heat_is_a_load(db):
    light = make_point(**GENERATOR)
    tell(light, 0, fuel_l=40.0)
    before = left(light).left[Sustained.POWER]
    light.facts |= {"heat.source": "electric", "heat.power_kw": 6}
    after = left(light).left[Sustained.POWER]
    assert after.hours.low < before.hours.low
    assert left(light).left[Sustained.HEAT].hours == after.hours


@pytest.mark.parametrize("value", ["unknown", "", None, True])
def test_a_fact_that_is_no_number_breaks_nothing(db, value):
    keys = ("power.generator_kw", "power.tank_l", "power.battery_kwh", "power.consumption_l_h", "heat.power_kw")
    point = make_point(**dict.fromkeys(keys, value), **{"heat.source": "electric"})
    tell(point, 0, fuel_l=40.0, fuel_quarters=2)
    assert left(point).left[Sustained.POWER].hours is None


def test_water_goes_by_who_may_have_drunk_of_it(db):
    point = make_point()
    tell(point, 0, water_l=100.0, headcount=20)
    fresh = left(point).left[Sustained.WATER]
    assert fresh.hours is not None
    later = left(point, NOW + timedelta(hours=3)).left[Sustained.WATER]
    assert later.at_least < fresh.at_least - 3


def test_the_desk_and_the_console_say_it_and_no_public_page_does(client, coordinator, world):
    point = make_point(**GENERATOR, **{"power.consumption_l_h": 2.0})
    Point.objects.update(territory=world[TOWN], latitude=50.0, longitude=36.0)
    tell(point, 0, fuel_l=40.0)
    client.force_login(coordinator)
    for path in (f"/desk/points/{point.code}/", f"/keep/{point.code}/"):
        assert "About 20 h: fuel ends first." in client.get(path).content.decode()
    client.logout()
    for path in (f"/p/{point.code}", f"/t/p/{point.code}", f"/api/v1/points/{point.code}"):
        assert "20 h" not in client.get(path).content.decode()


@pytest.mark.parametrize("language", ["uk", "et", "sv"])
def test_it_is_said_in_four_languages(client, coordinator, world, language):
    point = make_point(**GENERATOR, **{"power.consumption_l_h": 2.0})
    Point.objects.update(territory=world[TOWN])
    tell(point, 0, fuel_l=40.0)
    client.force_login(coordinator)
    page = client.get(f"/desk/points/{point.code}/?lang={language}").content.decode()
    assert {"uk": "Близько 20 год", "et": "Umbes 20 h", "sv": "Ungefär 20 h"}[language] in page
