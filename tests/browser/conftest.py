"""A real browser before a live server: Debian's Chromium, driven by Playwright.

``open_page("/", width=360, color_scheme="dark")`` gives a page; ``find_barriers(page)`` asks axe what on it shuts
people out, by WCAG 2.2 A and AA. A page that writes an error to the console or asks another host fails its test.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, Literal, Protocol
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from benchmarks.page_weight import fill
from punkt_web.accounts.models import Membership, User
from punkt_web.accounts.names import forget_names
from punkt_web.dashboard import changes
from punkt_web.finder.kept_answers import forget_answers
from punkt_web.finder.network import forget_network
from punkt_web.finder.offline import DEFINING_SCRIPTS, joined_script
from punkt_web.finder.served_packs import forget_packs
from punkt_web.operations.live_words import forget_live_words
from punkt_web.operations.models import CurrentStatus, StatusReport
from punkt_web.operations.published_asked import forget_asked
from punkt_web.registry.models import Point

CHROMIUM = Path("/usr/bin/chromium")
PHONE, DESKTOP = 360, 1280
# What the console says where nothing is left to be sent.
ALL_SENT = re.compile(r"^All sent, last at \d\d:\d\d")
ColorScheme = Literal["light", "dark"]
# Every test that walks pages asks for these: (width in px, colour scheme).
LOOKS: list[tuple[int, ColorScheme]] = [(PHONE, "light"), (PHONE, "dark"), (DESKTOP, "light"), (DESKTOP, "dark")]

_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What Chromium says of a service worker whose page a test closes while it is being fetched.
_CUT_SHORT = "An unknown error occurred when fetching the script"
# What it says of a request that a test lets fail.
_NOT_LOADED = "Failed to load resource"
_WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever lies in this folder needs the browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run.

    Playwright keeps an event loop running in this thread, in which Django takes every query of a test for a mistake;
    here it is none.
    """
    if not CHROMIUM.exists():
        pytest.fail("Chromium is missing. Install it: sudo apt-get install chromium", pytrace=False)
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        running = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=_ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def points(transactional_db: None) -> Iterator[Any]:
    """The network of the measurement of page weights: 24 points around one place in Kharkiv."""
    _forget_all()
    fill()
    yield Point.objects
    _forget_all()


def _forget_all() -> None:
    """The live server outlives each test: what it keeps in memory is of the database before."""
    forget_network()
    forget_packs()
    forget_answers()


@pytest.fixture
def point(points: Any) -> Any:
    """One point of which nobody said anything."""
    StatusReport.objects.all().delete()
    CurrentStatus.objects.all().delete()
    return points.order_by("code").first()


@pytest.fixture
def keeper(point: Any) -> User:
    """Who keeps that point and nothing else."""
    user = User.objects.create_user("keeper@example.org", "sõna-слово-42-ord", name="Keeper")
    Membership.objects.create(user=user, role="keeper", scope="point", scope_code=point.code)
    return user


@pytest.fixture(autouse=True)
def _no_memory_of_another_test() -> None:
    """The words that the desk holds are of the database before, whose counts begin anew."""
    forget_asked()
    forget_live_words()


@pytest.fixture(autouse=True)
def _no_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream of changes would go on after its test; pages ask again instead. The test of streams has its own."""
    monkeypatch.setattr(changes, "_seats", BoundedSemaphore(0))


class OpenPage(Protocol):
    """Opens a path of the live server in a fresh browser profile, as a stranger or signed in.

    ``may_fail``: requests of scripts may fail, as they do without a network.
    """

    def __call__(
        self,
        path: str = "/",
        *,
        width: int = PHONE,
        color_scheme: ColorScheme = "light",
        user: User | None = None,
        language: str = "en",
        javascript: bool = True,
        may_fail: bool = False,
        **options: Any,
    ) -> Page: ...


class PageWithScripts(Protocol):
    """``page_with_scripts("Wording", "Found")``: a page whose window holds these of the modules."""

    def __call__(self, *names: str, timezone: str = "UTC") -> Page: ...


@pytest.fixture
def open_page(browser: Browser, live_server: Any) -> Iterator[OpenPage]:
    """Pages that are closed after the test; what went wrong in them fails it."""
    contexts = []
    faults: list[str] = []

    def note_console(message: ConsoleMessage, *, may_fail: bool) -> None:
        if may_fail and message.text.startswith(_NOT_LOADED):
            return
        if message.type == "error" and not message.text.startswith(_CUT_SHORT):
            faults.append(f"console: {message.text} ({message.location.get('url', '')})")

    def note_request(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https"} and parts.netloc != urlsplit(live_server.url).netloc:
            faults.append(f"asked another host: {request.url}")

    def open_one(
        path: str = "/",
        *,
        width: int = PHONE,
        color_scheme: ColorScheme = "light",
        user: User | None = None,
        language: str = "en",
        javascript: bool = True,
        may_fail: bool = False,
        **options: Any,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800 if width > PHONE else 740},
            color_scheme=color_scheme,
            locale=language,
            java_script_enabled=javascript,
            base_url=live_server.url,
            **options,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        if user is not None:
            forget_names()  # pages of the last minute may have asked before this person was there
            context.add_cookies([_session_of(user, live_server.url)])
        page = context.new_page()
        page.on("console", partial(note_console, may_fail=may_fail))
        page.on("pageerror", lambda error: faults.append(f"script: {error}"))
        page.on("request", note_request)
        page.goto(path)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def page_with_scripts(browser: Browser, tmp_path: Path) -> Iterator[PageWithScripts]:
    """Pages that hold the scripts of the finder without a network, to ask them by name."""
    contexts = []

    def opening(*names: str, timezone: str = "UTC") -> Page:
        shown = f"\nObject.assign(window, {{ {', '.join(names)} }});"
        script = f"<script type=module>{joined_script(DEFINING_SCRIPTS)}{shown}</script>"
        (tmp_path / "scripts.html").write_text(script, encoding="utf-8")
        contexts.append(browser.new_context(timezone_id=timezone))
        page = contexts[-1].new_page()
        page.goto((tmp_path / "scripts.html").as_uri())
        return page

    yield opening
    for context in contexts:
        context.close()


def _session_of(user: User, url: str) -> Any:
    client = Client()
    client.force_login(user)
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}


class BrowseAs(Protocol):
    """``browse_as(user)`` gives what opens a browser of that person, on the same profile each time."""

    def __call__(self, user: User, *, timeout_ms: int = 10_000, **more: str) -> Callable[[], Page]: ...


@pytest.fixture
def browse_as(browser: Browser, live_server: Any, tmp_path: Path) -> Iterator[BrowseAs]:
    """A browser with a profile on the disk, to be closed and started again. ``more`` are options of its context."""
    opened = []

    def as_person(user: User, *, timeout_ms: int = 10_000, **more: str) -> Callable[[], Page]:
        session = _session_of(user, live_server.url)

        def browse() -> Page:
            context = browser.browser_type.launch_persistent_context(
                tmp_path / "profile",
                executable_path=CHROMIUM,
                args=["--no-sandbox"],
                base_url=live_server.url,
                **{"locale": "en", **more},
            )
            context.set_default_timeout(timeout_ms)
            context.add_cookies([session])
            opened.append(context)
            return context.new_page()

        return browse

    yield as_person
    for context in opened:
        context.close()


class FindBarriers(Protocol):
    """Gives each barrier on a page as one line; an empty list is a page without any that axe knows."""

    def __call__(self, page: Page) -> list[str]: ...


_STAY = "(how) => document.querySelectorAll('.bar, .line').forEach((one) => { one.style.position = how; })"


@pytest.fixture(scope="session")
def find_barriers() -> FindBarriers:
    """axe-core, by WCAG 2.2 A and AA."""
    axe = Axe()

    def find(page: Page) -> list[str]:
        # A bar that stays at the edge covers whatever happens to lie below it until somebody scrolls on.
        page.evaluate(_STAY, "static")
        answer = axe.run(page, options={"runOnly": {"type": "tag", "values": _WCAG}, "resultTypes": ["violations"]})
        page.evaluate(_STAY, "")
        return [
            f"{violation['id']} ({violation['impact']}): {node['html'][:160]}"
            for violation in answer.response["violations"]
            for node in violation["nodes"]
        ]

    return find


def is_wider_than_screen(page: Page) -> bool:
    """Whether a reader has to scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


_KEPT = """async (parts) => {
  const [worker] = await navigator.serviceWorker.getRegistrations();
  if (!worker?.active || !navigator.serviceWorker.controller) return false;
  const kept = (await (await caches.open("punkt-keep-pages")).keys()).map(({ url }) => new URL(url).pathname);
  return [location.pathname, ...parts].every((part) => kept.some((path) => path.endsWith(part)));
}"""


def wait_until_kept(page: Page, *parts: str) -> None:
    """Waits until the worker of the console is at work and keeps this page, and pages whose addresses end so.

    Scripts keep pages too, before the worker is there to show them: a page that is kept is not enough.
    """
    for _attempt in range(400):
        if page.evaluate(_KEPT, list(parts)):
            return
        page.wait_for_timeout(50)
    pytest.fail("The worker of the console keeps no page.")
