"""Of two coordinators at once one accepts, nothing is issued twice, and what breaks off leaves nothing behind."""

from datetime import timedelta
from functools import partial

import pytest

from punkt import clock
from punkt.ids import new_ulid, point_code
from punkt.model.request_words import MovementKind, RequestKind, RequestStepKind
from punkt.model.requests import Asked
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.supplies import request_steps
from punkt_web.operations.actions.supplies.request_steps import DeskStep, claim_request, take_step
from punkt_web.operations.actions.supplies.stock import DepotTerms, Moved, move, save_depot
from punkt_web.operations.models import Depot, Movement, RequestStep, SupplyRequest
from punkt_web.operations.supplies.stock import level_of
from punkt_web.registry.models import Point, Territory
from tests.at_once import at_once
from tests.conftest import TOWN
from tests.web.supplies import say

ME, SHE, ANYWHERE = Actor("me"), Actor("she"), Reach(is_everywhere=True)
DIESEL = Asked(RequestKind.FUEL, item="fuel.diesel", quantity=60.0)


def make_point(town: Territory) -> Point:
    at = clock.now()
    return Point.objects.create(code=point_code(1), territory=town, created_at=at, updated_at=at)


def make_depot(town: Territory) -> Depot:
    depot = save_depot(ME, town, DepotTerms("Depot"), within=ANYWHERE)
    move(ME, depot.pk, Moved(new_ulid(), "fuel.diesel", MovementKind.COUNT, 100.0), within=ANYWHERE)
    return depot


def ask(point: Point) -> str:
    ulid = new_ulid()
    say(ME, point, DIESEL, ulid=ulid)
    return ulid


def step(kind: RequestStepKind, **more) -> DeskStep:
    return DeskStep(new_ulid(), kind, **more)


def sending(depot: Depot) -> DeskStep:
    expected_at = clock.now() + timedelta(hours=1)
    return step(RequestStepKind.SEND, quantity=60.0, item="fuel.diesel", expected_at=expected_at, depot_id=depot.pk)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_counts(world: dict[str, Territory]) -> None:
    point, depot = make_point(world[TOWN]), make_depot(world[TOWN])
    for _round in range(4):
        ulid = ask(point)
        claims = at_once(*(partial(claim_request, who, ulid, within=ANYWHERE) for who in (ME, SHE)))
        assert sorted(map(str, claims)) == ["False", "True"]
        holder = ME if claims[0] is True else SHE
        accepted = step(RequestStepKind.ACCEPT)
        outcomes = at_once(*[partial(take_step, holder, ulid, accepted, within=ANYWHERE)] * 3)
        assert sorted(map(str, outcomes)) == ["False", "False", "True"]
        assert RequestStep.objects.filter(request=ulid).count() == 1
        free = ask(point)
        both = (partial(take_step, who, free, step(RequestStepKind.ACCEPT), within=ANYWHERE) for who in (ME, SHE))
        assert sorted(type(one).__name__ for one in at_once(*both)) == ["InvalidValue", "bool"]
    first, second = ask(point), ask(point)
    outcomes = at_once(
        partial(take_step, ME, first, sending(depot), within=ANYWHERE),
        partial(take_step, SHE, second, sending(depot), within=ANYWHERE),
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["InvalidValue", "bool"]
    assert level_of(depot, "fuel.diesel") == 40.0
    same = [partial(say, ME, point, DIESEL, clock.now(), new_ulid())] * 4
    assert sorted(map(str, at_once(*same))) == ["False"] * 3 + ["True"]


def test_what_breaks_off_between_two_writes_leaves_nothing(world, monkeypatch) -> None:
    """The server is stopped after the step was kept and before the stock moved."""
    point, depot = make_point(world[TOWN]), make_depot(world[TOWN])
    ulid, entered = ask(point), sending(depot)

    def stopped(*_args: object) -> None:
        raise RuntimeError("the power fails")

    monkeypatch.setattr(request_steps, "issue", stopped)
    with pytest.raises(RuntimeError):
        take_step(ME, ulid, entered, within=ANYWHERE)
    assert not RequestStep.objects.exists()
    assert SupplyRequest.objects.get().state == "asked"
    assert Movement.objects.count() == 1
    monkeypatch.undo()
    assert take_step(ME, ulid, entered, within=ANYWHERE)
    assert level_of(depot, "fuel.diesel") == 40.0
