"""A cookie can say a NUL in quoted form, which PostgreSQL refuses wherever the cookie is looked up."""

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory

from punkt_web.common.middleware import cookies_without_nul

NUL = '"\\000' + "a" * 31 + '"'


def test_the_others_stay():
    seen = {}

    def answer(request):
        seen.update(request.COOKIES)
        return HttpResponse()

    header = f"{settings.SESSION_COOKIE_NAME}={NUL}; {settings.LANGUAGE_COOKIE_NAME}=uk"
    cookies_without_nul(answer)(RequestFactory().get("/", headers={"cookie": header}))
    assert seen == {settings.LANGUAGE_COOKIE_NAME: "uk"}


def test_it_comes_before_whatever_reads_cookies():
    assert settings.MIDDLEWARE[1] == "punkt_web.common.middleware.cookies_without_nul"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "LANGUAGE_COOKIE_NAME"])
@pytest.mark.parametrize("path", ["/", "/desk/", "/keep/reports"])
def test_no_page_stops_at_it(client, name, path):
    answer = client.generic("GET", path, headers={"cookie": f"{getattr(settings, name)}={NUL}"})
    assert answer.status_code in {200, 302, 405}
