"""OGC API - Features, core: the points, what they are chosen by, and one of them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt import clock
from punkt.ids import point_code
from punkt.model.vocabulary import Visibility
from punkt_web.api.spans import read_span
from punkt_web.registry.actions.merging import merge_points
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Point
from tests.web.api.described import faults, schema_of
from tests.web.api.ogc.conftest import SITE, hrefs
from tests.web.finder.conftest import ACTOR, HERE, NOW

ats = pytest.mark.ats
ITEMS = "collections/points/items"


def changed(point: Point, moment: datetime) -> str:
    """The point's entry as if it was changed then."""
    Point.objects.filter(pk=point.pk).update(updated_at=moment)
    return point.code


@ats("core/fc-op", "core/fc-response", "core/fc-links", "core/fc-rel-type")
def test_the_points_are_given_page_by_page(service, town) -> None:
    made = sorted(town.point(north_m=None if n % 3 else 100 * n).code for n in range(7))
    told = service.read(f"{ITEMS}?limit=3")
    assert hrefs(told, "self", "application/geo+json") == [f"{SITE}/ogc/{ITEMS}?limit=3&f=json"]
    assert hrefs(told, "alternate", "text/html") == [f"{SITE}/ogc/{ITEMS}?limit=3&f=html"]
    assert all(one["rel"] and one["type"] for one in told["links"])
    assert service.ask(f"{ITEMS}?limit=3")["Link"] == f'<{hrefs(told, "next")[0]}>; rel="next"'
    assert service.codes("limit=3") == made
    document = service.description()
    assert faults(told, schema_of(document, f"/{ITEMS}", "application/geo+json"), document) == []


@ats("core/fc-limit-definition", "core/fc-limit-response-1", "core/fc-limit-response-2")
def test_no_page_is_longer_than_asked_for_and_a_greater_limit_than_the_greatest_is_lowered(service, town) -> None:
    for _number in range(3):
        town.point()
    limit = parameter(service, "limit")
    assert limit["schema"] == {"type": "integer", "minimum": 1, "maximum": 1000, "default": 100}
    assert (limit["in"], limit["required"], limit["style"], limit["explode"]) == ("query", False, "form", False)
    for greatest, n in ((1, 1), (2, 2), (1000, 3), (1001, 3), (10**30, 3)):
        assert service.read(f"{ITEMS}?limit={greatest}")["numberReturned"] == n
    for asked in ("0", "-1", "1.5", "x", ""):
        assert service.ask(f"{ITEMS}?limit={asked}").status_code == 400, asked


@ats("core/fc-bbox-definition", "core/fc-bbox-response")
def test_a_box_gives_what_is_in_it_and_what_has_no_place(service, town) -> None:
    near, far, nowhere = town.point(north_m=0), town.point(north_m=50_000), town.point(north_m=None)
    date_line = town.point(latitude=10.0, longitude=179.9, north_m=None)
    west, south, east, north = HERE[1] - 0.1, HERE[0] - 0.1, HERE[1] + 0.1, HERE[0] + 0.1
    for box in (f"{west},{south},{east},{north}", f"{west},{south},-10,{east},{north},500"):
        assert service.codes(f"bbox={box}") == sorted([near.code, nowhere.code])
    assert service.codes("bbox=170,-10,-170,20") == sorted([date_line.code, nowhere.code])
    assert service.codes("bbox=-180,-90,180,90") == sorted(one.code for one in (near, far, nowhere, date_line))
    box = parameter(service, "bbox")
    sizes = [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}]
    assert box["schema"] == {"type": "array", "items": {"type": "number"}, "oneOf": sizes}
    assert (box["in"], box["required"], box["style"], box["explode"]) == ("query", False, "form", False)


@ats("core/fc-time-definition")
def test_the_parameter_of_time_is_described(service) -> None:
    described = parameter(service, "datetime")
    assert described["schema"] == {"type": "string"}
    assert (described["in"], described["required"]) == ("query", False)
    assert (described["style"], described["explode"]) == ("form", False)


@ats("core/fc-time-response")
def test_points_are_chosen_by_when_their_entry_changed(service, town) -> None:
    """Every point has such a time, so none is there that has no time and would always fit."""
    days = [datetime(2026, 1, day, 12, 30, 15, 987_654, tzinfo=UTC) for day in (1, 2, 3)]
    one, two, three = (changed(town.point(), day) for day in days)
    told = {feature["id"]: feature["properties"]["updated_at"] for feature in service.read(ITEMS)["features"]}
    assert told[two] == "2026-01-02T12:30:15Z"
    for asked, fitting in (
        ("2026-01-02T12:30:15Z", {two}),
        ("2026-01-02T14:30:15%2B02:00", {two}),
        ("2026-01-02T12:30:15Z/2026-01-03T12:30:15Z", {two, three}),
        ("2026-01-02T12:30:16Z/..", {three}),
        ("2026-01-02T12:30:16Z/", {three}),
        ("../2026-01-02t12:30:15z", {one, two}),
        ("/2026-01-02T12:30:15Z", {one, two}),
        ("1990-12-31T23:59:60Z/1991-01-01T00:00:00Z", set()),
    ):
        assert set(service.codes(f"datetime={asked}")) == fitting, asked


@given(st.lists(st.datetimes(timezones=st.just(UTC)), min_size=3, max_size=3))
def test_a_span_holds_a_moment_between_its_ends(moments) -> None:
    start, between, end = (moment.replace(microsecond=0) for moment in sorted(moments))
    texts = [moment.isoformat() for moment in (start, end)]
    assert read_span("/".join(texts)).holds(between)
    assert read_span(f"{texts[0]}/..").holds(between)
    assert read_span(f"../{texts[1]}").holds(between)
    assert read_span(texts[0]).holds(end) == (start == end)


@ats("core/query-param-invalid")
@pytest.mark.parametrize(
    "asked",
    [
        "bbox=1", "bbox=1,2,3,x", "bbox=1,2,3,4,5", "bbox=0,10,1,5", "bbox=0,0,200,1", "bbox=nan,1,2,3",
        "datetime=x", "datetime=2026-01-15", "datetime=2026-13-01T00:00:00Z", "datetime=../..", "datetime=/",
        "datetime=2026-01-02T00:00:00Z/2026-01-01T00:00:00Z", "datetime=2026-01-01T00:00:00Z/x", "datetime=a/b/c",
        "datetime=0000-01-01T00:00:00Z", "datetime=9999-12-31T23:59:60Z", "datetime=2026-01-01T00:00:00Z%2B25:00",
        "limit=x", "cursor=x", "country=ua", "need=x", "state=x", "territory=%00", "f=xml", "lang=xx",
        "limit=1&limit=2",
    ],
)  # fmt: skip
def test_a_faulty_parameter_is_refused(service, asked) -> None:
    response = service.ask(f"{ITEMS}?{asked}")
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert [one["parameter"] for one in response.json()["errors"]] == [asked.partition("=")[0]]


@ats("core/query-param-unknown")
def test_an_unknown_parameter_is_refused_everywhere(service, town) -> None:
    code = town.point().code
    for path in ("", "conformance", "api", "collections", "collections/points", ITEMS, f"{ITEMS}/{code}"):
        response = service.ask(f"{path}?nothing=1")
        assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json"), path
        assert response.json()["errors"][0]["parameter"] == "nothing"


@ats("core/fc-timeStamp")
def test_an_answer_says_when_it_was_made(service, town) -> None:
    town.open_point()
    later = NOW + timedelta(minutes=7)
    with clock.fixed_at(later):
        assert service.read(ITEMS)["timeStamp"] == "2026-01-15T12:07:00Z"


@ats("core/fc-numberMatched", "core/fc-numberReturned")
def test_the_numbers_are_those_of_the_points(service, town) -> None:
    for number in range(5):
        town.open_point(needs="heat" if number % 2 else "water", country="UA" if number else "EE")
    for asked, n_matched in (("", 5), ("country=UA", 4), ("bbox=0,0,1,1", 0), ("datetime=2026-01-16T00:00:00Z/..", 0)):
        told = service.read(f"{ITEMS}?limit=2&{asked}")
        assert told["numberMatched"] == n_matched == len(service.codes(asked))
        assert told["numberReturned"] == len(told["features"]) == min(2, n_matched)
    assert "numberMatched" not in service.read(f"{ITEMS}?need=heat")


def test_points_are_chosen_by_country_territory_need_and_state(service, town) -> None:
    warm, wet = town.open_point(), town.point(needs="water", country="EE")
    assert service.codes("need=heat") == [warm.code]
    assert service.codes("state=open") == [warm.code]
    assert service.codes("country=EE") == [wet.code]
    assert service.codes("territory=UA63") == []


@ats("core/f-op", "core/f-success", "core/f-links")
def test_a_point_is_given_alone_with_where_it_belongs(service, town) -> None:
    code = town.open_point().code
    told = service.read(f"{ITEMS}/{code}")
    assert told["id"] == code
    assert hrefs(told, "self", "application/geo+json") == [f"{SITE}/ogc/{ITEMS}/{code}?f=json"]
    assert hrefs(told, "alternate", "text/html") == [f"{SITE}/ogc/{ITEMS}/{code}?f=html"]
    assert hrefs(told, "collection", "application/json") == [f"{SITE}/ogc/collections/points"]
    assert all(one["rel"] and one["type"] for one in told["links"])
    document = service.description()
    schema = schema_of(document, f"/{ITEMS}/{{featureId}}", "application/geo+json")
    assert faults(told, schema, document) == []
    assert service.read(f"{ITEMS}/{code.lower()}") == told


def test_the_code_of_a_merged_point_leads_on(client, town) -> None:
    keep, drop = town.point(), town.point()
    merge_points(ACTOR, keep, drop)
    response = client.get(f"/ogc/{ITEMS}/{drop.code}?f=json")
    assert (response.status_code, response["Location"]) == (301, f"/ogc/{ITEMS}/{keep.code}?f=json")


def test_a_hidden_point_is_found_out_by_nothing(service, town) -> None:
    """Neither by a code, nor by a box, a time or a count."""
    shown, hidden = town.open_point(), town.open_point(north_m=90_000)
    since = "datetime=2026-01-10T00:00:00Z/.."
    asked = [ITEMS, f"{ITEMS}?{since}", f"{ITEMS}?bbox=30,50.5,40,51.5", "collections/points", f"{ITEMS}?need=heat"]
    set_policy(ACTOR, hidden, Visibility.HIDDEN, reason="a target")
    with_it = [service.ask(path).content for path in asked]
    assert service.ask(f"{ITEMS}/{hidden.code}").content == service.ask(f"{ITEMS}/{point_code(4242)}").content
    Point.objects.filter(pk=hidden.pk).delete()
    assert [service.ask(path).content for path in asked] == with_it
    assert service.codes(since) == [shown.code]


def test_an_open_door_decays_by_itself(service, town) -> None:
    code = town.open_point().code
    for hours, state in ((0, "open"), (3, "open"), (5, "not_confirmed")):
        with clock.fixed_at(NOW + timedelta(hours=hours)):
            assert service.read(f"{ITEMS}/{code}")["properties"]["now"]["state"] == state


def parameter(service, name: str) -> dict:
    """How the description tells of a parameter of the points."""
    described = service.description()["paths"][f"/{ITEMS}"]["get"]["parameters"]
    return next(one for one in described if one["name"] == name)
