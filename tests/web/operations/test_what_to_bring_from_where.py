"""Suggestions: from what is known to be spare to where something is known to be missing; unknown is neither."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest

from punkt import clock
from punkt.ids import new_ulid, point_code
from punkt.model.reports import ReportContent
from punkt.model.request_words import MovementKind, RequestKind, RequestStepKind
from punkt.model.vocabulary import PointState, ReportChannel
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.actions.supplies.request_steps import DeskStep, take_step
from punkt_web.operations.actions.supplies.stock import DepotTerms, Moved, move, save_depot
from punkt_web.operations.actions.supplies.suggested import Suggested, take_suggestion
from punkt_web.operations.models import Depot, SupplyRequest
from punkt_web.operations.supplies.redistribution import Aim, suggestions
from punkt_web.registry.models import Point
from tests.conftest import OTHER_TOWN, TOWN

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
GENERATOR = {"power.generator_kw": 10, "power.fuel": "diesel", "power.consumption_l_h": 2.0}
ACTOR, ANYWHERE = Actor("test"), Reach(is_everywhere=True)
AIM = Aim(RequestKind.FUEL, hours=12.0, reserve_h=6.0)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed_at(NOW):
        yield


def make_point(world, number: int, litres: float | None = None, town: str = TOWN, **more) -> Point:
    made = Point.objects.create(
        code=point_code(number), country="UA", territory=world[town], status=Point.Status.DESIGNATED,
        created_at=NOW, updated_at=NOW, latitude=50.0, longitude=36.0 + number / 100,
        names={"en": f"School {number}"}, **{"facts": GENERATOR, "capacity_seated": 60, **more},
    )  # fmt: skip
    if litres is not None:
        content = ReportContent(state=PointState.OPEN, fuel_l=litres)
        receive_report(ACTOR, Report(made.pk, NOW, ReportChannel.KEEPER, content))
    return made


def make_depot(world, litres: float | None, name: str = "Depot") -> Depot:
    made = save_depot(ACTOR, world[TOWN], DepotTerms(name, None, 50.0, 36.2), within=ANYWHERE)
    kind = MovementKind.RECEIVED if litres is None else MovementKind.COUNT
    move(ACTOR, made.pk, Moved(new_ulid(), "fuel.diesel", kind, litres or 5.0), within=ANYWHERE)
    return made


def found(aim: Aim = AIM):
    return suggestions(Point.objects.all(), Depot.objects.filter(is_closed=False), aim, NOW)


def moves(of=None) -> dict[tuple[str, str], int]:
    return {
        (one.depot.name if one.depot else one.giver.code, one.taker.code): one.litres
        for one in (of or found()).transfers
    }


def test_what_is_missing_until_then_comes_from_a_depot(world):
    point = make_point(world, 1, 10.0)
    make_depot(world, 100.0)
    (one,) = found().transfers
    assert (one.depot.name, one.taker, one.item, one.litres) == ("Depot", point, "fuel.diesel", 14)
    assert one.alive_until == NOW + 12 * HOUR
    assert one.way_km == pytest.approx(17.7, abs=0.1)


def test_a_point_gives_what_it_has_above_its_own_need_and_reserve(world):
    taker, giver = make_point(world, 1, 10.0), make_point(world, 2, 46.0)
    assert moves() == {(giver.code, taker.code): 10}
    assert found().unmet == [(taker, 4)]


def test_what_nobody_knows_is_neither_spare_nor_enough(world):
    silent, blank = make_point(world, 1), make_point(world, 2, 1000.0, facts={**GENERATOR, "power.fuel": "unknown"})
    short = make_point(world, 3, 0.0)
    depot = make_depot(world, None)
    assert moves() == {}
    assert {point.code for point in found().unknown} == {silent.code, blank.code}
    assert found().unmet == [(short, 24)]
    assert found().uncounted == [(depot, "fuel.diesel")]


def test_a_point_without_a_generator_asks_for_no_fuel(world):
    make_point(world, 1, facts={})
    assert (found().unknown, found().unmet) == ([], [])


def test_a_shut_door_needs_nothing_and_can_give(world):
    taker, giver = make_point(world, 1, 20.0), make_point(world, 2, 40.0)
    receive_report(ACTOR, Report(taker.pk, NOW, ReportChannel.KEEPER, ReportContent(state=PointState.CLOSED)))
    assert moves() == {}
    receive_report(ACTOR, Report(giver.pk, NOW, ReportChannel.KEEPER, ReportContent(state=PointState.CLOSED)))
    other = make_point(world, 3, 22.0)
    assert moves() == {(giver.code, other.code): 2}


def test_where_it_does_not_suffice_more_people_and_medical_power_come_first(world):
    make_point(world, 1, 0.0, capacity_seated=100)
    ill = make_point(world, 2, 0.0, facts={**GENERATOR, "service.medical_power": "yes"})
    make_depot(world, 24.0)
    assert moves() == {("Depot", ill.code): 24}


def test_a_tank_takes_no_more_than_it_holds(world):
    point = make_point(world, 1, 10.0, facts={**GENERATOR, "power.tank_l": 20})
    make_depot(world, 100.0)
    assert moves() == {("Depot", point.code): 10}


def test_what_is_promised_already_is_not_suggested_again(world):
    point, depot = make_point(world, 1, 10.0), make_depot(world, 20.0)
    ulid = new_ulid()
    take_suggestion(ACTOR, Suggested(ulid, point, "fuel.diesel", 14.0, depot=depot), within=ANYWHERE)
    other = make_point(world, 2, 10.0)
    assert moves() == {("Depot", other.code): 6}
    terms = DeskStep(new_ulid(), RequestStepKind.SEND, 14.0, "fuel.diesel", NOW + HOUR, depot_id=depot.pk)
    take_step(ACTOR, ulid, terms, within=ANYWHERE)
    assert moves() == {("Depot", other.code): 6}


def test_a_suggestion_becomes_an_accepted_request_once(world):
    point, depot, ulid = make_point(world, 1, 10.0), make_depot(world, 20.0), new_ulid()
    suggested = Suggested(ulid, point, "fuel.diesel", 14.0, depot=depot)
    assert take_suggestion(ACTOR, suggested, within=ANYWHERE)
    assert not take_suggestion(ACTOR, suggested, within=ANYWHERE)
    request = SupplyRequest.objects.get()
    assert (request.state, request.item, request.quantity) == ("accepted", "fuel.diesel", 14.0)


def test_the_page_shows_reasons_and_makes_a_request_with_one_press(client, coordinator, world):
    taker = make_point(world, 1, 10.0)
    foreign = make_point(world, 7, 0.0, OTHER_TOWN)
    depot = make_depot(world, 100.0)
    silent = make_point(world, 3)
    client.force_login(coordinator)
    query = f"/desk/requests/suggestions/?territory={TOWN}&kind=fuel&hours=12&reserve_h=6&least_l=5"
    page = client.get(query).content.decode()
    assert "Run from Depot" in page
    assert '<td data-label="Way">18 km</td>' in page
    assert '<td data-label="Goes on at least until">02:00, 16 January</td>' in page
    assert silent.code in page
    assert foreign.code not in page
    form = {
        "ulid": new_ulid(), "taker": taker.code, "item": "fuel.diesel", "litres": "14", "depot": depot.pk, "giver": "",
    }  # fmt: skip
    for _time in range(2):
        client.post("/desk/requests/suggestions/take", form)
    assert SupplyRequest.objects.get().state == "accepted"
    assert client.post("/desk/requests/suggestions/take", {**form, "taker": foreign.code}).status_code == 404
    assert client.post("/desk/requests/suggestions/take", {**form, "depot": "999999999999"}).status_code == 404
    for wrong in ({"litres": "-1"}, {"litres": "nan"}, {"item": "gold"}, {"ulid": "x"}, {"depot": ""}):
        client.post("/desk/requests/suggestions/take", {**form, "ulid": new_ulid(), **wrong})
    assert SupplyRequest.objects.count() == 1


ASKED = f"?territory={TOWN}&kind=fuel&hours=12&reserve_h=6"


def test_nobody_is_sent_with_less_than_a_canister_unless_it_is_asked_for(client, coordinator, world):
    little, much = make_point(world, 1, 10.0), make_point(world, 2, 0.0)
    make_depot(world, 100.0)
    client.force_login(coordinator)
    usual = client.get(f"/desk/requests/suggestions/{ASKED}")
    (run,) = usual.context["runs"]
    assert [(one.code, one.litres) for one in run.lines] == [(much.code, 24)]
    assert "No load is smaller than 20 l." in usual.content.decode()
    assert usual.context["unmet"] == [(little, "14 l")]
    (run,) = client.get(f"/desk/requests/suggestions/{ASKED}&least_l=0").context["runs"]
    assert {one.code for one in run.lines} == {little.code, much.code}
    assert run.totals == [("Fuel: diesel", 38)]


def test_what_comes_from_one_source_is_one_run_the_nearest_first(client, coordinator, world):
    makes = {"A depot": 36.0, "Z depot": 36.9}
    for name, longitude in makes.items():
        made = save_depot(ACTOR, world[TOWN], DepotTerms(name, None, 50.0, longitude), within=ANYWHERE)
        move(ACTOR, made.pk, Moved(new_ulid(), "fuel.diesel", MovementKind.COUNT, 100.0), within=ANYWHERE)
    for number in (3, 1, 88):
        make_point(world, number, 0.0)
    client.force_login(coordinator)
    runs = client.get(f"/desk/requests/suggestions/{ASKED}").context["runs"]
    told = [(run.source, [one.code for one in run.lines]) for run in runs]
    assert told == [("A depot", [point_code(1), point_code(3)]), ("Z depot", [point_code(88)])]


def test_the_table_for_other_programs_holds_what_the_page_shows(client, coordinator, other_coordinator, world):
    make_point(world, 1, 0.0, settlement="=Town", address="Street 1")
    make_depot(world, 100.0)
    client.force_login(coordinator)
    answer = client.get(f"/desk/requests/suggestions/suggestions.csv{ASKED}")
    (row,) = csv.DictReader(io.StringIO(answer.content.decode().removeprefix("\ufeff")))
    assert row == {
        "from": "Depot", "from_code": "", "to": "School 1", "to_code": point_code(1), "to_where": "'=Town, Street 1",
        "item": "fuel.diesel", "litres": "24", "way_km": "17.7", "goes_on_until": "2026-01-16T00:00:00Z",
    }  # fmt: skip
    refused = client.get("/desk/requests/suggestions/suggestions.csv?territory=nowhere")
    assert (refused.status_code, "text/plain" in refused["Content-Type"]) == (400, True)
    client.force_login(other_coordinator)
    assert client.get(f"/desk/requests/suggestions/suggestions.csv{ASKED}").status_code == 400


def test_an_area_that_is_too_large_is_refused_with_what_to_do(client, coordinator, world, monkeypatch):
    make_point(world, 1, 10.0)
    make_depot(world, 100.0)
    monkeypatch.setattr("punkt.supply.redistribution.MOST_WAYS", 0)
    client.force_login(coordinator)
    page = client.get(f"/desk/requests/suggestions/?territory={TOWN}&kind=fuel&hours=12&reserve_h=6").content.decode()
    assert "Choose a smaller area." in page


def test_an_area_of_others_is_not_offered(client, other_coordinator, world):
    make_point(world, 1, 10.0)
    make_depot(world, 100.0)
    client.force_login(other_coordinator)
    page = client.get(f"/desk/requests/suggestions/?territory={TOWN}&kind=fuel&hours=12&reserve_h=6").content.decode()
    assert "Depot" not in page
    assert point_code(1) not in page
