"""The desk sees what points ask for, deals with it step by step, and nobody else does."""

from datetime import UTC, datetime, timedelta

import lxml.html
import pytest

from punkt import clock
from punkt.errors import InvalidValue
from punkt.ids import new_ulid, point_code
from punkt.model.reports import ReportContent
from punkt.model.request_words import MovementKind, RequestKind, RequestStepKind, RequestUrgency
from punkt.model.requests import Arrived, Asked
from punkt.model.vocabulary import ReportChannel
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.models import Membership
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.actions.supplies.request_steps import DeskStep, claim_request, take_step
from punkt_web.operations.actions.supplies.stock import DepotTerms, Moved, move, save_depot
from punkt_web.operations.models import Depot, Movement, RequestStep, SupplyRequest
from punkt_web.operations.supplies.stock import level_of
from punkt_web.registry.models import Point
from tests.conftest import OTHER_TOWN, TOWN
from tests.web.supplies import say

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
WITHIN = Reach(territory_codes=frozenset({TOWN}))
ME, SHE = Actor("me@example.org"), Actor("she@example.org")
K = RequestStepKind
GENERATOR = {"power.generator_kw": 10, "power.fuel": "diesel", "power.tank_l": 80, "power.consumption_l_h": 2.0}
SECRET = "+380441119999"


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed_at(NOW):
        yield


def make_point(number: int, territory, **more) -> Point:
    return Point.objects.create(
        code=point_code(number), country="UA", territory=territory, status=Point.Status.DESIGNATED,
        names={"en": f"School {number}"}, created_at=NOW, updated_at=NOW, **{"facts": GENERATOR, **more},
    )  # fmt: skip


@pytest.fixture
def point(world):
    return make_point(1, world[TOWN])


def ask(point: Point, minutes_ago: float = 1, **content) -> SupplyRequest:
    ulid = new_ulid()
    asked = Asked(**{"kind": RequestKind.FUEL, "item": "fuel.diesel", "quantity": 80.0, **content})
    say(Actor("keeper@example.org"), point, asked, NOW - timedelta(minutes=minutes_ago), ulid)
    return SupplyRequest.objects.get(pk=ulid)


def step(request: SupplyRequest, kind: K, who: Actor = ME, within: Reach = WITHIN, **more) -> SupplyRequest:
    entered = {"ulid": new_ulid(), **more}
    if kind is K.SEND:
        entered.setdefault("expected_at", NOW + timedelta(hours=2))
    take_step(who, request.pk, DeskStep(kind=kind, **entered), within=within)
    return SupplyRequest.objects.get(pk=request.pk)


def depot_with(world, level: float | None, item: str = "fuel.diesel"):
    made = save_depot(ME, world[TOWN], DepotTerms("Depot", phone=SECRET), within=WITHIN)
    kind = MovementKind.RECEIVED if level is None else MovementKind.COUNT
    move(ME, made.pk, Moved(new_ulid(), item, kind, 10.0 if level is None else level), within=WITHIN)
    return made


def test_from_asked_to_delivered_in_parts(world, point):
    request = ask(point)
    assert step(request, K.ACCEPT).state == "accepted"
    sent = step(request, K.SEND, quantity=50.0, source="the fire brigade")
    assert (sent.state, sent.expected_at) == ("on_the_way", NOW + timedelta(hours=2))
    first = RequestStep.objects.get(kind="send")
    part = step(request, K.RECEIVE, quantity=48.0, sent=first.ulid, is_enough=False)
    assert (part.state, part.received) == ("accepted", 48.0)
    step(request, K.SEND, quantity=30.0)
    whole = step(request, K.RECEIVE, quantity=30.0, is_enough=True)
    assert (whole.state, whole.received) == ("delivered", 78.0)
    told = list(RequestStep.objects.order_by("received_at", "ulid").values_list("state_before", "state_after"))
    assert ("asked", "accepted") in told
    assert ("accepted", "delivered") not in told


def test_of_two_who_accept_the_first_one_counts_and_the_other_is_told(point):
    request = ask(point)
    step(request, K.ACCEPT)
    with pytest.raises(InvalidValue, match="meanwhile"):
        step(request, K.ACCEPT, SHE)
    assert RequestStep.objects.count() == 1


def test_a_form_that_is_sent_twice_does_nothing_twice(world, point):
    request, ulid = ask(point), new_ulid()
    step(request, K.ACCEPT, ulid=ulid)
    assert take_step(ME, request.pk, DeskStep(ulid, K.ACCEPT), within=WITHIN) is False
    with pytest.raises(InvalidValue, match="somebody else"):
        take_step(SHE, request.pk, DeskStep(ulid, K.ACCEPT), within=WITHIN)
    depot, sent = depot_with(world, 100.0), new_ulid()
    for _time in range(2):
        terms = DeskStep(sent, K.SEND, 40.0, "fuel.diesel", NOW + timedelta(hours=1), depot_id=depot.pk)
        take_step(ME, request.pk, terms, within=WITHIN)
    assert level_of(depot, "fuel.diesel") == 60.0


def test_who_holds_a_request_keeps_others_out_for_half_an_hour(point):
    request = ask(point)
    assert claim_request(ME, request.pk, within=WITHIN)
    assert not claim_request(SHE, request.pk, within=WITHIN)
    with pytest.raises(InvalidValue, match="deals with this request now"):
        step(request, K.ACCEPT, SHE)
    assert step(request, K.RECEIVE, SHE, is_enough=True).state == "delivered"
    with clock.fixed_at(NOW + timedelta(minutes=31)):
        assert claim_request(SHE, request.pk, within=WITHIN)


@pytest.mark.parametrize("kind", [K.DECLINE, K.CANCEL])
def test_a_refusal_needs_a_reason(point, kind):
    request = ask(point)
    with pytest.raises(InvalidValue, match="why"):
        step(request, kind)
    assert step(request, kind, note="no fuel anywhere").state in {"declined", "cancelled"}


@pytest.mark.parametrize("expected_at", [None, NOW - timedelta(minutes=1), NOW + timedelta(days=60)])
def test_what_is_sent_is_expected_at_a_time(point, expected_at):
    with pytest.raises(InvalidValue, match="expected"):
        step(ask(point), K.SEND, expected_at=expected_at)


def test_more_than_a_depot_is_known_to_hold_is_not_issued(world, point):
    request, depot = ask(point), depot_with(world, 30.0)
    with pytest.raises(InvalidValue, match="only 30 in Depot"):
        step(request, K.SEND, quantity=40.0, item="fuel.diesel", depot_id=depot.pk)
    assert SupplyRequest.objects.get().state == "asked"
    assert level_of(depot, "fuel.diesel") == 30.0
    step(request, K.SEND, quantity=30.0, item="fuel.diesel", depot_id=depot.pk)
    assert level_of(depot, "fuel.diesel") == 0.0


def test_of_what_nobody_counted_any_amount_may_be_issued_and_stays_unknown(world, point):
    request, depot = ask(point), depot_with(world, None)
    assert level_of(depot, "fuel.diesel") is None
    step(request, K.SEND, quantity=500.0, item="fuel.diesel", depot_id=depot.pk)
    assert level_of(depot, "fuel.diesel") is None


def test_what_turned_back_is_in_its_depot_again(world, point):
    request, depot = ask(point), depot_with(world, 100.0)
    step(request, K.SEND, quantity=80.0, item="fuel.diesel", depot_id=depot.pk)
    sent = RequestStep.objects.get(kind="send")
    turned = step(request, K.TURN_BACK, sent=sent.ulid, note="the bridge is down", is_back=True)
    assert (turned.state, level_of(depot, "fuel.diesel")) == ("accepted", 100.0)
    with pytest.raises(InvalidValue, match="not on its way"):
        step(request, K.TURN_BACK, sent=sent.ulid, note="again", is_back=True)


def test_what_is_out_for_a_request_that_ended_can_still_be_put_back(world, point):
    request, depot = ask(point), depot_with(world, 100.0)
    step(request, K.SEND, quantity=80.0, item="fuel.diesel", depot_id=depot.pk)
    assert step(request, K.CANCEL, note="the grid is back").state == "cancelled"
    sent = RequestStep.objects.get(kind="send").ulid
    turned = step(request, K.TURN_BACK, sent=sent, note="driver called", is_back=True)
    assert (turned.state, level_of(depot, "fuel.diesel")) == ("cancelled", 100.0)


def test_a_point_that_gives_is_named_only_to_who_coordinates_it(client, coordinator, world, point):
    giver = make_point(5, world[OTHER_TOWN])
    request = ask(point)
    step(request, K.ACCEPT, quantity=10.0, item="fuel.diesel", from_point=giver)
    client.force_login(coordinator)
    page = client.get(f"/desk/requests/{request.pk}/").content.decode()
    assert "from: another point" in page
    assert giver.code not in page
    RequestStep.objects.update(from_point=make_point(6, world[TOWN]))
    assert f"from: School 6, {point_code(6)}" in client.get(f"/desk/requests/{request.pk}/").content.decode()


def test_a_depot_is_at_no_point_of_another_territory(world):
    with pytest.raises(InvalidValue, match="not in the territory"):
        save_depot(ME, world[TOWN], DepotTerms("x", make_point(5, world[OTHER_TOWN])), within=Reach(is_everywhere=True))


def test_a_count_that_is_other_than_the_ledger_says_needs_a_reason(world):
    depot = depot_with(world, 30.0)
    with pytest.raises(InvalidValue, match="ledger"):
        move(ME, depot.pk, Moved(new_ulid(), "fuel.diesel", MovementKind.COUNT, 25.0), within=WITHIN)
    move(ME, depot.pk, Moved(new_ulid(), "fuel.diesel", MovementKind.COUNT, 25.0, "a can leaked"), within=WITHIN)
    assert level_of(depot, "fuel.diesel") == 25.0


@pytest.mark.parametrize("quantity", [-1.0, float("nan"), 10.0**9])
def test_what_is_no_quantity_is_not_moved(world, quantity):
    depot = depot_with(world, 30.0)
    with pytest.raises(InvalidValue):
        move(ME, depot.pk, Moved(new_ulid(), "fuel.diesel", MovementKind.RECEIVED, quantity), within=WITHIN)
    assert Movement.objects.count() == 1


def test_nobody_acts_outside_of_where_they_coordinate(world, point):
    elsewhere = Reach(territory_codes=frozenset({OTHER_TOWN}))
    request, depot = ask(point), depot_with(world, 100.0)
    foreign = ask(make_point(2, world[OTHER_TOWN]))
    with pytest.raises(NotYours):
        step(request, K.ACCEPT, within=elsewhere)
    with pytest.raises(NotYours):
        claim_request(ME, request.pk, within=elsewhere)
    with pytest.raises(NotYours):
        step(foreign, K.SEND, within=elsewhere, quantity=1.0, item="fuel.diesel", depot_id=depot.pk)
    with pytest.raises(NotYours):
        move(ME, depot.pk, Moved(new_ulid(), "water", MovementKind.COUNT, 1.0), within=elsewhere)
    with pytest.raises(NotYours):
        save_depot(ME, world[OTHER_TOWN], DepotTerms("Depot"), within=WITHIN)
    assert level_of(depot, "fuel.diesel") == 100.0


def paths(request: SupplyRequest, depot) -> list[str]:
    return [
        f"/desk/requests/{request.pk}/",
        f"/desk/requests/new/{request.point.code}/",
        f"/desk/stock/{depot.pk}/",
        f"/desk/stock/{depot.pk}/edit",
    ]


@pytest.mark.parametrize("who", ["viewer", "keeper", "other_coordinator", "outsider"])
def test_who_may_not_sees_no_request_and_no_depot(client, request, world, point, who):
    asked, depot = ask(point), depot_with(world, 100.0)
    client.force_login(request.getfixturevalue(who))
    for path in paths(asked, depot):
        assert client.get(path).status_code in {302, 403, 404}
    for path in ("/desk/requests/", "/desk/requests/requests.csv", "/desk/stock/", "/desk/"):
        page = client.get(path)
        assert "Depot" not in page.content.decode()
        assert asked.pk not in page.content.decode()
    for step_of in ("accept", "send", "decline", "cancel", "receive"):
        form = {"ulid": new_ulid(), "note": "x", "expected_at": "2026-01-15T18:00"}
        assert client.post(f"/desk/requests/{asked.pk}/steps/{step_of}", form).status_code in {403, 404}
    assert client.post(f"/desk/requests/{asked.pk}/take").status_code in {403, 404}
    assert client.post(f"/desk/requests/shortage/{point.code}/", {"shortage": "fuel"}).status_code in {403, 404}
    assert not RequestStep.objects.exists()


def test_nothing_of_it_is_on_a_public_page(client, world, point):
    Point.objects.update(latitude=50.0, longitude=36.0)
    request, depot = ask(point, note="secret-note"), depot_with(world, 100.0)
    step(request, K.SEND, quantity=80.0, item="fuel.diesel", depot_id=depot.pk, note="secret-note")
    for path in (f"/p/{point.code}", f"/t/p/{point.code}", f"/api/v1/points/{point.code}", "/?q=50.0,36.0"):
        content = client.get(path).content.decode()
        assert not [word for word in ("secret-note", SECRET, "Depot", request.pk) if word in content]


def test_the_list_puts_first_who_needs_it_most(client, coordinator, world):
    points = [make_point(number, world[TOWN]) for number in (1, 2, 3)]
    for one, litres in zip(points, (60.0, 4.0, 60.0), strict=True):
        receive_report(ME, Report(one.pk, NOW, ReportChannel.KEEPER, ReportContent(fuel_l=litres)))
    plenty, dry, late = (ask(one, urgency=RequestUrgency.CAN_WAIT) for one in points)
    SupplyRequest.objects.filter(pk=late.pk).update(needed_by=NOW - timedelta(hours=1))
    client.force_login(coordinator)
    page = client.get("/desk/requests/").content.decode()
    places = [page.index(one.pk) for one in (late, dry, plenty)]
    assert places == sorted(places)
    assert "Overdue" in page
    table = client.get("/desk/requests/requests.csv").content.decode()
    assert f"{dry.pk},{points[1].code},School 2,fuel,fuel.diesel,80.0,l,can_wait" in table


def test_the_list_asks_the_database_as_often_however_many_there_are(
    client, coordinator, world, django_assert_max_num_queries
):
    for number in range(1, 13):
        ask(make_point(number, world[TOWN]))
    client.force_login(coordinator)
    with django_assert_max_num_queries(30):
        assert client.get("/desk/requests/").status_code == 200


def test_a_request_goes_its_way_by_forms_alone(client, coordinator, world, point):
    request, depot = ask(point), depot_with(world, 100.0)
    client.force_login(coordinator)
    path = f"/desk/requests/{request.pk}/"
    assert "Depot: Fuel: diesel, 100" in client.get(path).content.decode()
    client.post(f"{path}take")
    client.post(f"{path}steps/accept", {"ulid": new_ulid()})
    wrong = client.post(f"{path}steps/send", {"ulid": new_ulid(), "source": f"{depot.pk}:fuel.diesel"})
    assert "This field is required." in wrong.content.decode()
    form = {
        "ulid": new_ulid(),
        "source": f"{depot.pk}:fuel.diesel",
        "quantity": "120",
        "expected_at": "2026-01-15T18:00",
    }
    assert "There are only 100 in Depot." in client.post(f"{path}steps/send", form).content.decode()
    client.post(f"{path}steps/send", form | {"quantity": "80"})
    request.refresh_from_db()
    assert (request.state, request.expected_at) == ("on_the_way", datetime(2026, 1, 15, 16, tzinfo=UTC))
    sent = RequestStep.objects.get(kind="send").ulid
    client.post(f"{path}steps/receive", {"ulid": new_ulid(), "sent": sent, "quantity": "79.5"})
    request.refresh_from_db()
    assert (request.state, request.received) == ("delivered", 79.5)
    ledger = client.get(f"/desk/stock/{depot.pk}/").content.decode()
    assert f"request of {point.code}" in ledger
    assert SECRET in ledger
    client.post(f"{path}give-back")
    request.refresh_from_db()
    assert request.claimed_by == ""


def send_form(client, request) -> dict[str, str]:
    """What the form of sending shows at first, as a browser reads it."""
    page = lxml.html.fromstring(client.get(f"/desk/requests/{request.pk}/").content)
    (form,) = page.xpath("//form[contains(@action, '/steps/send')]")
    return {**dict(form.fields), "help": form.text_content(), "button": form.xpath(".//button")[0].text_content()}


def test_sending_proposes_the_nearest_depot_that_has_enough_and_a_time(client, coordinator, world, point):
    Point.objects.update(latitude=50.0, longitude=36.0)
    request = ask(point)
    for name, longitude, level in (("Near", 36.01, 79.0), ("Far", 36.5, 500.0), ("Middle", 36.2, 80.0)):
        depot = save_depot(ME, world[TOWN], DepotTerms(name, None, 50.0, longitude), within=WITHIN)
        move(ME, depot.pk, Moved(new_ulid(), "fuel.diesel", MovementKind.COUNT, level), within=WITHIN)
    client.force_login(coordinator)
    shown = send_form(client, request)
    middle = Depot.objects.get(name="Middle")
    assert (shown["source"], shown["quantity"]) == (f"{middle.pk}:fuel.diesel", "80.0")
    # 18.6 km at 30 km/h are 37 minutes: a quarter to one, which is 14:45 by the clocks of Ukraine.
    assert shown["expected_at"] == "2026-01-15T14:45"
    assert "A proposal: from Middle, 19 km at 30 km/h" in shown["help"]
    assert shown["help"].index("Near") < shown["help"].index("Middle") < shown["help"].index("Far")
    assert shown["button"] == "Note that it is on its way"
    sent = {name: shown[name] for name in ("ulid", "source", "quantity", "expected_at")}
    client.post(f"/desk/requests/{request.pk}/steps/send", sent)
    request.refresh_from_db()
    assert (request.state, request.expected_at) == ("on_the_way", NOW + timedelta(minutes=45))


def test_nothing_is_proposed_of_what_nobody_knows(client, coordinator, world, point):
    request = ask(point)
    depot = depot_with(world, None)
    client.force_login(coordinator)
    shown = send_form(client, request)
    assert (shown["source"], shown["expected_at"]) == ("", "")
    move(ME, depot.pk, Moved(new_ulid(), "fuel.diesel", MovementKind.COUNT, 100.0, "counted"), within=WITHIN)
    shown = send_form(client, request)
    assert (shown["source"], shown["expected_at"]) == (f"{depot.pk}:fuel.diesel", "")
    assert "A proposal" not in shown["help"]


def test_the_name_of_a_depot_is_no_markup_in_a_proposal(client, coordinator, world, point):
    Point.objects.update(latitude=50.0, longitude=36.0)
    depot = save_depot(ME, world[TOWN], DepotTerms("<i>x</i>", None, 50.0, 36.1), within=WITHIN)
    move(ME, depot.pk, Moved(new_ulid(), "fuel.diesel", MovementKind.COUNT, 500.0), within=WITHIN)
    client.force_login(coordinator)
    page = client.get(f"/desk/requests/{ask(point).pk}/").content.decode()
    assert "A proposal: from &lt;i&gt;x" in page
    assert "<i>x" not in page


def test_a_shortage_becomes_a_request_with_one_press_and_once(client, coordinator, point):
    receive_report(ME, Report(point.pk, NOW, ReportChannel.KEEPER, ReportContent(shortages=["fuel", "beds"])))
    client.force_login(coordinator)
    page = client.get(f"/desk/points/{point.code}/").content.decode()
    assert "Short of, by the last report" in page
    assert not SupplyRequest.objects.exists()
    for _time in range(2):
        client.post(f"/desk/requests/shortage/{point.code}/", {"shortage": "fuel"})
    client.post(f"/desk/requests/shortage/{point.code}/", {"shortage": "beds"})
    assert list(SupplyRequest.objects.order_by("kind").values_list("kind", "quantity")) == [
        ("equipment", None),
        ("fuel", None),
    ]


def test_the_start_page_and_the_board_count_what_is_open(client, coordinator, point):
    ask(point)
    client.force_login(coordinator)
    for path in ("/desk/", "/desk/live/"):
        page = client.get(path).content.decode()
        assert "1 request for supplies is open" in page
        assert "1 is not accepted yet" in page


def test_a_depot_is_made_and_counted_by_forms(client, coordinator, world, point):
    client.force_login(coordinator)
    form = {"name": "Depot", "point": point.code, "position": "", "phone": SECRET}
    client.post(f"/desk/stock/new/{TOWN}/", form)
    again = client.post(f"/desk/stock/new/{TOWN}/", {**form, "point": ""})
    assert "There is a depot of this name" in again.content.decode()
    foreign = client.post(f"/desk/stock/new/{TOWN}/", {"name": "x", "point": make_point(9, world[OTHER_TOWN]).code})
    assert "You coordinate no point of this code." in foreign.content.decode()
    depot = point.depot
    counted = {"ulid": new_ulid(), "item": "water", "kind": "count", "quantity": "0"}
    client.post(f"/desk/stock/{depot.pk}/", counted)
    assert level_of(depot, "water") == 0.0
    assert "Drinking water: <b>0 l" in client.get("/desk/stock/").content.decode()
    client.post(f"/desk/stock/{depot.pk}/edit", {"name": "Depot 2", "position": "50.0, 36.2", "is_closed": "on"})
    depot.refresh_from_db()
    assert (depot.name, depot.latitude, depot.is_closed, depot.point) == ("Depot 2", 50.0, True, None)


def test_what_a_keeper_says_late_ends_in_the_same_state(point):
    request = ask(point, 60)
    step(request, K.DECLINE, note="nothing there")
    say(Actor("keeper"), point, Arrived(request.pk, 80.0), NOW - timedelta(minutes=30))
    assert SupplyRequest.objects.get().state == "delivered"


def test_a_member_of_another_point_has_no_part_in_it(client, world, point, make_person):
    other = make_point(2, world[TOWN])
    person = make_person("neighbour")
    Membership.objects.create(user=person, role="keeper", scope="point", scope_code=other.code)
    request = ask(point)
    client.force_login(person)
    assert client.get(f"/keep/{point.code}/supplies").status_code == 404
    asked = {"ulid": new_ulid(), "thing": "fuel"}
    assert client.post(f"/keep/{point.code}/items/request", asked).status_code == 404
    for kind in ("arrival", "withdrawal"):
        said = {"ulid": new_ulid(), "request": request.pk}
        assert client.post(f"/keep/{point.code}/items/{kind}", said).status_code == 404
        assert client.post(f"/keep/{other.code}/items/{kind}", said).status_code == 422
    assert not RequestStep.objects.exists()
    assert request.pk not in client.get(f"/keep/{other.code}/").content.decode()


@pytest.mark.parametrize(
    ("language", "thing"), [("en", "Generator"), ("uk", "Генератор"), ("et", "Generaator"), ("sv", "Reservelverk")]
)
def test_a_thing_is_called_by_its_name_and_not_by_a_question_about_a_point(client, coordinator, point, language, thing):
    asked = ask(point, kind=RequestKind.EQUIPMENT, item="power.n_generators", quantity=2.0)
    client.force_login(coordinator)
    page = client.get(f"/desk/requests/{asked.pk}/", headers={"accept-language": language}).content.decode()
    assert f"<h1>{thing}, 2" in page


def test_a_depot_is_placed_on_a_map_as_a_point_is(client, coordinator, world, point):
    Point.objects.update(latitude=50.0, longitude=36.0)
    client.force_login(coordinator)
    page = lxml.html.fromstring(client.get(f"/desk/stock/new/{TOWN}/").content)
    (picker,) = page.xpath("//*[@data-picker]")
    assert page.get_element_by_id(picker.get("data-field")).name == "position"
    assert picker.get("data-start") == "[[50.0, 36.0], [50.0, 36.0]]"
    link = "https://www.openstreetmap.org/#map=15/50.0100/36.2300"
    for position, found in (("50.01, 36.23", True), (link, True), ("here", False)):
        form = {"name": f"At {position}", "position": position}
        assert (client.post(f"/desk/stock/new/{TOWN}/", form).status_code == 302) is found, position
    assert {(one.latitude, one.longitude) for one in Depot.objects.all()} == {(50.01, 36.23)}
