"""The finder goes on when the network is gone: after one visit, by the same addresses, and with its age said."""

import re
import time
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core.servers import basehttp
from django.http import Http404, HttpResponse
from playwright.sync_api import expect

from benchmarks.page_weight import ANSWER, HERE
from punkt import clock
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import PointState, ReportChannel
from punkt_web.common.audit import Actor
from punkt_web.finder import offline_views, pack_views, views
from punkt_web.finder.served_packs import forget_packs, served_static
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.models import StatusReport
from punkt_web.registry.actions.points import publish_revision
from punkt_web.registry.models import Point, Territory
from tests.browser.conftest import LOOKS, FindBarriers, OpenPage, is_wider_than_screen

NO_NETWORK = "No answer from the network. This is from what your device keeps."


@pytest.fixture
def region(points):
    """The region of the points: what a browser keeps is of a region."""
    country = Territory.objects.create(country="UA", code="UA", level="country", names={"en": "Ukraine"}, path="UA/")
    region = Territory.objects.create(
        country="UA", code="UA63", level="region", names={"en": "Kharkiv oblast"}, path="UA/UA63/", parent=country
    )
    points.update(territory=region)
    publish_revision()
    return region


_KEPT = """async () => {
  const cache = await caches.open("punkt-packs");
  const kept = await cache.match("/packs/kept");
  if (!kept) return null;
  const { code, parts } = await kept.json();
  const part = await cache.match(`/packs/kept/${parts?.static}`);
  if (!part) return null; // another set took its place meanwhile
  const pack = await part.arrayBuffer();
  return [code, new DataView(pack).getUint32(32, true)];
}"""


def wait_until_kept(page, code="UA63", n_points=24):
    for _attempt in range(200):
        if page.evaluate(_KEPT) == [code, n_points]:
            return
        page.wait_for_timeout(50)
    pytest.fail(f"The browser keeps {page.evaluate(_KEPT)}, not {code} with {n_points} points.")


@pytest.fixture
def visited(region, open_page: OpenPage):
    """Gives a page of somebody who asked once, and whose network is gone since."""

    def visiting(path=ANSWER, *, keeps="UA63", **options):
        page = open_page(path, **options)
        wait_until_kept(page, keeps)
        page.context.set_offline(True)
        return page

    return visiting


@pytest.mark.parametrize(("language", "look"), list(zip(["uk", "en", "et", "sv"], LOOKS, strict=True)))
def test_the_same_address_is_answered(visited, find_barriers: FindBarriers, language, look):
    page = visited(language=language, width=look[0], color_scheme=look[1])
    names = page.locator(".card h3").all_inner_texts()
    page.goto(ANSWER)
    page.locator("#answer .card.best").wait_for()
    assert page.locator(".card h3").all_inner_texts() == names
    assert page.evaluate("document.documentElement.lang") == language
    assert find_barriers(page) == []
    assert not is_wider_than_screen(page)


def test_it_says_that_there_is_no_network_and_how_old_its_words_are(visited):
    page = visited()
    page.goto("/?q=Kharkiv&need=heat")
    page.locator("#answer .card.best").wait_for()
    page.get_by_text(NO_NETWORK).wait_for()
    assert "Doors as they were told until" in page.inner_text("#made")
    assert page.locator("#answer h2").first.inner_text() == "Open points near Kharkiv"
    assert page.get_by_label("Warmth").is_checked()
    assert "The signature holds" in page.inner_text("#signature")


def test_how_old_it_is_stands_in_sight_of_who_comes_by_an_address(visited, points):
    page = visited(width=360)
    for path in (ANSWER, f"/p/{points.first().code}"):
        page.goto(path)
        page.locator("#answer .card").first.wait_for()
        assert page.evaluate("scrollY") == 0
        expect(page.get_by_text(NO_NETWORK)).to_be_in_viewport()
    page.locator("#q").fill("Kharkiv")
    page.keyboard.press("Enter")
    expect(page.locator("#answer h2").first).to_be_in_viewport()


def test_a_door_and_the_first_page_open_too(visited, points):
    page = visited()
    code = points.first().code
    page.goto(f"/p/{code}")
    page.get_by_text(f"Point {code}").wait_for()
    page.goto("/")
    page.locator("#q").fill("Kharkiv")
    page.keyboard.press("Enter")
    page.locator("#answer .card.best").wait_for()


def test_who_only_saw_the_first_page_keeps_the_whole_network_where_the_link_is_good(visited):
    page = visited("/", keeps="all")
    page.goto(f"/?lat={HERE[0]}&lon={HERE[1]}")
    page.locator("#answer .card.best").wait_for()


def test_the_language_that_was_chosen_stays(visited):
    page = visited(f"{ANSWER}&lang=sv", language="en")
    page.goto("/")
    expect(page.locator("h1")).to_have_text("Hitta en lokal med värme, ljus och uppkoppling")


def test_when_a_link_returns_newer_words_come(visited, points):
    page = visited()
    page.clock.install()
    page.goto(ANSWER)
    page.locator("#answer .card.best").wait_for()
    n_open = page.locator(".state.open").count()
    for point in points.all():
        report = Report(point.pk, clock.now(), ReportChannel.KEEPER, ReportContent(PointState.CLOSED))
        receive_report(Actor("test"), report)
    forget_packs()
    page.context.set_offline(False)
    # A page that was opened without a network is told of none by some versions of the browser; it asks by itself.
    page.clock.fast_forward(61_000)
    expect(page.locator(".state.open")).to_have_count(0, timeout=20_000)
    assert n_open >= 5


def test_what_is_half_typed_is_not_asked_when_a_link_returns(visited, points):
    page = visited()
    page.clock.install()
    code = points.filter(current_status__state="open").first().code
    page.goto(f"/p/{code}")
    card = page.locator("#answer .card")
    card.locator(".state.open").wait_for()
    page.locator("#q").fill("Khark")
    page.evaluate("scrollTo(0, 10)")
    is_shut = ReportContent(PointState.CLOSED)
    receive_report(Actor("test"), Report(points.get(code=code).pk, clock.now(), ReportChannel.KEEPER, is_shut))
    forget_packs()
    page.context.set_offline(False)
    page.clock.fast_forward(61_000)
    expect(card.locator(".state.open")).to_have_count(0, timeout=20_000)
    expect(card).to_have_count(1)
    expect(card).to_contain_text(code)
    assert page.evaluate("[document.activeElement.id, scrollY, document.querySelector('#q').value]") == [
        "q",
        10,
        "Khark",
    ]


def test_the_smallest_comes_first_when_a_link_returns(visited, points):
    page = visited()
    page.clock.install()
    page.goto(ANSWER)
    page.locator("#answer .card.best").wait_for()
    StatusReport.objects.update(received_at=clock.now() - timedelta(hours=1))
    best = points.get(code=re.search(r"\w{3}-\w{3}", page.locator(".card.best").inner_text())[0])
    receive_report(Actor("test"), Report(best.pk, clock.now(), ReportChannel.KEEPER, ReportContent(PointState.CLOSED)))
    asked: list[str] = []
    page.context.on("response", lambda response: asked.append(f"{response.status} {urlsplit(response.url).path}"))
    page.context.set_offline(False)
    page.clock.fast_forward(61_000)
    expect(page.locator(".card.best")).not_to_contain_text(best.code, timeout=20_000)
    assert "200 /packs/UA63.changes.punkt" in asked
    assert not [one for one in asked if "live.punkt" in one or "UA63.punkt" in one]


def test_what_is_withdrawn_leaves_the_device_with_the_next_link(visited, points):
    page = visited()
    code = points.first().code
    points.filter(code=code).update(status=Point.Status.WITHDRAWN)
    publish_revision()
    page.context.set_offline(False)
    page.goto(ANSWER)
    wait_until_kept(page, n_points=23)
    page.context.set_offline(True)
    page.goto(f"/p/{code}")
    page.get_by_text("We do not know this place").wait_for()


def test_what_is_hidden_as_a_whole_leaves_the_device_with_the_next_link(visited, region, points):
    page = visited()
    page.clock.install()
    page.goto(ANSWER)
    page.locator("#answer .card.best").wait_for()
    elsewhere = points.first()
    points.update(status=Point.Status.WITHDRAWN)
    points.filter(pk=elsewhere.pk).update(status=Point.Status.DESIGNATED, territory=region.parent)
    publish_revision()
    page.context.set_offline(False)
    page.clock.fast_forward(61_000)
    page.get_by_text("Your device keeps no points yet").wait_for()
    assert page.locator(".card").count() == 0
    assert page.evaluate(_NAMES_KEPT) == []


@pytest.mark.parametrize("fault", [Http404(), RuntimeError("the server is down")], ids=["moved", "down"])
def test_a_server_that_fails_takes_nothing_from_the_device(visited, monkeypatch, fault):
    page = visited()
    kept = page.evaluate(_NAMES_KEPT)
    asked = []

    def failing(_give, name):
        asked.append(name)
        raise fault

    monkeypatch.setattr(pack_views, "_served", failing)
    page.context.set_offline(False)
    page.goto(ANSWER)
    for _attempt in range(100):
        if len(asked) >= 2:
            break
        page.wait_for_timeout(50)
    page.wait_for_timeout(300)
    assert asked
    assert page.evaluate(_NAMES_KEPT) == kept


@pytest.mark.parametrize("view", ["_file", "places"])
def test_the_page_of_a_proxy_is_no_pack(visited, monkeypatch, view):
    """A network that wants people to sign in first answers everything with a page of its own, and says 200."""
    page = visited()
    kept = page.evaluate(_NAMES_KEPT)
    asked = []
    make_file = pack_views._file

    def portal(content, name, *kind):
        if view == "_file" or name.endswith("places.json"):
            asked.append(name)
            return HttpResponse("<!doctype html><title>Sign in</title>" + "x" * 500)
        return make_file(content, name, *kind)

    monkeypatch.setattr(pack_views, "_file", portal)
    publish_revision()
    page.context.set_offline(False)
    page.goto(ANSWER)
    for _attempt in range(60):
        if len(asked) >= 2:
            break
        page.wait_for_timeout(50)
    page.wait_for_timeout(300)
    assert page.evaluate(_NAMES_KEPT) == kept or view == "places"
    page.context.set_offline(True)
    page.goto(ANSWER)
    page.locator("#answer .card.best").wait_for()


@pytest.mark.parametrize(("path", "keeps"), [("/", "all"), (ANSWER, "UA63")])
def test_an_empty_database_takes_nothing_from_the_device(visited, points, path, keeps):
    page = visited(path, keeps=keeps)
    kept = page.evaluate(_NAMES_KEPT)
    points.update(status=Point.Status.WITHDRAWN)
    publish_revision()
    with page.context.expect_event("response", lambda one: urlsplit(one.url).path == f"/packs/{keeps}.live.punkt"):
        page.context.set_offline(False)
        page.evaluate("async (keep) => (await navigator.serviceWorker.ready).active.postMessage({ keep })", keeps)
    page.wait_for_timeout(300)
    assert page.evaluate(_NAMES_KEPT) == kept


def test_parts_of_two_editions_are_no_set(visited, points, monkeypatch):
    """The register changed between the words and the list: the list that comes is of no use for these words."""
    page = visited()
    made = served_static("UA63")
    points.filter(code=points.first().code).update(status=Point.Status.WITHDRAWN)
    publish_revision()
    wrong = [made] * 3
    monkeypatch.setattr(pack_views, "served_static", lambda name: wrong.pop() if wrong else served_static(name))
    page.context.set_offline(False)
    page.goto(ANSWER)
    wait_until_kept(page, n_points=23)
    page.context.set_offline(True)
    page.goto(ANSWER)
    page.locator("#answer .card.best").wait_for()


def test_what_an_older_worker_kept_is_fetched_anew(visited, monkeypatch):
    page = visited()
    page.evaluate(
        """async () => {
          await caches.delete("punkt-packs");
          const cache = await caches.open("punkt-packs");
          await cache.put("/packs/UA63.punkt", new Response("of an older kind"));
          await cache.put("/packs/kept", new Response(JSON.stringify({ code: "UA63" })));
        }"""
    )
    newer = offline_views._worker(offline_views._key()) + "\n// newer"
    monkeypatch.setattr(offline_views, "_worker", lambda _key: newer)
    page.context.set_offline(False)
    page.evaluate("async () => { await (await navigator.serviceWorker.ready).update() }")
    wait_until_kept(page)
    assert len(page.evaluate(_NAMES_KEPT)) == 4


def test_what_a_browser_cached_is_not_kept_under_a_new_version(points, open_page: OpenPage, monkeypatch):
    finish_headers = basehttp.ServerHandler.cleanup_headers

    def keep_long(handler):
        finish_headers(handler)
        if handler.environ["PATH_INFO"] == "/offline":
            handler.headers["Cache-Control"] = "max-age=3600"

    monkeypatch.setattr(basehttp.ServerHandler, "cleanup_headers", keep_long)
    page = open_page("/offline")
    newer = offline_views._page(offline_views._key()) + "<!-- newer -->"
    monkeypatch.setattr(offline_views, "_page", lambda _key: newer)
    page.goto("/")
    page.evaluate("async () => { await navigator.serviceWorker.ready }")
    assert page.evaluate("async () => (await caches.match('/offline')).text()").endswith("<!-- newer -->")


def test_words_do_not_look_younger_by_a_clock_that_is_behind(visited):
    """Three hours behind when the words came; four hours later the device would take them for one hour old."""
    began = time.time()
    page = visited()
    page.evaluate(
        """async () => {
          const cache = await caches.open("punkt-packs");
          const record = await (await cache.match("/packs/kept")).json();
          await cache.put("/packs/kept", new Response(JSON.stringify({ ...record, lagMs: 3 * 3600_000 })));
        }"""
    )  # the worker has the clock of this machine, which is right
    page.clock.install(time=began - 3 * 3600)
    page.goto(ANSWER)
    page.get_by_text("The clock of this device is before the time").wait_for()
    assert page.locator(".state.open").count() == 0
    page.clock.fast_forward("03:10:00")
    expect(page.locator(".state.open")).not_to_have_count(0)
    expect(page.locator("#trouble")).to_be_hidden()
    page.clock.fast_forward("01:00:00")
    expect(page.locator(".state.open")).to_have_count(0)


_NAMES_KEPT = """async () => {
  const cache = await caches.open("punkt-packs");
  return (await cache.keys()).map(({ url }) => new URL(url).pathname).sort();
}"""


def cut_short(monkeypatch, file):
    """Lets the link break in the middle of a file; gives a list that has each time."""
    times = []
    make_file, finish_headers = pack_views._file, basehttp.ServerHandler.cleanup_headers

    def half(content, name, *kind):
        response = make_file(content, name, *kind)
        if name == file:
            response["Content-Length"] = str(len(content))
            response["Content-Encoding"] = "identity"
            response.content = content[: len(content) // 2]
        return response

    def hang_up(handler):
        finish_headers(handler)
        if handler.environ["PATH_INFO"].endswith(file):
            handler.headers["Connection"] = "close"
            handler.request_handler.close_connection = True
            times.append(file)

    monkeypatch.setattr(pack_views, "_file", half)
    monkeypatch.setattr(basehttp.ServerHandler, "cleanup_headers", hang_up)
    return times


@pytest.mark.parametrize("file", ["UA63.punkt", "UA63.live.punkt", "UA63.places.json"])
def test_a_link_that_breaks_inside_a_pack_leaves_the_old_ones(visited, points, monkeypatch, file):
    page = visited()
    kept = page.evaluate(_NAMES_KEPT)
    code = points.first().code
    points.filter(code=code).update(status=Point.Status.WITHDRAWN)
    publish_revision()
    n_cut = cut_short(monkeypatch, file)
    page.context.set_offline(False)
    page.goto(ANSWER)
    for _attempt in range(100):
        if n_cut:
            break
        page.wait_for_timeout(50)
    page.wait_for_timeout(500)
    assert n_cut
    assert page.evaluate(_NAMES_KEPT) == kept
    page.context.set_offline(True)
    page.goto(f"/p/{code}")
    page.get_by_text(f"Point {code}").wait_for()
    monkeypatch.undo()
    page.context.set_offline(False)
    page.goto(ANSWER)
    wait_until_kept(page, n_points=23)
    page.wait_for_function(f"async () => (await ({_NAMES_KEPT})()).length === 4")


def test_a_part_that_is_missing_is_no_fault_of_the_list(visited):
    page = visited()
    page.evaluate(
        """async () => {
          const cache = await caches.open("punkt-packs");
          const { parts } = await (await cache.match("/packs/kept")).json();
          await cache.delete(`/packs/kept/${parts.live}`);
        }"""
    )
    page.goto(ANSWER)
    page.get_by_text("Your device keeps no points yet").wait_for()
    page.context.set_offline(False)
    page.goto(ANSWER)
    wait_until_kept(page)


_SPOIL_PLACES = """async () => {
  const cache = await caches.open("punkt-packs");
  const { parts } = await (await cache.match("/packs/kept")).json();
  await cache.put(`/packs/kept/${parts.places}`, new Response("[["));
}"""


def test_names_that_cannot_be_read_are_no_fault_of_the_browser(visited, points):
    page = visited()
    page.evaluate(_SPOIL_PLACES)
    page.goto("/?q=Kharkiv")
    heading = page.locator("#answer h2").first
    expect(heading).to_have_text("Places cannot be looked up by name now")
    page.get_by_text("The names of places cannot be read on this device").wait_for()
    for text, said in [(f"{HERE[0]:.4f}, {HERE[1]:.4f}", "Open points near you"), (points.first().code, "Points of")]:
        page.locator("#q").fill(text)
        page.keyboard.press("Enter")
        expect(heading).to_contain_text(said)


def test_names_are_read_again_after_a_fault(visited):
    page = visited()
    page.goto(ANSWER)
    page.locator("#answer .card.best").wait_for()
    page.evaluate(
        """() => {
          const { json } = Response.prototype;
          Response.prototype.json = () => {
            Response.prototype.json = json;
            return Promise.reject(new Error("no memory"));
          };
        }"""
    )
    for heading in ("Places cannot be looked up by name now", "Open points near Kharkiv"):
        page.locator("#q").fill("Kharkiv")
        page.keyboard.press("Enter")
        expect(page.locator("#answer h2").first).to_have_text(heading)


def test_an_old_browser_is_told_so_and_no_list_is_promised(visited):
    page = visited()
    page.add_init_script("delete window.DecompressionStream")
    page.goto(ANSWER)
    page.get_by_text("This browser is too old to search without a network.").wait_for()


def test_a_device_that_saves_data_keeps_nothing(region, open_page: OpenPage):
    page = open_page("/offline")
    page.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    page.goto("/get?territory=UA63")
    page.wait_for_timeout(300)
    assert page.evaluate("caches.keys()") in ([], ["punkt-packs"])


def test_without_packs_it_says_what_to_do(points, open_page: OpenPage):
    page = open_page("/offline")
    page.get_by_text("Your device keeps no points yet").wait_for()
    assert not page.locator("#finder").is_visible()


def test_a_server_that_is_down_is_answered_for_by_what_is_kept(visited, monkeypatch):
    page = visited()

    def failing(*_arguments):
        raise RuntimeError("the server is down")

    monkeypatch.setattr("punkt_web.finder.views.answer_page", failing)
    page.context.set_offline(False)
    page.goto(ANSWER)
    page.get_by_text(NO_NETWORK).wait_for()
    expect(page.locator("#answer .card.best")).to_have_count(1)


def test_a_link_that_is_too_slow_is_not_waited_for(visited, monkeypatch):
    page = visited()
    answer_page = views.answer_page

    def slow(*arguments):
        time.sleep(11)  # the worker waits for 8
        return answer_page(*arguments)

    monkeypatch.setattr(views, "answer_page", slow)
    page.context.set_offline(False)
    began = time.monotonic()
    page.goto(ANSWER, timeout=20_000)
    page.get_by_text(NO_NETWORK).wait_for()
    assert 7 < time.monotonic() - began < 11
    page.wait_for_timeout(4_000)  # until the server is done, which holds a connection to the database
