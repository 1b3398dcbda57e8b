"""The OpenAPI document holds every address, and every answer has what the document says, no more and no less."""

import re

import pytest

from punkt.model.vocabulary import Visibility
from punkt_web.api import urls
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Territory
from tests.web.api.described import faults, schema_of
from tests.web.finder.conftest import ACTOR


@pytest.fixture
def document(client, db):
    return client.get("/api/v1/openapi.json").json()


def test_every_address_is_in_the_document(document) -> None:
    routes = {re.sub("<str:code>", "{code}", f"/{one.pattern}") for one in urls.urlpatterns}
    versioned = {route for route in routes if route.startswith("/api/v1/")}
    assert versioned - {"/api/v1/openapi.json"} == document["paths"].keys()


@pytest.mark.parametrize("form", ["json", "geojson"])
@pytest.mark.parametrize("path", ["/api/v1/points", "/api/v1/points/{code}"])
def test_points_are_as_the_document_says(client, town, document, path, form) -> None:
    codes = [town.open_point(capacity_seated=30).code, town.point(north_m=None, needs="").code]
    area = town.open_point(name="Secret")
    set_policy(ACTOR, area, Visibility.AREA, reason="a target")
    town.say(town.point(), "closed", headcount=3)
    for code in (*codes, area.code):
        response = client.get(path.format(code=code), {"format": form})
        media_type = response["Content-Type"].partition(";")[0]
        schema = schema_of(document, path, media_type)
        assert faults(response.json(), schema, document) == []


@pytest.mark.parametrize(
    "path", ["status", "territories", "territories/{code}", "packs", "packs/{code}", "packs/all", "figures"]
)
def test_the_others_are_as_the_document_says(client, town, document, path) -> None:
    Territory.objects.create(country="UA", code="UA01", level="country", names={"en": "Zed"}, path="UA01/")
    unit = Territory.objects.create(country="UA", code="UA63", level="region", names={"en": "Y"}, path="UA01/UA63/")
    town.open_point(territory=unit)
    known = {"packs/all": "packs/{code}"}.get(path, path)
    schema = schema_of(document, f"/api/v1/{known}", "application/json")
    answer = client.get(f"/api/v1/{path.format(code='UA63')}").json()
    assert faults(answer, schema, document) == []
    assert any(answer.values())


def test_a_problem_is_as_the_document_says(client, document) -> None:
    told = client.get("/api/v1/points?limit=x").json()
    assert told.pop("errors")
    assert faults(told, document["components"]["schemas"]["Problem"], document) == []


def test_what_the_document_says_of_a_parameter_is_how_it_is_read(client, town, document) -> None:
    for parameter in document["paths"]["/api/v1/points"]["get"]["parameters"]:
        words = parameter["schema"].get("items", parameter["schema"]).get("enum", [])
        for word in words:
            assert client.get("/api/v1/points", {parameter["name"]: word}).status_code == 200, word
    limit = next(one for one in document["paths"]["/api/v1/points"]["get"]["parameters"] if one["name"] == "limit")
    edges = (limit["schema"]["minimum"] - 1, limit["schema"]["minimum"], limit["schema"]["maximum"])
    assert [client.get(f"/api/v1/points?limit={edge}").status_code for edge in edges] == [400, 200, 200]
