"""The console asks for supplies, confirms what came and takes back, with and without scripts, and by hand."""

import json
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.test import Client

from punkt import clock
from punkt.formats.item_message import read_item
from punkt.formats.request_text_writing import write_request_text
from punkt.formats.supply_message import read_request
from punkt.ids import new_ulid, point_code
from punkt.model.request_words import RequestStepKind
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.common.models import AuditEntry
from punkt_web.operations.actions.supplies.request_steps import DeskStep, take_step
from punkt_web.operations.actions.supplies.stock import DepotTerms, save_depot
from punkt_web.operations.models import HandOver, RequestStep, StatusReport, SupplyRequest
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


def message(kind: str, code: str = CODE, minutes_ago: float = 1, **said) -> dict:
    at = (NOW - timedelta(minutes=minutes_ago)).isoformat()
    return {"kind": kind, "id": new_ulid(), "point": code, "observed_at": at, **said}


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
    asked = message("request", thing="water", quantity=100, urgency="now")
    broken = message("request", thing="gold")
    outcomes, receipts = send(console, message("report", state="open"), asked, broken, message("report", headcount=5))
    assert outcomes == ["taken", "taken", "refused", "taken"]
    assert [receipt["id"] for receipt in receipts][1:3] == [asked["id"], broken["id"]]
    assert "again" not in receipts[2]
    assert send(console, asked)[0] == ["known"]
    assert (SupplyRequest.objects.count(), StatusReport.objects.count()) == (1, 2)


def test_of_another_point_nothing_is_taken(console):
    outcomes, receipts = send(console, message("request", OTHER_CODE, thing="water"))
    assert outcomes == ["refused"]
    assert receipts[0]["why"] == f"You report on no point {OTHER_CODE}."
    assert receipts[0]["again"] is True
    assert not SupplyRequest.objects.exists()


def test_what_came_is_confirmed_through_the_queue(console, world):
    asked = message("request", minutes_ago=9, thing="fuel.petrol", quantity="50")
    send(console, asked)
    sent = on_the_way(SupplyRequest.objects.get(), world)
    page = console.get(f"/keep/{CODE}/").content.decode()
    assert "On the way, expected at 16:00, 15 January" in page
    assert "Secret depot" not in page
    assert "+380441119999" not in page
    came = message("arrival", request=asked["id"], sent=sent, quantity="48", enough="yes")
    assert send(console, came, came)[0] == ["taken", "known"]
    request = SupplyRequest.objects.get()
    assert (request.state, request.received) == ("delivered", 48.0)
    assert "Delivered: 48 l" in console.get(f"/keep/{CODE}/supplies").content.decode()


def test_what_is_said_of_a_request_that_has_not_come_waits_for_it(console):
    asked = message("request", thing="fuel")
    withdrawn = message("withdrawal", request=asked["id"])
    outcomes, receipts = send(console, withdrawn)
    assert (outcomes, receipts[0]["again"]) == (["refused"], True)
    assert send(console, withdrawn, asked)[0] == ["taken", "taken"]
    assert SupplyRequest.objects.get().state == "cancelled"


def test_it_is_asked_for_confirmed_and_taken_back_without_scripts(console, world):
    page = console.get(f"/keep/{CODE}/").content.decode()
    assert page.index("Fuel: petrol (l)") < page.index("Fuel: diesel (l)")
    assert "Nothing was asked for lately." in page
    form = {
        "ulid": new_ulid(), "thing": "fuel.petrol", "quantity": "", "urgency": "hours",
        "needed_by@": "2026-01-15T20:00", "note": "two cans",
    }  # fmt: skip
    for _time in range(2):
        response = console.post(f"/keep/{CODE}/items/request", form)
        assert (response.status_code, response["Location"]) == (302, f"/keep/{CODE}/")
    request = SupplyRequest.objects.get()
    assert (request.quantity, request.needed_by) == (None, datetime(2026, 1, 15, 18, tzinfo=UTC))
    sent = on_the_way(request, world)
    said = {"ulid": new_ulid(), "request": request.pk, "sent": sent, "quantity": "20", "enough": "no"}
    console.post(f"/keep/{CODE}/items/arrival", said)
    request.refresh_from_db()
    assert (request.state, request.received) == ("accepted", 20.0)
    ended = {"ulid": new_ulid(), "request": request.pk, "note": "enough now"}
    console.post(f"/keep/{CODE}/items/withdrawal", ended)
    request.refresh_from_db()
    assert request.state == "cancelled"
    assert "enough now" in console.get(f"/keep/{CODE}/").content.decode()


@pytest.mark.parametrize(
    "wrong",
    [{"thing": ""}, {"thing": "gold"}, {"quantity": "-1"}, {"ulid": "x"}, {"urgency": "soon"}, {"needed_by@": "soon"}],
)
def test_what_cannot_be_is_refused_with_why(console, wrong):
    form = {"ulid": new_ulid(), "thing": "fuel", "quantity": "7", "urgency": "now", "note": "two cans", **wrong}
    response = console.post(f"/keep/{CODE}/items/request", form)
    assert response.status_code == 422
    assert not SupplyRequest.objects.exists()


def test_wrong_words_about_what_came_are_told(console):
    send(console, message("request", thing="fuel"))
    ulid = SupplyRequest.objects.get().pk
    for said in ({"ulid": "x"}, {"enough": "perhaps"}, {"sent": "x"}, {"request": "x"}):
        form = {"ulid": new_ulid(), "request": ulid, "enough": "yes", **said}
        assert console.post(f"/keep/{CODE}/items/arrival", form).status_code == 422
    unknown = {"ulid": new_ulid(), "request": new_ulid(), "enough": "yes"}
    assert "is not known at this point" in console.post(f"/keep/{CODE}/items/arrival", unknown).content.decode()
    assert not RequestStep.objects.exists()


def test_what_was_carried_by_hand_is_taken_once(console):
    asked = message("request", thing="fuel", quantity=30)
    lines = "\n".join(json.dumps(one) for one in (message("withdrawal", request=asked["id"]), asked))
    for told in ("Asked for: Fuel, 30 l.", "Received before."):
        page = console.post("/keep/carried", {"text": lines, "form_id": new_ulid()}).content.decode()
        assert told in page
    assert (SupplyRequest.objects.get().bearer, RequestStep.objects.get().bearer) == ("hand", "hand")


def test_open_requests_are_handed_over(console):
    send(console, message("request", thing="fuel"), message("request", thing="water"))
    console.post(
        f"/keep/{CODE}/items/withdrawal",
        {"ulid": new_ulid(), "request": SupplyRequest.objects.get(kind="water").pk},
    )
    assert "Requests for supplies that are open" in console.get(f"/keep/{CODE}/hand-over/").content.decode()
    send(console, message("hand_over"))
    assert HandOver.objects.get().known["n_requests"] == 1


@pytest.mark.parametrize("who", ["viewer", "other_coordinator", "outsider"])
def test_who_does_not_report_here_sees_and_says_nothing(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(f"/keep/{CODE}/supplies").status_code in {403, 404}
    form = {"ulid": new_ulid(), "thing": "fuel", "urgency": "now"}
    assert client.post(f"/keep/{CODE}/items/request", form).status_code in {403, 404}
    assert not SupplyRequest.objects.exists()


# --- as a text ------------------------------------------------------------------------------------------------------


def typed_in(client: Client, *texts: str) -> str:
    form = {"text": "\n".join(texts), "form_id": new_ulid()}
    return unescape(client.post("/keep/carried", form).content.decode())


def test_a_text_asks_and_what_was_understood_is_read_back(console):
    page = typed_in(console, f"{CODE} прошу бензину 40 л терміново до 18:00 о 13:50 прим. двері Б")
    assert "Asked for: Fuel: petrol, 40 l. At once: else the point closes or somebody is in danger." in page
    assert "Needed by 18:00 (EET). Asked at 13:50 (EET). Note: двері Б" in page
    request = SupplyRequest.objects.get()
    assert (request.kind, request.item, request.quantity, request.urgency) == ("fuel", "fuel.petrol", 40.0, "now")
    assert (request.note, request.bearer, request.state) == ("двері Б", "text", "asked")
    assert request.needed_by == datetime(2026, 1, 15, 16, tzinfo=UTC)
    assert request.stated_at == datetime(2026, 1, 15, 11, 50, tzinfo=UTC)


def test_the_same_text_is_one_request_whoever_types_it(client, console, coordinator):
    text = f"{CODE} ask petrol 40 l now at 13:50"
    typed_in(console, text, text)
    client.force_login(coordinator)
    assert "Received before." in typed_in(client, f"{CODE} просимо бензин 40 л негайно о 13:50")
    assert SupplyRequest.objects.count() == 1
    typed_in(client, f"{CODE} ask petrol 40 l now at 13:51", f"{CODE} ask petrol 41 l now at 13:50")
    assert SupplyRequest.objects.count() == 3


def test_a_text_without_a_time_is_the_request_that_is_open(console, world):
    text = f"{CODE} ask petrol 40 l now"
    typed_in(console, text, text)
    with clock.fixed_at(NOW + timedelta(hours=3)):
        assert "Received before." in typed_in(console, text, f"{text} note the yard")
    request = SupplyRequest.objects.get()
    send(console, message("withdrawal", request=request.pk))
    with clock.fixed_at(NOW + timedelta(hours=4)):
        assert "Received before." not in typed_in(console, text)
    assert SupplyRequest.objects.count() == 2


def test_a_form_that_is_sent_again_asks_for_nothing_new(console):
    form = {"text": f"{CODE} ask petrol 40 l now", "form_id": new_ulid()}
    console.post("/keep/carried", form)
    send(console, message("withdrawal", request=SupplyRequest.objects.get().pk))
    assert "Received before." in console.post("/keep/carried", form).content.decode()
    assert SupplyRequest.objects.count() == 1


def waiting(**said) -> tuple[dict, str]:
    """A request that waits in a console, and the text that the console shows of it."""
    item = message("request", thing="fuel.petrol", quantity="40.26", urgency="now", **said)
    asked = read_request(read_item(item))
    return item, write_request_text(CODE, asked, datetime.fromisoformat(item["observed_at"])).text


@pytest.mark.parametrize("is_text_first", [True, False])
def test_a_request_that_was_read_out_and_sent_later_is_one(console, is_text_first):
    far = (NOW + timedelta(days=2)).isoformat()
    item, text = waiting(note="Двері Б", needed_by=far)
    for is_text in (is_text_first, not is_text_first) * 2:
        if is_text:
            typed_in(console, text)
        else:
            is_there = SupplyRequest.objects.exists()
            assert send(console, item)[0] == ["known" if is_there else "taken"]
    request = SupplyRequest.objects.get()
    assert (request.note, request.needed_by) == ("Двері Б", NOW + timedelta(days=2))
    assert item["id"] in {request.pk, request.second_ulid}
    assert AuditEntry.objects.filter(action="ask for supplies again").count() == 1
    # What the console says of it later is said of that one, however often.
    word = message("withdrawal", request=item["id"])
    assert [send(console, word)[0] for _time in range(2)] == [["taken"], ["known"]]
    request.refresh_from_db()
    assert request.state == "cancelled"


def test_two_requests_of_a_console_in_a_minute_stay_two(console):
    first, text = waiting()
    second, _text = waiting()
    typed_in(console, text)
    assert send(console, first, second)[0] == ["known", "taken"]
    assert SupplyRequest.objects.count() == 2


def test_a_text_with_another_amount_is_another_request(console):
    item, _text = waiting()
    send(console, item)
    moment = datetime.fromisoformat(item["observed_at"])
    typed_in(console, f"{CODE} ask petrol 50 l now at {moment:%H:%M}Z", f"{CODE} ask petrol now at {moment:%H:%M}Z")
    assert SupplyRequest.objects.count() == 3
    assert not SupplyRequest.objects.exclude(second_ulid="").exists()


@pytest.mark.parametrize("who", ["other_coordinator", "keeper"])
def test_who_does_not_report_there_asks_for_nothing_by_text(client, request, who):
    client.force_login(request.getfixturevalue(who))
    code = {"other_coordinator": CODE, "keeper": OTHER_CODE}[who]
    assert "You report on no point" in typed_in(client, f"{code} ask petrol 40 l now at 13:50")
    assert not SupplyRequest.objects.exists()
