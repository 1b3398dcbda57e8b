"""The actions of readiness, in every way in which they write. What is prepared is called by ``scenarios``."""

from datetime import date, timedelta

from punkt import clock
from punkt.model.vocabulary import Availability
from punkt.standards.prices import packaged_prices
from punkt_web.readiness.actions.overlays import end_overlay, state_overlay
from punkt_web.readiness.actions.prices import PriceTerms, end_price, state_price
from punkt_web.readiness.actions.rounds import assess_country, assess_if_due, assess_network
from punkt_web.readiness.actions.territory_facts import FactTerms, state_fact
from punkt_web.readiness.models import LocalOverlay, TerritoryFact
from punkt_web.registry.models import Point, Territory
from tests.architecture.scenario_making import ACTOR, Call
from tests.web.readiness.overlays_made import overlay_text, sharper

_STANDARD = "ua-1401"
_ITEM = next(iter(packaged_prices().items))


def _in_ukraine(point: Point) -> Point:
    Point.objects.filter(pk=point.pk).update(country="UA")
    return point


def _changed(point: Point) -> None:
    Point.objects.filter(pk=point.pk).update(facts={"service.heat": "yes", "power.lighting": "no"})


def a_country_is_assessed(point: Point) -> Call:
    _in_ukraine(point)
    return lambda: assess_country(ACTOR, _STANDARD)


def the_network_is_assessed(point: Point) -> Call:
    _in_ukraine(point)
    return lambda: assess_network(ACTOR)


def a_round_is_due(point: Point) -> Call:
    _in_ukraine(point)
    return lambda: assess_if_due(ACTOR)


def a_point_came_out_otherwise_today(point: Point) -> Call:
    _in_ukraine(point)
    assess_country(ACTOR, _STANDARD)
    _changed(point)
    return lambda: assess_country(ACTOR, _STANDARD)


def a_point_came_out_otherwise_on_another_day(point: Point) -> Call:
    _in_ukraine(point)
    with clock.fixed_at(clock.now() - timedelta(days=3)):
        assess_country(ACTOR, _STANDARD)
    _changed(point)
    return lambda: assess_country(ACTOR, _STANDARD)


def _terms(low: float) -> PriceTerms:
    return PriceTerms(low, low + 100.0, "an offer", date(2026, 1, 5), 3, 14)


def a_price_is_stated(_point: Point) -> Call:
    return lambda: state_price(ACTOR, _ITEM, _terms(1000.0))


def a_price_is_stated_anew(_point: Point) -> Call:
    state_price(ACTOR, _ITEM, _terms(1000.0))
    return lambda: state_price(ACTOR, _ITEM, _terms(900.0))


def a_stated_price_is_ended(_point: Point) -> Call:
    state_price(ACTOR, _ITEM, _terms(1000.0))
    return lambda: end_price(ACTOR, _ITEM)


def _overlay(point: Point, day: str = "2026-01-05", n_sockets: int = 80) -> LocalOverlay:
    territory = _territory_of(point)
    text = overlay_text(sharper(n_sockets), code=territory.code, day=day)
    return state_overlay(ACTOR, territory, text.replace('country = "ZZ"', f'country = "{territory.country}"'))


def _territory_of(point: Point) -> Territory:
    assert point.territory is not None
    return point.territory


def an_overlay_is_stated(point: Point) -> Call:
    return lambda: _overlay(point)


def an_overlay_is_put_right(point: Point) -> Call:
    _overlay(point)
    return lambda: _overlay(point, n_sockets=90)


def an_overlay_is_replaced(point: Point) -> Call:
    _overlay(point)
    return lambda: _overlay(point, day="2026-01-06")


def an_overlay_is_ended(point: Point) -> Call:
    _overlay(point)
    made = _overlay(point, day="2026-01-06")
    return lambda: end_overlay(ACTOR, made.pk)


def _fact(point: Point, answer: Availability) -> TerritoryFact:
    terms = FactTerms(answer, None, "a contract", date(2026, 1, 5))
    return state_fact(ACTOR, _territory_of(point), "territory.fuel_held", terms)


def something_is_stated_of_a_territory(point: Point) -> Call:
    return lambda: _fact(point, Availability.YES)


def something_is_stated_anew_of_a_territory(point: Point) -> Call:
    _fact(point, Availability.YES)
    return lambda: _fact(point, Availability.UNKNOWN)


OF_A_POINT = (
    an_overlay_is_stated,
    an_overlay_is_put_right,
    an_overlay_is_replaced,
    an_overlay_is_ended,
    something_is_stated_of_a_territory,
    something_is_stated_anew_of_a_territory,
    a_price_is_stated,
    a_price_is_stated_anew,
    a_stated_price_is_ended,
    a_country_is_assessed,
    the_network_is_assessed,
    a_round_is_due,
    a_point_came_out_otherwise_today,
    a_point_came_out_otherwise_on_another_day,
)
