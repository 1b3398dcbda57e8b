"""The console asks for supplies, confirms what came and takes back, with and without scripts, and by hand."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from punkt import clock
from punkt.ids import new_ulid, point_code
from punkt.model.request_words import RequestStepKind
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.request_steps import DeskStep, take_step
from punkt_web.operations.actions.stock import DepotTerms, save_depot
from punkt_web.operations.models import RequestStep, StatusReport, SupplyRequest
from punkt_web.registry.models import Point
from tests.conftest import OTHER_TOWN, TOWN

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
CODE, OTHER_CODE = point_code(1), point_code(2)
ANYWHERE = Reach(is_everywhere=True)


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed_at(NOW):
        yield


@pytest.fixture(autouse=True)
def points(world):
    for code, town in ((CODE, TOWN), (OTHER_CODE, OTHER_TOWN)):
        Point.objects.create(
            code=code, names={"en": "School"}, territory=world[town], country="UA", facts={"power.fuel": "petrol"},
            status=Point.Status.DESIGNATED, created_at=NOW, updated_at=NOW,
        )  # fmt: skip


@pytest.fixture
def console(client: Client, keeper) -> Client:
    client.force_login(keeper)
    return client


def message(code: str = CODE, minutes_ago: float = 1, **said) -> dict:
    at = (NOW - timedelta(minutes=minutes_ago)).isoformat()
    return {"id": new_ulid(), "point": code, "observed_at": at, **said}


def send(client: Client, *items: dict):
    body = json.dumps({"sent_at": NOW.isoformat(), "reports": list(items)})
    response = client.post("/keep/reports", body, content_type="application/json")
    return [receipt["outcome"] for receipt in response.json()["receipts"]], response.json()["receipts"]


def on_the_way(request: SupplyRequest, world, litres: float = 50.0) -> str:
    depot = save_depot(Actor("desk"), world[TOWN], DepotTerms("Secret depot", phone="+380441119999"), within=ANYWHERE)
    ulid = new_ulid()
    step = DeskStep(
        ulid, RequestStepKind.SEND, litres, "fuel.petrol", NOW + timedelta(hours=2), depot_id=depot.pk, note="by van"
    )
    take_step(Actor("desk"), request.pk, step, within=ANYWHERE)
    return ulid


def test_reports_and_words_about_supplies_come_in_one_sending(console):
    asked = message(asked={"kind": "water", "quantity": 100, "urgency": "now"})
    broken = message(asked={"kind": "gold"})
    outcomes, receipts = send(console, message(state="open"), asked, broken, message(headcount=5))
    assert outcomes == ["taken", "taken", "refused", "taken"]
    assert [receipt["id"] for receipt in receipts][1:3] == [asked["id"], broken["id"]]
    assert send(console, asked)[0] == ["known"]
    assert (SupplyRequest.objects.count(), StatusReport.objects.count()) == (1, 2)


def test_of_another_point_nothing_is_taken(console):
    asked = message(OTHER_CODE, asked={"kind": "water"})
    outcomes, receipts = send(console, asked)
    assert outcomes == ["refused"]
    assert receipts[0]["why"] == f"You report on no point {OTHER_CODE}."
    assert receipts[0]["again"] is True
    assert not SupplyRequest.objects.exists()


def test_what_came_is_confirmed_through_the_queue(console, world):
    asked = message(asked={"kind": "fuel", "item": "fuel.petrol", "quantity": 50}, minutes_ago=9)
    send(console, asked)
    sent = on_the_way(SupplyRequest.objects.get(), world)
    page = console.get(f"/keep/{CODE}/").content.decode()
    assert "On the way, expected at 16:00, 15 January" in page
    assert "Secret depot" not in page
    assert "+380441119999" not in page
    came = message(arrived={"request": asked["id"], "sent": sent, "quantity": 48, "is_enough": True})
    assert send(console, came, came)[0] == ["taken", "known"]
    request = SupplyRequest.objects.get()
    assert (request.state, request.received) == ("delivered", 48.0)
    assert "Delivered: 48 l" in console.get(f"/keep/{CODE}/supplies").content.decode()


def test_what_is_said_of_a_request_that_has_not_come_waits_for_it(console):
    asked = message(asked={"kind": "fuel"})
    outcomes, receipts = send(console, message(withdrawn={"request": asked["id"]}))
    assert (outcomes, receipts[0]["again"]) == (["refused"], True)


def test_it_is_asked_for_confirmed_and_taken_back_without_scripts(console, world):
    page = console.get(f"/keep/{CODE}/").content.decode()
    assert page.index("Fuel: petrol (l)") < page.index("Fuel: diesel (l)")
    assert "Nothing was asked for lately." in page
    form = {
        "ulid": new_ulid(), "thing": "fuel:fuel.petrol", "quantity": "", "urgency": "hours",
        "needed_by": "2026-01-15T20:00", "note": "two cans",
    }  # fmt: skip
    for _time in range(2):
        assert console.post(f"/keep/{CODE}/supplies/ask", form).status_code == 302
    request = SupplyRequest.objects.get()
    assert (request.quantity, request.needed_by) == (None, datetime(2026, 1, 15, 18, tzinfo=UTC))
    sent = on_the_way(request, world)
    said = {"ulid": new_ulid(), "sent": sent, "quantity": "20", "enough": "no"}
    console.post(f"/keep/{CODE}/supplies/{request.pk}/arrived", said)
    request.refresh_from_db()
    assert (request.state, request.received) == ("accepted", 20.0)
    console.post(f"/keep/{CODE}/supplies/{request.pk}/withdrawn", {"ulid": new_ulid(), "note": "enough now"})
    request.refresh_from_db()
    assert request.state == "cancelled"
    assert "enough now" in console.get(f"/keep/{CODE}/").content.decode()


@pytest.mark.parametrize(
    "wrong", [{"thing": ""}, {"thing": "gold:"}, {"quantity": "-1"}, {"ulid": "x"}, {"urgency": ""}]
)
def test_what_cannot_be_is_said_on_the_form_and_what_was_entered_stays(console, wrong):
    form = {"ulid": new_ulid(), "thing": "fuel:", "quantity": "7", "urgency": "now", "note": "two cans", **wrong}
    page = console.post(f"/keep/{CODE}/supplies/ask", form).content.decode()
    assert "two cans" in page
    assert "error" in page or "notice bad" in page
    assert not SupplyRequest.objects.exists()


def test_wrong_words_about_what_came_are_told(console):
    send(console, message(asked={"kind": "fuel"}))
    ulid = SupplyRequest.objects.get().pk
    for said in (
        {"ulid": new_ulid()},
        {"ulid": "x", "enough": "yes"},
        {"ulid": new_ulid(), "enough": "yes", "sent": "x"},
    ):
        page = console.post(f"/keep/{CODE}/supplies/{ulid}/arrived", said, follow=True).content.decode()
        assert "Received: the coordinator sees it now." not in page
    unknown = {"ulid": new_ulid(), "enough": "yes"}
    page = console.post(f"/keep/{CODE}/supplies/{new_ulid()}/arrived", unknown, follow=True).content.decode()
    assert "is not known at this point" in page
    assert not RequestStep.objects.exists()


def test_what_was_carried_by_hand_is_taken_once(console):
    asked = message(asked={"kind": "fuel", "quantity": 30})
    lines = "\n".join(json.dumps(one) for one in (asked, message(state="open")))
    for told in ("Needed: Fuel; 30 l", "Received before."):
        page = console.post("/keep/carried", {"text": lines, "form_id": new_ulid()}).content.decode()
        assert told in page
    assert SupplyRequest.objects.get().bearer == "hand"


@pytest.mark.parametrize("who", ["viewer", "other_coordinator", "outsider"])
def test_who_does_not_report_here_sees_and_says_nothing(client, request, who):
    client.force_login(request.getfixturevalue(who))
    for path in ("supplies", "supplies/ask"):
        assert client.get(f"/keep/{CODE}/{path}").status_code in {403, 404, 405}
    form = {"ulid": new_ulid(), "thing": "fuel:", "urgency": "now"}
    assert client.post(f"/keep/{CODE}/supplies/ask", form).status_code in {403, 404}
    assert not SupplyRequest.objects.exists()
