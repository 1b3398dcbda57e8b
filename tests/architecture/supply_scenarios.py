"""The actions of requests, depots and stock, in every way in which they write."""

from dataclasses import replace
from datetime import timedelta

from punkt import clock
from punkt.ids import new_ulid
from punkt.model.request_words import MovementKind, RequestKind, RequestStepKind, RequestUrgency
from punkt.model.requests import Arrived, Asked, Withdrawn
from punkt.model.vocabulary import ReportBearer
from punkt_web.operations.actions.supplies import request_steps, stock, suggested
from punkt_web.operations.models import Depot, RequestStep, SupplyRequest
from punkt_web.registry.models import Point
from tests.architecture.scenario_making import ACTOR, ANYWHERE, Call, point, scenario, territory
from tests.web.supplies import say

DIESEL = Asked(RequestKind.FUEL, RequestUrgency.NOW, "fuel.diesel", 50.0)


def asked_for(where: Point) -> SupplyRequest:
    ulid = new_ulid()
    say(ACTOR, where, DIESEL, ulid=ulid)
    return SupplyRequest.objects.get(pk=ulid)


def in_town() -> Point:
    return point(territory=territory())


def a_depot(where: Point) -> Depot:
    assert where.territory is not None
    made = stock.save_depot(ACTOR, where.territory, stock.DepotTerms("Depot"), within=ANYWHERE)
    counted = stock.Moved(new_ulid(), "fuel.diesel", MovementKind.COUNT, 100.0)
    stock.move(ACTOR, made.pk, counted, within=ANYWHERE)
    return made


def desk_step(kind: RequestStepKind, **more: object) -> request_steps.DeskStep:
    return request_steps.DeskStep(new_ulid(), kind, **more)  # type: ignore[arg-type]


def sent_off(request: SupplyRequest, depot: Depot) -> None:
    expected_at = clock.now() + timedelta(hours=1)
    step = desk_step(
        RequestStepKind.SEND, quantity=50.0, item="fuel.diesel", expected_at=expected_at, depot_id=depot.pk
    )
    request_steps.take_step(ACTOR, request.pk, step, within=ANYWHERE)


@scenario
def supplies_are_asked_for() -> Call:
    where = point()
    return lambda: say(ACTOR, where, DIESEL)


@scenario
def a_request_comes_as_a_text_and_from_its_console() -> Call:
    where, at = point(), clock.now()
    say(ACTOR, where, DIESEL, at, bearer=ReportBearer.TEXT)
    with_note = replace(DIESEL, note="Gate B")
    return lambda: say(ACTOR, where, with_note, at)


@scenario
def what_came_is_confirmed() -> Call:
    where = point()
    request = asked_for(where)
    return lambda: say(ACTOR, where, Arrived(request.pk, 40.0))


@scenario
def a_request_is_withdrawn() -> Call:
    where = point()
    request = asked_for(where)
    return lambda: say(ACTOR, where, Withdrawn(request.pk))


@scenario
def a_request_is_taken_to_deal_with() -> Call:
    request = asked_for(point())
    return lambda: request_steps.claim_request(ACTOR, request.pk, within=ANYWHERE)


@scenario
def a_request_is_given_back() -> Call:
    request = asked_for(point())
    request_steps.claim_request(ACTOR, request.pk, within=ANYWHERE)
    return lambda: request_steps.release_request(ACTOR, request.pk, within=ANYWHERE)


@scenario
def a_request_is_accepted() -> Call:
    request = asked_for(point())
    accepted = desk_step(RequestStepKind.ACCEPT)
    return lambda: request_steps.take_step(ACTOR, request.pk, accepted, within=ANYWHERE)


@scenario
def a_request_is_sent_out_of_a_depot() -> Call:
    where = in_town()
    request, depot = asked_for(where), a_depot(where)
    return lambda: sent_off(request, depot)


@scenario
def what_was_sent_turns_back() -> Call:
    where = in_town()
    request, depot = asked_for(where), a_depot(where)
    sent_off(request, depot)
    sent = RequestStep.objects.get(kind=RequestStepKind.SEND).ulid
    turned = desk_step(RequestStepKind.TURN_BACK, sent=sent, note="the bridge is down", is_back=True)
    return lambda: request_steps.take_step(ACTOR, request.pk, turned, within=ANYWHERE)


@scenario
def a_suggestion_is_taken() -> Call:
    where = in_town()
    one = suggested.Suggested(new_ulid(), where, "fuel.diesel", 50.0, depot=a_depot(where))
    return lambda: suggested.take_suggestion(ACTOR, one, within=ANYWHERE)


@scenario
def a_shortage_becomes_a_request() -> Call:
    where = point()
    return lambda: suggested.ask_for_shortage(ACTOR, where, RequestKind.WATER, within=ANYWHERE)


@scenario
def a_depot_is_added() -> Call:
    where = territory()
    return lambda: stock.save_depot(ACTOR, where, stock.DepotTerms("Depot", phone="1"), within=ANYWHERE)


@scenario
def a_depot_is_changed() -> Call:
    where = in_town()
    depot = a_depot(where)
    assert where.territory is not None
    terms = stock.DepotTerms("Depot 2", where)
    return lambda: stock.save_depot(ACTOR, depot.territory, terms, within=ANYWHERE, pk=depot.pk)


@scenario
def stock_is_counted() -> Call:
    depot = a_depot(in_town())
    counted = stock.Moved(new_ulid(), "fuel.diesel", MovementKind.COUNT, 90.0, "a can leaked")
    return lambda: stock.move(ACTOR, depot.pk, counted, within=ANYWHERE)
