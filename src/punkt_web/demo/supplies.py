"""A depot of the demo network, and a few requests on their way through the desk."""

from datetime import timedelta

from punkt import clock
from punkt.ids import new_ulid
from punkt.model.request_words import MovementKind, RequestKind, RequestStepKind, RequestUrgency
from punkt.model.requests import Asked
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.supplies.request_steps import DeskStep, take_step
from punkt_web.operations.actions.supplies.stock import DepotTerms, Moved, move, save_depot
from punkt_web.operations.actions.supplies.suggested import ask_from_desk
from punkt_web.operations.models import Depot
from punkt_web.registry.models import Point, Territory

_ANYWHERE = Reach(is_everywhere=True)
_STOCK = {"fuel.diesel": 4200.0, "fuel.petrol": 900.0, "water": 6000.0, "power.n_generators": 7.0}
_ASKED = (
    (Asked(RequestKind.FUEL, RequestUrgency.NOW, "fuel.diesel", 80.0), None),
    (Asked(RequestKind.FUEL, RequestUrgency.HOURS, "fuel.diesel", 120.0), RequestStepKind.SEND),
    (Asked(RequestKind.WATER, RequestUrgency.TODAY, "", 300.0), RequestStepKind.ACCEPT),
    (Asked(RequestKind.STAFF, RequestUrgency.TODAY, "", 2.0), None),
)


def make_demo_depot(actor: Actor, territory: Territory) -> Depot:
    """A depot whose stock was counted."""
    depot = save_depot(actor, territory, DepotTerms("DEMO: обласний склад", None, 49.99, 36.23), within=_ANYWHERE)
    for item, quantity in _STOCK.items():
        counted = Moved(new_ulid(), item, MovementKind.COUNT, quantity)
        move(actor, depot.pk, counted, within=_ANYWHERE)
    return depot


def deliver_demo_supplies(actor: Actor, point: Point, depot: Depot, litres: float) -> None:
    """A request for diesel that was accepted, sent out of the depot, and came within two hours."""
    began, ulid, sent = clock.now(), new_ulid(), new_ulid()
    asked = Asked(RequestKind.FUEL, RequestUrgency.HOURS, "fuel.diesel", litres)
    expected_at = began + timedelta(hours=2)
    steps = (
        (0, DeskStep(new_ulid(), RequestStepKind.ACCEPT)),
        (10, DeskStep(sent, RequestStepKind.SEND, litres, "fuel.diesel", expected_at, depot_id=depot.pk)),
        (100, DeskStep(new_ulid(), RequestStepKind.RECEIVE, litres, sent=sent, is_enough=True)),
    )
    ask_from_desk(actor, point, ulid, asked, within=_ANYWHERE)
    for minutes, step in steps:
        with clock.fixed_at(began + timedelta(minutes=minutes)):
            take_step(actor, ulid, step, within=_ANYWHERE)


def ask_for_demo_supplies(actor: Actor, territory: Territory, depot: Depot) -> None:
    """Requests of some points of the territory, each at another stage."""
    points = Point.objects.filter(territory__path__startswith=territory.path, facts__has_key="power.generator_kw")
    for point, (asked, step) in zip(points.order_by("code"), _ASKED, strict=False):
        ulid = new_ulid()
        ask_from_desk(actor, point, ulid, asked, within=_ANYWHERE)
        if step is not None:
            take_step(actor, ulid, _step(step, asked, depot), within=_ANYWHERE)


def _step(kind: RequestStepKind, asked: Asked, depot: Depot) -> DeskStep:
    if kind is RequestStepKind.ACCEPT:
        return DeskStep(new_ulid(), kind)
    expected_at = clock.now() + timedelta(hours=2)
    return DeskStep(new_ulid(), kind, asked.quantity, asked.item, expected_at, depot_id=depot.pk)
