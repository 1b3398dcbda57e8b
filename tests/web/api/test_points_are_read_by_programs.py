"""Points over the API: judged at the moment of asking, page by page, strictly asked, never telling of hidden ones."""

from datetime import timedelta

from punkt import clock
from punkt.ids import point_code
from punkt.model.vocabulary import Visibility
from punkt_web.api import choosing
from punkt_web.registry.actions.policies import set_policy
from tests.web.finder.conftest import ACTOR, NOW


def test_an_open_door_decays_by_itself(client, town):
    code = town.open_point().code
    for hours, state in ((0, "open"), (3, "open"), (5, "not_confirmed")):
        with clock.fixed_at(NOW + timedelta(hours=hours)):
            assert client.get(f"/api/v1/points/{code}").json()["now"]["state"] == state
            assert client.get("/api/v1/points").json()["points"][0]["now"]["state"] == state
            assert client.get("/api/v1/status").json()["points"][0]["state"] == state


def test_a_walk_by_cursor_gives_every_point_once(client, town):
    made = sorted(town.point(north_m=None if n % 3 else 100 * n).code for n in range(11))
    walked, path = [], "/api/v1/points?limit=3"
    while path:
        told = client.get(path).json()
        walked += [one["code"] for one in told["points"]]
        path = told["next"]
    assert walked == made


def test_a_walk_for_a_rare_state_judges_few_points_a_page_and_finds_each_once(client, town, monkeypatch):
    monkeypatch.setattr(choosing, "MOST_JUDGED", 3)
    shut = []
    for number in range(20):
        one = town.point(north_m=100 + number)
        if number % 7 == 0:
            town.say(one, "closed")
            shut.append(one.code)
    walked, n_pages, path = [], 0, "/api/v1/status?state=closed&limit=2"
    while path:
        told = client.get(path).json()
        walked += [one["code"] for one in told["points"]]
        path, n_pages = told["next"], n_pages + 1
    assert walked == sorted(shut)
    assert n_pages >= 20 / 3


def test_unknown_and_faulty_parameters_are_named(client, town):
    response = client.get("/api/v1/points?foo=1&bbox=1&need=x&limit=0")
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert {one["parameter"] for one in response.json()["errors"]} == {"foo", "bbox", "need", "limit"}


def test_hidden_points_are_as_those_that_never_were_and_areas_have_no_name(client, town):
    hidden, area = town.open_point(name="Secret"), town.open_point(name="Secret", address="Secret")
    set_policy(ACTOR, hidden, Visibility.HIDDEN, reason="a target")
    set_policy(ACTOR, area, Visibility.AREA, reason="a target")
    never = client.get(f"/api/v1/points/{point_code(4242)}")
    assert client.get(f"/api/v1/points/{hidden.code}").content == never.content
    told = client.get(f"/api/v1/points/{area.code}").json()
    assert (told["position_kind"], told["names"], told["address"]) == ("area", {}, None)
    assert "address" in told["withheld"]
    for form in ("json", "geojson", "csv"):
        text = client.get(f"/api/v1/points?format={form}").content.decode()
        assert "Secret" not in text
        assert hidden.code not in text


def test_who_has_the_answer_is_told_so_and_other_sites_may_read(client, town):
    town.open_point()
    first = client.get("/api/v1/points")
    with clock.fixed_at(NOW + timedelta(minutes=2)):
        again = client.get("/api/v1/points", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again["Access-Control-Allow-Origin"]) == (304, "*")
    with clock.fixed_at(NOW + timedelta(hours=5)):
        assert client.get("/api/v1/points", headers={"if-none-match": first["ETag"]}).status_code == 200
    assert client.options("/api/v1/points").status_code == 204


def test_errors_are_problem_documents_and_nobody_asks_too_often(client, town, settings):
    for response, status in ((client.get("/api/x"), 404), (client.post("/api/v1/points"), 405)):
        assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    settings.API_REQUESTS_PER_MINUTE = 3
    answers = [client.get("/api/v1/status") for _number in range(4)]
    assert [one.status_code for one in answers][-1] == 429
    assert int(answers[-1]["Retry-After"]) > 0
