"""A header that names another character set changes neither an answer nor what others get after it."""

import io
import sys
from datetime import UTC, datetime

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client

from punkt import clock
from punkt_web.common.handler import Utf8Handler

pytestmark = pytest.mark.django_db
CHARSETS = [
    "ascii", "koi8-r", "iso-2022-kr", "hz", "utf-16", "utf-7", "cp037", "hex", "punycode", "undefined", "idna", "utf-8",
]  # fmt: skip
HEADERS = ["text/plain; charset={}", 'text/plain;CHARSET="{}"; x=1', "text/plain; charset*=utf-8''{}", ";charset={}"]


@pytest.fixture
def asked(settings, monkeypatch):
    """Asks as a server does, past the test client: the status and the body of an answer."""
    settings.API_REQUESTS_PER_MINUTE = 0
    handler = Utf8Handler()
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 1, 15, 12, tzinfo=UTC))  # a page tells the second
    # As the test client does: the connection is that of the test, and a request that ends must not close it.
    ends = (request_started, request_finished)
    for end in ends:
        end.disconnect(close_old_connections)

    def asking(path, content_type="", method="GET", body=b""):
        path, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "CONTENT_TYPE": content_type,
            "CONTENT_LENGTH": str(len(body)), "SERVER_NAME": "testserver", "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "HTTP_ACCEPT_LANGUAGE": "uk",
            "wsgi.input": io.BytesIO(body), "wsgi.errors": sys.stderr, "wsgi.url_scheme": "http",
        }  # fmt: skip
        told = []
        answer = handler(environ, lambda status, _headers, _error=None: told.append(status))
        return told[0], b"".join(answer)

    yield asking
    for end in ends:
        end.connect(close_old_connections)


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("charset", CHARSETS)
def test_a_page_is_the_same_whatever_the_header_says(asked, charset, header):
    for path in ("/?q=%D0%A5%D0%B0%D1%80%D0%BA%D1%96%D0%B2+1&need=heat", "/t/?q=Kharkiv+region", "/api/v1/points"):
        assert asked(path, header.format(charset)) == asked(path)
        assert asked(path)[0] == "200 OK"


def test_a_form_is_read_whole_with_its_boundary(asked):
    part = b'--b;1\r\nContent-Disposition: form-data; name="language"\r\n\r\nuk\r\n--b;1--\r\n'
    status, _body = asked("/desk/", 'multipart/form-data; charset=hex; boundary="b;1"', "POST", part)
    assert status.startswith(("302", "403", "405"))


def test_more_parameters_than_can_be_read_are_refused_calmly():
    answer = Client(raise_request_exception=False).get("/?" + "a&" * 2500)
    assert answer.status_code == 400
    assert "Punkt" in answer.content.decode()
