"""Every text of a page went through the catalogue: no English is left on a Ukrainian, Estonian or Swedish page.

The catalogue of the language is replaced by one that puts every translated text between ⟦ and ⟧ and leaves out what
it does not hold. What is Latin and outside of the marks is then either data, which the pages here keep in Cyrillic,
or a text that nobody translated.
"""

import re
from collections.abc import Callable, Iterator
from datetime import time, timedelta
from gettext import c2py
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real

from punkt import clock
from punkt.model.position import Position
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import EvidenceMethod, PointState, ReportChannel, Visibility
from punkt_web.accounts import actions as people
from punkt_web.accounts.models import Scope, User
from punkt_web.accounts.queries import Reach
from punkt_web.accounts.roles import Role
from punkt_web.common.audit import Actor
from punkt_web.common.context import LANGUAGE_NAMES
from punkt_web.exchange.models import ImportRun
from punkt_web.finder.network import forget_network
from punkt_web.operations.actions import notices
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.models import TerritoryNotice
from punkt_web.registry.actions.aliases import add_alias
from punkt_web.registry.actions.points import register_point
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.actions.verification import verify_fields
from punkt_web.registry.models import Point, PointKind, Territory
from punkt_web.registry.statements import Evidence
from tests.conftest import TOWN

pytest_plugins = ("tests.web.exchange.conftest",)

OPEN, CLOSE = "⟦", "⟧"
CATALOGUES = Path(str(settings.LOCALE_PATHS[0]))
WORDS_IN_ATTRIBUTES = re.compile(r"aria-label|placeholder|title|alt|data-label")
DATA = re.compile(
    r"[\w.-]+@[\w.]+|ZZ\d*|[0-9A-Z]{3}-[0-9A-Z]{3}|https?://\S+|\b[0-9A-HJKMNP-TV-Z]{26}\b|\w+\.csv"
    r"|\bPunkt\b|Mo-Su [\d:-]+|\d+\xa0byte|\(cp1251\)"
)
HERE = (50.45, 30.52)


class MarkingCatalogue:
    """Stands for Django's catalogue of a language and shows which texts were looked up and found."""

    def __init__(self, language: str) -> None:
        self._real = trans_real.DjangoTranslation(language)
        self._language = language
        with (CATALOGUES / language / "LC_MESSAGES" / "django.po").open("rb") as file:
            catalogue = read_po(file, locale=language)
        self._number_of_form = c2py(catalogue.plural_expr)
        self._texts: dict[str, Any] = {}
        for message in catalogue:
            key = message.id if isinstance(message.id, str) else message.id[0]
            self._texts[f"{message.context}\x04{key}" if message.context else key] = message.string

    def gettext(self, text: str) -> str:
        found = self._texts.get(text)
        if found:
            return f"{OPEN}{found if isinstance(found, str) else found[0]}{CLOSE}"
        given = self._real.gettext(text)
        return text if given == text else f"{OPEN}{given}{CLOSE}"

    def ngettext(self, one: str, many: str, number: int) -> str:
        found = self._texts.get(one)
        if found:
            return f"{OPEN}{found[self._number_of_form(number)]}{CLOSE}"
        given = self._real.ngettext(one, many, number)
        return given if given in {one, many} else f"{OPEN}{given}{CLOSE}"

    def language(self) -> str:
        return self._language

    def to_language(self) -> str:
        return self._language


class Texts(HTMLParser):
    """The visible texts of a page that stand outside of the marks, and those of attributes that are read out.

    What says ``translate="no"`` of itself is a name, a code or a word of programs.
    """

    def __init__(self) -> None:
        super().__init__()
        self.outside: list[str] = []
        self.n_marked = 0
        self._depth = 0
        self._skipped = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._skipped and (tag in {"script", "style"} or ("translate", "no") in attrs):
            self._skipped = tag
        for name, value in attrs:
            # Other attributes for scripts hold identifiers, addresses, or sentences.
            is_sentence = name.startswith("data-") and " " in (value or "")
            if value and (WORDS_IN_ATTRIBUTES.fullmatch(name) or is_sentence):
                self._note(re.sub(f"{OPEN}.*{CLOSE}", "", value, flags=re.DOTALL))

    def handle_endtag(self, tag: str) -> None:
        if tag == self._skipped:
            self._skipped = ""

    def handle_data(self, data: str) -> None:
        if self._skipped:
            return
        outside = []
        for letter in data:
            if letter == OPEN:
                self.n_marked += 1
                self._depth += 1
            elif letter == CLOSE:
                self._depth -= 1
            elif not self._depth:
                outside.append(letter)
        self._note("".join(outside))

    def _note(self, text: str) -> None:
        self.outside.append(text.strip())


def english_left(page: str, data: list[str]) -> Iterator[str]:
    """Texts with Latin letters that are neither translated nor data."""
    texts = Texts()
    texts.feed(page)
    assert texts.n_marked > 5, "the catalogue that marks is not in use"
    for text in texts.outside:
        rest = text
        for known in data:
            rest = rest.replace(known, "")
        if re.search(r"[A-Za-z]{2}", DATA.sub("", rest)):
            yield text


@pytest.fixture(params=["uk", "et", "sv"])
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setitem(trans_real._translations, request.param, MarkingCatalogue(request.param))
    with translation.override(None):
        yield request.param


@pytest.fixture
def network(world: dict[str, Territory], administrator: User) -> dict[str, Point]:
    """Points of many kinds with Cyrillic data, and writes of many kinds in the trail."""
    forget_network()
    Territory.objects.update(names={"uk": "Громада"})
    User.objects.update(name="Людина")
    by, list_of_town = Actor("хтось"), Evidence("перелік", EvidenceMethod.IMPORTED, "2026-11-01")
    statements: dict[str, Any] = {
        "territory": Territory.objects.get(code=TOWN),
        "address": "вулиця 1",
        "kind": PointKind.objects.order_by("code").first(),
        "host_kind": "school",
        "capacity_seated": 80,
        "capacity_seated_basis": "stated",
        "opening_mode": "standby",
        "promised_minutes": 120,
        "hours_normal": "Mo-Su 08:00-22:00",
        "service.heat": "yes",
        "service.charging": "limited",
        "service.toilet": "no",
        "access.door_width": 90,
        "power.generator_kw": 12.5,
        "power.tank_l": 100,
        "power.consumption_l_h": 3.5,
        "power.battery_kwh": 10,
        "communication.backup_h": 24,
        "communication.link": "none",
        "heat.indoor_c": 18,
        "water.n_toilets": 2,
    }
    made = {}
    for number, name in enumerate(("open", "full", "standby", "area", "next")):
        place = {"position": Position(HERE[0] + number / 1000, HERE[1], 20), "name": {"uk": f"Школа {number}"}}
        made[name] = register_point(by, {**statements, **place}, list_of_town)
    for name, state in (
        ("open", PointState.OPEN),
        ("full", PointState.FULL),
        ("standby", PointState.CLOSED),
        ("next", PointState.OPEN),
    ):
        seen_at = clock.now() - timedelta(minutes=5)
        receive_report(by, Report(made[name].pk, seen_at, ReportChannel.KEEPER, ReportContent(state, headcount=12)))
    add_alias(by, made["open"], "Стара школа", language="uk")
    verify_fields(by, made["open"], ["service.heat"], EvidenceMethod.SEEN)
    set_policy(by, made["area"], Visibility.AREA, reason="рішення")
    set_policy(by, Territory.objects.get(code=TOWN), Visibility.PUBLIC, reason="рішення")
    announce_in(TOWN, by)
    giver = people.by_command("команда")
    person = people.give_person(giver, "new@example.org", name="Нова")
    people.give_role(giver, person, people.Grant(Role.COORDINATOR, Scope.TERRITORY, TOWN))
    return made


def announce_in(code: str, by: Actor) -> None:
    """An air alert that is on and one that is over, and a curfew that is on."""
    territory, anywhere = Territory.objects.get(code=code), Reach(is_everywhere=True)
    terms = notices.Terms(time(0), time(23, 59), clock.now().date() - timedelta(days=1), decision="№ 1")
    notices.start_alert(by, territory, within=anywhere)
    notices.end_notice(by, TerritoryNotice.objects.get().pk, within=anywhere)
    notices.start_alert(by, territory, within=anywhere)
    notices.set_curfew(by, territory, terms, within=anywhere)


@pytest.fixture
def check(language: str, network: dict[str, Point], client: Client) -> Callable[..., None]:
    """``check("/desk/", user)``: the page holds no English."""
    kinds = [name for kind in PointKind.objects.all() for name in kind.names.values()]
    data = sorted([*LANGUAGE_NAMES.values(), *kinds], key=len, reverse=True)

    def checking(path: str, user: User | None = None, *, status: int = 200) -> None:
        if user is not None:
            client.force_login(user)
        response = client.get(path, headers={"accept-language": language}, follow=True)
        assert response.status_code == status, path
        assert list(english_left(response.content.decode(), data)) == [], path

    return checking


def test_the_public_pages(check: Callable[..., None], network: dict[str, Point]) -> None:
    check("/")
    check("/?q=95,200")
    check(f"/?lat={HERE[0]}&lon={HERE[1]}&need=heat&need=charging")
    check(f"/?lat={HERE[0]}&lon={HERE[1]}&need=pets")
    check("/?lat=0&lon=0")
    check("/?lat=95&lon=0", status=400)
    check(f"/p/{network['open'].code}")
    check(f"/p/{network['open'].code}/sheet")
    check(f"/p/{network['area'].code}")
    check("/p/K7F-2MX", status=404)
    check("/nothing-here", status=404)


def test_the_pages_for_those_who_write_programs(check: Callable[..., None], network: dict[str, Point]) -> None:
    items = "collections/points/items"
    for path in ("", "api", "conformance", "collections", "collections/points", items):
        check(f"/ogc/{path}?f=html")
    for point in network.values():
        check(f"/ogc/{items}/{point.code}?f=html")
    check("/api/")


def test_the_page_to_sign_in(check: Callable[..., None], network: dict[str, Point]) -> None:
    check("/accounts/login/")


def test_the_desk(check: Callable[..., None], network: dict[str, Point], administrator: User) -> None:
    code = network["open"].code
    for path in (
        "/desk/",
        "/desk/points/",
        "/desk/points/?territory=qqq",
        "/desk/points/new",
        f"/desk/points/{code}/",
        f"/desk/points/{code}/edit",
        f"/desk/points/{code}/history/",
        f"/desk/points/{code}/verify",
        f"/desk/points/{code}/merge/",
        f"/desk/points/{code}/contacts/add",
        f"/desk/points/{code}/photos/add",
        "/desk/policies/",
        "/desk/notices/",
        "/desk/notices/?over=1",
        f"/desk/notices/curfew/{TOWN}/",
        f"/desk/notices/alert/{TOWN}/",
        *(f"/desk/notices/{one.pk}/end" for one in TerritoryNotice.objects.all()),
        f"/desk/notices/{TerritoryNotice.objects.get(kind='curfew', ended_at=None).pk}/",
        "/desk/audit/",
        "/desk/import/",
    ):
        check(path, administrator)


def test_people_and_the_own_account(check: Callable[..., None], network: dict[str, Point], administrator: User) -> None:
    person = User.objects.get(email="new@example.org")
    for path in ("/desk/people/", "/desk/people/add/", f"/desk/people/{person.pk}/", "/accounts/security/"):
        check(path, administrator)


def test_a_form_with_errors(language: str, network: dict[str, Point], administrator: User, client: Client) -> None:
    client.force_login(administrator)
    wrong = {"position": "95, 200", "capacity_seated": "1", "power.generator_kw": "x", "status": "designated"}
    response = client.post("/desk/points/new", wrong, headers={"accept-language": language})
    assert response.status_code == 200
    kinds = [name for kind in PointKind.objects.all() for name in kind.names.values()]
    assert list(english_left(response.content.decode(), [*LANGUAGE_NAMES.values(), *kinds])) == []


def test_an_import(
    check: Callable[..., None], worker_at_once: Path, language: str, administrator: User, client: Client
) -> None:
    client.force_login(administrator)
    rows = "назва;адреса;широта;довгота;місткість\nБібліотека;вулиця 9;50,46;30,53;0\n;;;;\n"
    rows += "Школа 0;вулиця 1;50,45;30,52;80\n"
    file = SimpleUploadedFile("список.csv", rows.encode("cp1251"))
    headers = {"accept-language": language}
    sent = client.post("/desk/import/", {"file": file, "source_name": "перелік"}, headers=headers)
    assert sent.status_code == 302
    check(sent.headers["Location"], administrator)
    client.post(f"{sent.headers['Location']}apply/", headers=headers)
    check(sent.headers["Location"], administrator)
    broken = SimpleUploadedFile("список.csv", b"\x00\x01\x02\x03" * 50)
    sent = client.post("/desk/import/", {"file": broken, "source_name": "поганий"}, headers=headers)
    assert ImportRun.objects.filter(state=ImportRun.State.FAILED).exists()
    check(sent.headers["Location"], administrator)


def test_a_text_that_nobody_translated_is_found() -> None:
    marked = f"<p>{OPEN}Так{CLOSE}</p>" * 6
    assert list(english_left(f"{marked}<p>Left over</p>", [])) == ["Left over"]
    assert list(english_left(f'{marked}<p aria-label="Left over">1</p>', [])) == ["Left over"]
    assert list(english_left(f"{marked}<p>{OPEN}Free <a>Apache</a> licence{CLOSE}</p>", [])) == []
