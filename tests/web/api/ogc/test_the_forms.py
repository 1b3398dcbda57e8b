"""OGC API - Features: GeoJSON, HTML, and the OpenAPI document that describes both."""

import re
from html.parser import HTMLParser

import pytest
import shapely

from punkt.model.vocabulary import Visibility
from punkt_web.api.ogc import urls
from punkt_web.registry.actions.policies import set_policy
from tests.web.api.described import faults, schema_of
from tests.web.api.ogc.conftest import ROOT, SITE
from tests.web.finder.conftest import ACTOR

ats = pytest.mark.ats
ITEMS = "collections/points/items"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
LANGUAGES = ("uk", "en", "et", "sv")


@pytest.fixture
def paths(town) -> list[str]:
    """Every address that answers with 200."""
    code = town.open_point(capacity_seated=30, address="вулиця 1").code
    return ["", "conformance", "api", "collections", "collections/points", ITEMS, f"{ITEMS}/{code}"]


class Links(HTMLParser):
    """The addresses in the body of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs) -> None:
        if tag == "a":
            self.found.append(dict(attrs)["href"])

    def handle_data(self, data) -> None:
        self.text += data


@ats("geojson/definition")
def test_geojson_is_given_to_who_asks_for_it(service, paths) -> None:
    for path in paths[-2:]:
        for asked in (
            {"accept": "application/geo+json"},
            {"accept": "*/*"},
            {"accept": "text/html;q=0.1, application/*"},
        ):
            assert service.ask(path, **asked)["Content-Type"] == "application/geo+json"
        assert service.ask(f"{path}?f=json", accept="text/html")["Content-Type"] == "application/geo+json"


@ats("geojson/content")
def test_geojson_is_geojson(service, town) -> None:
    codes = [town.open_point().code, town.point(north_m=None).code]
    area = town.open_point(name="Secret")
    set_policy(ACTOR, area, Visibility.AREA, reason="a target")
    told = service.read(ITEMS)
    assert (told["type"], len(told["features"])) == ("FeatureCollection", 3)
    for feature in (*told["features"], *(service.read(f"{ITEMS}/{code}") for code in codes)):
        assert (feature["type"], type(feature["properties"]), type(feature["id"])) == ("Feature", dict, str)
        geometry = feature["geometry"]
        assert geometry is None or shapely.from_geojson(str(geometry).replace("'", '"')).geom_type == "Point"
        assert "links" not in feature or all({"href", "rel", "type"} <= one.keys() for one in feature["links"])


@ats("html/definition")
def test_every_address_has_a_page(service, paths) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    for path in paths:
        for response in (service.ask(f"{path}?f=html"), service.ask(path, accept=browser)):
            assert response["Content-Type"] == "text/html; charset=utf-8"
            assert {"Accept", "Accept-Language", "Cookie"} <= set(response["Vary"].split(", "))
            page = response.content.decode()
            assert page.startswith("<!doctype html>")
            assert page.count("<h1") == 1
            assert "<script" not in page


@ats("html/content")
def test_a_page_holds_every_link_of_its_document_and_what_it_says(service, paths) -> None:
    for path in paths:
        document, page = service.read(f"{path}?f=json"), Links(service.ask(f"{path}?f=html").content.decode())
        for one in document.get("links", []):
            assert {one["href"], in_other_form(one["href"])} & set(page.found), (path, one)
        for word in leaves(
            {key: value for key, value in document.items() if key not in {"links", "demo", "type"}}, path
        ):
            assert word in page.text, (path, word)


def in_other_form(address: str) -> str:
    """To itself a page links as a page, and its document as JSON."""
    return re.sub("f=(json|html)", lambda hit: "f=html" if hit[1] == "json" else "f=json", address)


def leaves(value, path: str):
    """What a document says in letters and numbers that stand on its page as they are."""
    if path == "api":
        yield from value["paths"] and (one for one in value["paths"] if one != "/")
    elif isinstance(value, dict):
        for key, one in value.items():
            if key in {"properties", "collections", "names", "features", "extent", "conformsTo", "title"}:
                yield from leaves(one, path)
            elif key in {"id", "description", "address", "updated_at", "confirmed_at", "capacity_seated", "timeStamp"}:
                yield str(one)
    elif isinstance(value, list):
        for one in value:
            yield from leaves(one, path)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_and_titles_speak_the_language_that_is_asked_for(service, paths, language) -> None:
    for path in paths:
        by_address = service.ask(f"{path}?f=html&lang={language}").content.decode()
        assert f'<html lang="{language}">' in by_address
        assert f'<html lang="{language}">' in service.ask(f"{path}?f=html", accept_language=language).content.decode()
        within = [one for one in Links(by_address).found if "f=html" in one and "lang=" not in one]
        assert not within, "no cookie remembers the language here, so links carry it"
    title = service.read(f"collections/points?lang={language}")["title"]
    assert (
        title
        == dict(
            zip(
                LANGUAGES,
                ("Пункти незламності", "Resilience points", "Kerksuspunktid", "Trygghetspunkter"),
                strict=True,
            )
        )[language]
    )


def test_a_page_holds_at_most_a_hundred_points_and_leads_on(service, town, monkeypatch) -> None:
    from punkt_web.api.ogc import pages

    monkeypatch.setattr(pages, "MOST_ON_A_PAGE", 2)
    for _number in range(3):
        town.point()
    page = service.ask(f"{ITEMS}?f=html&limit=1000").content.decode()
    assert page.count('<section class="card">') == 2
    (onward,) = {one for one in Links(page).found if "cursor=" in one and "f=html" in one and "lang=" not in one}
    assert service.ask(onward.removeprefix(SITE + ROOT)).content.decode().count('<section class="card">') == 1


@ats("oas30/completeness")
def test_every_address_is_described_and_every_answer_is_as_described(service, paths) -> None:
    document = service.description()
    routes = {f"/{one.pattern}".replace("<str:code>", "{featureId}") for one in urls.urlpatterns}
    assert routes - {"/<path:rest>"} == document["paths"].keys()
    for path in paths:
        response = service.ask(path)
        described = f"/{path}" if path.count("/") < 3 else f"/{ITEMS}/{{featureId}}"
        schema = schema_of(document, described, response["Content-Type"])
        assert path == "api" or faults(response.json(), schema, document) == [], path


@ats("oas30/oas-definition-1", "oas30/oas-definition-2")
def test_the_description_is_openapi_3_0_and_has_a_page(service) -> None:
    response = service.ask("api")
    assert response["Content-Type"] == OPENAPI
    document = response.json()
    assert document["openapi"] == "3.0.3"
    assert {"title", "version"} <= document["info"].keys()
    named = re.findall(r'"\$ref": ?"#/components/schemas/(\w+)"', response.content.decode())
    assert set(named) <= document["components"]["schemas"].keys()
    operations = [path["get"] for path in document["paths"].values()]
    assert len({one["operationId"] for one in operations}) == len(operations)
    for path, one in document["paths"].items():
        in_path = {parameter["name"] for parameter in one["get"]["parameters"] if parameter["in"] == "path"}
        assert in_path == set(re.findall(r"{(\w+)}", path))
    assert service.ask("api?f=html").content.decode().count("GET /ogc/") == len(operations)


@ats("oas30/oas-impl")
def test_what_is_described_is_how_it_is_read(service, paths) -> None:
    for path, described in service.description()["paths"].items():
        asked = path.removeprefix("/").replace("{featureId}", paths[-1].rpartition("/")[2])
        for parameter in described["get"]["parameters"]:
            words = parameter["schema"].get("items", parameter["schema"]).get("enum", [])
            for word in words:
                assert service.ask(f"{asked}?{parameter['name']}={word}").status_code == 200, (path, word)


@ats("oas30/exceptions-codes")
def test_errors_are_described(service) -> None:
    for path, described in service.description()["paths"].items():
        codes = set(described["get"]["responses"])
        assert {"200", "304", "400", "429", "500", "503"} <= codes
        assert {"301", "404"} <= codes or "{" not in path


@ats("oas30/security")
def test_nobody_is_asked_who_they_are(service, paths) -> None:
    document = service.description()
    assert "security" not in document
    for path in paths:
        response = service.ask(path)
        assert response.status_code == 200
        assert not response.cookies
