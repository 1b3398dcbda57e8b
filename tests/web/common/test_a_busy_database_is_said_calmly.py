"""While a large import holds SQLite, a form is answered with when to come back, and not with a fault."""

import sqlite3
from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from punkt_web.registry.models import Revision


def locked(_request: HttpRequest) -> HttpResponse:
    raise OperationalError("database is locked")


def broken(_request: HttpRequest) -> HttpResponse:
    raise OperationalError("no such table: secret")


def writes(_request: HttpRequest) -> HttpResponse:
    Revision.objects.create(number=1)
    return HttpResponse()


urlpatterns = [path("locked/", locked), path("broken/", broken), path("writes/", writes)]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("language", ["uk", "en", "et", "sv"])
def test_the_page_says_when_to_come_back_in_the_language_asked_for(client: Client, language: str) -> None:
    answer = client.post("/locked/", {"name": "x"}, headers={"Accept-Language": language})
    page = answer.content.decode()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Content-Security-Policy" in answer.headers
    assert f'<html lang="{language}">' in page
    assert ("large import" in page) is (language == "en")
    assert "locked" not in page


@pytest.mark.urls(__name__)
def test_another_fault_of_the_database_stays_a_fault() -> None:
    answer = Client(raise_request_exception=False).get("/broken/")
    assert answer.status_code == 500
    assert "secret" not in answer.content.decode()


@pytest.fixture
def held() -> Iterator[None]:
    """Another process writes for a long time."""
    if connection.vendor != "sqlite":
        pytest.skip("Only SQLite has one writer at a time.")
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


@pytest.mark.urls(__name__)
@pytest.mark.django_db(transaction=True)
def test_a_writer_that_really_holds_the_file_is_waited_for_and_then_said(client: Client, held: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    answer = client.post("/writes/")
    assert answer.status_code == 503
    assert not Revision.objects.exists()
