"""OGC API - Features, core: from the landing page to the collection. Marks name the abstract tests."""

import pytest

from punkt_web.finder.network import Network, RecheckedNetwork
from tests.web.api.described import faults, schema_of
from tests.web.api.ogc.conftest import SITE, hrefs

ats = pytest.mark.ats
CORE = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/"
PATHS = ("", "conformance", "api", "collections", "collections/points", "collections/points/items")


@ats("core/root-op", "core/root-success")
def test_the_landing_page_leads_everywhere(service) -> None:
    told = service.read()
    assert hrefs(told, "conformance", "application/json") == [f"{SITE}/ogc/conformance"]
    assert hrefs(told, "data", "application/json") == [f"{SITE}/ogc/collections"]
    assert hrefs(told, "service-desc", "application/vnd.oai.openapi+json;version=3.0") == [f"{SITE}/ogc/api"]
    assert hrefs(told, "service-doc", "text/html") == [f"{SITE}/ogc/api?f=html"]
    for one in told["links"]:
        response = service.ask(one["href"])
        assert (response.status_code, response["Content-Type"].partition("; ")[0]) == (200, one["type"]), one


@ats("core/api-definition-op", "core/api-definition-success")
def test_the_description_is_where_the_landing_page_says(service) -> None:
    (address,) = hrefs(service.read(), "service-desc")
    for accepted in ("application/vnd.oai.openapi+json;version=3.0", "application/json", "*/*"):
        response = service.ask(address, accept=accepted)
        assert response["Content-Type"] == "application/vnd.oai.openapi+json;version=3.0"
        assert response.json()["openapi"].startswith("3.0.")


@ats("core/conformance-op", "core/conformance-success")
def test_the_classes_that_are_met_are_named(service) -> None:
    (address,) = hrefs(service.read(), "conformance", "application/json")
    named = set(service.read(address)["conformsTo"])
    assert named == {f"{CORE}{name}" for name in ("core", "oas30", "html", "geojson")}


@ats("core/http")
def test_it_speaks_http(client, service) -> None:
    for path in PATHS:
        whole, head = client.get(f"/ogc/{path}"), client.head(f"/ogc/{path}")
        assert (head.status_code, head["Content-Type"], head.content) == (200, whole["Content-Type"], b"")
        assert client.get(f"/ogc/{path}", headers={"if-none-match": whole["ETag"]}).status_code == 304
        refused = client.post(f"/ogc/{path}")
        assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert client.options(f"/ogc/{path}")["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
        assert whole["Access-Control-Allow-Origin"] == "*"


@ats("core/crs84")
def test_every_position_is_longitude_and_latitude_in_wgs_84(service, town) -> None:
    point = town.open_point()
    (told,) = service.read("collections/points/items")["features"]
    assert told["geometry"]["coordinates"] == [pytest.approx(point.longitude), pytest.approx(point.latitude)]
    assert service.read("collections/points")["crs"] == ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"]


@ats("core/fc-md-op", "core/fc-md-success", "core/fc-md-links", "core/fc-md-items", "core/fc-md-items-links")
def test_the_collections_are_told_with_where_their_items_are(service, town) -> None:
    town.open_point()
    (address,) = hrefs(service.read(), "data", "application/json")
    told = service.read(address)
    assert hrefs(told, "self") == [f"{SITE}/ogc/collections?f=json"]
    assert hrefs(told, "alternate", "text/html") == [f"{SITE}/ogc/collections?f=html"]
    (points,) = told["collections"]
    for media_type in ("application/geo+json", "text/html"):
        (items,) = hrefs(points, "items", media_type)
        assert service.ask(items, accept=media_type)["Content-Type"].startswith(media_type)
    assert all(one["rel"] and one["type"] for one in [*told["links"], *points["links"]])


@ats("core/rc-md-op", "core/rc-md-success")
def test_the_collection_says_the_same_alone(service, town) -> None:
    town.open_point()
    (among,) = service.read("collections")["collections"]
    assert service.read("collections/points") == among
    assert service.ask("collections/nothing").status_code == 404
    document = service.description()
    assert faults(among, schema_of(document, "/collections/points", "application/json"), document) == []


@ats("core/fc-md-extent")
def test_the_extent_holds_every_point(service, town) -> None:
    town.point(north_m=None)
    placed = [town.point(north_m=north_m) for north_m in (-70_000, 3, 12_345)]
    known = service.read("collections/points")["extent"]
    ((west, south, east, north),) = known["spatial"]["bbox"]
    assert all(west <= one.longitude <= east and south <= one.latitude <= north for one in placed)
    ((since, until),) = known["temporal"]["interval"]
    assert (since, until) == ("2026-01-15T12:00:00Z", None)


def test_an_old_snapshot_tells_no_extent_and_no_count(service, town, monkeypatch) -> None:
    """It may hold a point that was hidden meanwhile."""
    from punkt_web.api import choosing
    from punkt_web.api.ogc import extent

    town.open_point()
    held = extent.network()
    assert isinstance(held, Network)
    for module in (choosing, extent):
        monkeypatch.setattr(module, "network", lambda: RecheckedNetwork(held))
    assert "extent" not in service.read("collections/points")
    told = service.read("collections/points/items")
    assert told["numberReturned"] == 1
    assert "numberMatched" not in told


def test_the_licence_is_linked_where_the_installation_names_one(service, settings) -> None:
    assert not hrefs(service.read("collections/points"), "license")
    settings.DATA_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
    for path in ("", "collections", "collections/points", "collections/points/items"):
        assert hrefs(service.read(path), "license") == [settings.DATA_LICENCE]
