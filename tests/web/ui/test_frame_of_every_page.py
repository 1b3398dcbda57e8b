"""What stands around every page: language, DEMO bar, ways out of an error, a style sheet that can be read."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from django.views import defaults

import punkt_web.ui
from punkt_web.accounts.models import User
from punkt_web.common.middleware import chosen_language

CSS = (Path(punkt_web.ui.__file__).parent / "static" / "ui" / "punkt.css").read_text(encoding="utf-8")
BAR = "DEMO: made-up points, not a real network"


def breaks(request: HttpRequest) -> HttpResponse:
    raise ValueError("a secret that no page may show")


def misunderstood(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("a secret that no page may show")


urlpatterns = [path("breaks/", breaks), path("misunderstood/", misunderstood)]


@pytest.mark.parametrize("language", ["uk", "en", "et", "sv"])
def test_an_address_with_nothing_answers_in_the_language_asked_for(client: Client, db: None, language: str) -> None:
    answer = client.get(f"/no/such/?lang={language}")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert f'<html lang="{language}">' in page
    assert f'<b lang="{language}" aria-current="true">' in page
    assert page.count("hreflang=") == 3
    assert 'href="/"' in page


def test_the_links_of_the_languages_keep_the_question(client: Client, db: None) -> None:
    page = client.get("/no/such/?q=Салтівка&q=%3Cb%3E").content.decode()
    assert 'href="?q=%D0%A1%D0%B0%D0%BB%D1%82%D1%96%D0%B2%D0%BA%D0%B0&amp;q=%3Cb%3E&amp;lang=et"' in page


@pytest.mark.parametrize(("demo", "shown"), [(True, True), (False, False)])
def test_a_demo_network_says_so_on_every_page_and_error(client: Client, keeper: User, demo: bool, shown: bool) -> None:
    with override_settings(IS_DEMO=demo):
        assert (BAR in client.get("/accounts/login/").content.decode()) is shown
        assert (BAR in client.get("/no/such/").content.decode()) is shown
        client.force_login(keeper)
        forbidden = client.get("/desk/people/")
        assert forbidden.status_code == 403
        assert (BAR in forbidden.content.decode()) is shown


@override_settings(ROOT_URLCONF=__name__)
def test_a_broken_page_says_nothing_of_what_broke(db: None, caplog: pytest.LogCaptureFixture) -> None:
    client = Client(raise_request_exception=False)
    for address, status in (("/breaks/?lang=sv", 500), ("/misunderstood/?lang=sv", 400)):
        answer = client.get(address)
        assert answer.status_code == status
        assert '<html lang="sv">' in answer.content.decode()
        assert "secret" not in answer.content.decode()


def test_the_page_for_a_broken_site_needs_nothing_that_can_break() -> None:
    request = RequestFactory().get("/")
    page = chosen_language(defaults.server_error)(request)
    assert b"Something broke" in page.content  # type: ignore[attr-defined]


def test_a_form_that_was_open_too_long_says_what_to_do(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a@example.org"})
    assert answer.status_code == 403
    assert "Go back, reload the page and send it again" in answer.content.decode()


def test_public_frames_ask_the_database_nothing() -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    # Without the db fixture any query raises.
    page = Template('{% extends "base.html" %}{% block content %}{{ my.can_edit }}{% endblock %}').render(
        Context({"is_demo": True, "user": request.user})
    )
    assert BAR in page


def test_the_style_sheet_is_small_and_names_no_other_host() -> None:
    assert len(CSS.encode()) < 9 * 1024
    assert len(gzip.compress(CSS.encode())) < 3 * 1024
    assert "url(" not in CSS
    assert "@import" not in CSS


def test_it_can_be_put_into_a_page_whole() -> None:
    inlined = Template("{% load look %}<style>{% inline_css %}</style>").render(Context())
    assert "/*" not in inlined
    assert "</" not in inlined.removesuffix("</style>")
    assert inlined.count("{") == re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL).count("{")


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})\b", block))


LIGHT = tokens(CSS.split("@media (prefers-color-scheme:dark)")[0])
DARK = LIGHT | tokens(CSS.split("@media (prefers-color-scheme:dark)")[1].split("}}")[0])
PAIRS = [
    ("ink", "paper"), ("ink", "paper-2"), ("ink-2", "paper"), ("ink-2", "paper-2"), ("link", "paper"),
    ("link", "paper-2"), ("paper", "ink"), ("open", "open-bg"), ("full", "full-bg"), ("unsure", "unsure-bg"),
    ("shut", "shut-bg"), ("shut", "paper"), ("ink", "warn-bg"), ("ink", "open-bg"), ("ink", "shut-bg"),
    ("link", "warn-bg"), ("link", "shut-bg"), ("link", "open-bg"), ("ink-2", "warn-bg"),
]  # fmt: skip


def luminance(colour: str) -> float:
    """Relative luminance of #rgb or #rrggbb by WCAG 2.2."""
    digits = colour.lstrip("#")
    digits = "".join(one * 2 for one in digits) if len(digits) == 3 else digits
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio by WCAG 2.2, at least 1."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_of_contrast_is_right() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), PAIRS)
def test_words_can_be_read(colours: dict[str, str], front: str, back: str) -> None:
    assert contrast(colours[front], colours[back]) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_edge_of_what_can_be_used_is_seen(colours: dict[str, str]) -> None:
    for edge in ("ink", "ink-2", "focus"):
        assert contrast(colours[edge], colours["paper"]) >= 3


def test_every_state_has_a_shape_of_its_own() -> None:
    shapes = re.findall(r"\.state(?:\.\w+)?::before\{content:\"(.)\"\}", CSS)
    assert len(shapes) == len(set(shapes)) == 4
