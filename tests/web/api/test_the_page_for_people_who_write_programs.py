"""``/api/`` says in four languages what programs can read, with an example for each address that works."""

import html
import re

import pytest

from punkt_web.api.openapi import OPERATIONS


@pytest.mark.parametrize("language", ["uk", "en", "et", "sv"])
def test_it_names_every_address_and_leads_on(client, db, settings, language) -> None:
    page = client.get("/api/", headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}">' in page
    for operation in OPERATIONS:
        assert f"GET {operation.path}" in html.unescape(page)
    for path in ("/api/v1/openapi.json", "/ogc/?f=html", "/get"):
        assert f'href="{path}"' in page
    assert str(settings.API_REQUESTS_PER_MINUTE) in page
    assert "<script" not in page


def test_its_examples_are_understood(client, town) -> None:
    page = html.unescape(client.get("/api/").content.decode())
    examples = re.findall(r"curl 'http://testserver([^']+)'", page)
    assert len(examples) == len(OPERATIONS)
    for path in examples:
        response = client.get(path)
        assert response.status_code in {200, 404}, path
        assert response["Content-Type"].startswith("application/")


def test_it_names_the_licence_where_there_is_one(client, db, settings) -> None:
    settings.DATA_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
    assert f'<a href="{settings.DATA_LICENCE}" rel="license">' in client.get("/api/").content.decode()


def test_it_is_found_from_the_public_pages_and_keeps_its_language(client, db) -> None:
    for path in ("/", "/get"):
        assert 'href="/api/"' in client.get(path).content.decode()
    assert 'href="/ogc/?f=html&amp;lang=et"' in client.get("/api/?lang=et").content.decode()
    for path in ("/api", "/ogc"):
        assert client.get(path)["Location"] == f"{path}/"
    assert client.post("/api/")["Content-Type"] == "application/problem+json"
