"""Secrets planted in hidden, members-only and area-only points leave by no public page, header, error or command."""

import re
from datetime import timedelta
from io import BytesIO
from itertools import product
from urllib.parse import quote, unquote

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from punkt.geo.distance import area_cell
from punkt.geo.mercator import on_square
from punkt.ids import new_ulid, point_code
from punkt.pack import texts
from punkt.pack.envelope import opened
from punkt_web.audiences import PUBLIC, audience_of
from punkt_web.exchange.models import ImportRun, Source, SourceRecord
from punkt_web.finder.commands import find
from punkt_web.finder.network import forget_network
from punkt_web.finder.offline import offline_html
from punkt_web.finder.pack_keys import believed_keys
from punkt_web.finder.pack_reading import read_pack
from punkt_web.finder.packs import make_live_pack, make_static_pack
from punkt_web.operations.models import (
    Alarm,
    AnsweredList,
    Depot,
    HandOver,
    Incident,
    IncidentNote,
    Movement,
    RequestStep,
    Shift,
    ShiftPerson,
    SupplyRequest,
)
from punkt_web.registry.actions.merging import merge_points
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import (
    Organisation,
    Point,
    PointAlias,
    PointContact,
    PointIdentifier,
    PointPhoto,
    Territory,
    Visibility,
)
from tests.architecture.test_every_route_has_an_audience import ROUTES
from tests.library.papers.paper_cases import attached_to, text_of
from tests.web.finder.conftest import ACTOR, HERE, M_PER_DEGREE, NOW, address

LANGUAGES = ("uk", "en", "et", "sv")
WORD = "Zazubryna"
NORTH_M = 413.0
OPEN_NORTH_M = 1100.0  # the middle between it and the square is near no secret
LATITUDE, LONGITUDE = HERE[0] + NORTH_M / M_PER_DEGREE, HERE[1] + 0.0012345
# In any alphabet and spelling a secret has one of these parts; the digits are those of the true position.
SECRETS = ("azubryn", "азубрин", f"{LATITUDE:.3f}", f"{LONGITUDE:.4f}", "0501112233", "203.0.113.77")


def secret(part: str) -> str:
    return f"{WORD} {part} Зазубрина"


def plant(town, visibility: Visibility, territory: Territory) -> Point:
    """A point that has a secret in everything that can hold one."""
    host = Organisation.objects.create(name=secret(f"host {visibility}"), website="https://zazubryna.example/")
    facts = {
        "communication.static_ip": "203.0.113.77",
        "communication.starlink_kit": secret("kit"),
        "safety.guard": secret("guard"),
        "safety.shelter": secret("shelter"),
        "access.languages": secret("languages"),
        "hazard.attack": "high",
        "power.generator_kw": 77.7,
    }
    point = town.point(
        name=secret("name"), facts=facts, host=host, holder=host, authority=host, territory=territory,
        host_kind="police",
        address=secret("street"), settlement=secret("settlement"), entrance_note=secret("entrance"),
        hours_normal=secret("hours"), hours_activated=secret("activated"), outage_operator=secret("operator"),
        outage_group=secret("group"), search_text=secret("search"), capacity_seated=40,
        provenance={"name": {"source": secret("source"), "by": secret("by")}},
    )  # fmt: skip
    names = dict.fromkeys(LANGUAGES, secret("name"))
    place = {"latitude": LATITUDE, "longitude": LONGITUDE, "position_method": "surveyed", "position_accuracy_m": 1}
    Point.objects.filter(pk=point.pk).update(names=names, **place)
    plant_around(point)
    plant_supplies(point)
    plant_what_goes_on_behind_the_door(point)
    set_policy(ACTOR, point, visibility, reason=secret("reason"))
    town.say(point, headcount=37, note=secret("note"), author_name=secret("author"), services={"heat": "yes"})
    return point


def plant_around(point: Point) -> None:
    """Rows beside the point's own."""
    PointAlias.objects.create(point=point, language="uk", name=secret("alias"))
    PointIdentifier.objects.create(point=point, authority=secret("register"), value=secret(f"value {point.pk}"))
    PointContact.objects.create(point=point, name=secret("contact"), phone="0501112233", note=secret("contact note"))
    PointPhoto.objects.create(point=point, image="photos/zazubryna.jpg", description=secret("photo"))
    source = Source.objects.create(name=secret(f"list {point.pk}"))
    run = ImportRun.objects.create(source=source, token=f"t{point.pk}", state="done", started_at=NOW)
    SourceRecord.objects.create(
        source=source, key=f"k{point.pk}", base_key=f"k{point.pk}", payload={"a": secret("row")}, point=point,
        first_run=run, last_run=run,
    )  # fmt: skip


def kept(point: Point) -> dict[str, object]:
    """What rows of every kind of item have."""
    return {
        "ulid": new_ulid(), "point": point, "stated_at": NOW, "observed_at": NOW, "received_at": NOW,
        "bearer": "console", "channel": "keeper", "author_name": secret("keeper"),
    }  # fmt: skip


def plant_what_goes_on_behind_the_door(point: Point) -> None:
    """A list, an incident with a note, a hand-over, a shift with a name, and an alarm."""
    lines = [{"key": "x", "answer": "no", "why": secret("line"), "texts": {"en": secret("text")}}]
    AnsweredList.objects.create(**kept(point), kind="opening", version=1, lines=lines, n_open=0)
    incident = Incident.objects.create(
        **kept(point), about="fire", severity="severe", what=secret("incident"), done=secret("done")
    )
    IncidentNote.objects.create(**kept(point), incident_ulid=incident.ulid, severity="severe", what=secret("added"))
    HandOver.objects.create(**kept(point), note=secret("hand-over"), known={"note": secret("known")})
    span = {"begins_at": NOW - timedelta(hours=1), "ends_at": NOW + timedelta(hours=8)}
    shift = Shift.objects.create(**kept(point), **span)
    ShiftPerson.objects.create(ulid=new_ulid(), shift=shift, name=secret("in the shift"))
    Alarm.objects.create(point=point, kind="cold", raised_at=NOW, level_at=NOW, figure=7.7, note=secret("alarm"))


def plant_supplies(point: Point) -> None:
    """A request of the point with a step of it, and a depot at the point that it comes from."""
    depot = Depot.objects.create(
        territory=point.territory, point=point, name=secret(f"depot {point.pk}"), latitude=LATITUDE,
        longitude=LONGITUDE,
        phone="0501112233", note=secret("depot note"),
    )  # fmt: skip
    request = SupplyRequest.objects.create(
        **kept(point), kind="fuel", item="fuel.diesel", quantity=77.7, urgency="now", note=secret("request"),
        state="on_the_way", claimed_by=secret("coordinator"), expected_at=NOW + timedelta(hours=2),
    )  # fmt: skip
    step = RequestStep.objects.create(
        **kept(point), request=request, kind="send", quantity=77.7,
        item="fuel.diesel", expected_at=NOW + timedelta(hours=2), depot=depot, from_point=point,
        source=secret("source"), note=secret("step"), state_before="asked", state_after="on_the_way",
    )  # fmt: skip
    Movement.objects.create(
        ulid=new_ulid(), depot=depot, item="fuel.diesel", kind="issued", quantity=77.7, at=NOW,
        said_by=secret("mover"), reason=secret("movement"), step=step,
    )  # fmt: skip


@pytest.fixture
def territory(town):
    return Territory.objects.create(
        country="UA", code="UA0001", level="municipality", names={"uk": "Тиха громада", "en": "Quiet hromada"},
        path="UA/UA0001/", search_text="тиха громада quiet hromada",
    )  # fmt: skip


@pytest.fixture
def planted(town, territory, settings):
    """One public point, and one with secrets for each narrower visibility. Whoever looks for them asks often."""
    settings.API_REQUESTS_PER_MINUTE = 0
    town.open_point(north_m=OPEN_NORTH_M, name="Відкрита школа", territory=territory)
    return {word: plant(town, word, territory) for word in (Visibility.AREA, Visibility.MEMBERS, Visibility.HIDDEN)}


def questions() -> list[str]:
    """Addresses of the finder that come close to the secrets."""
    texts = [WORD, "Зазубрина", secret("name"), secret("street"), "Харків", "Kharkiv", "Тиха громада", "UA0001", "нема"]
    texts += [f"{LATITUDE}, {LONGITUDE}", "203.0.113.77", "0501112233", "K7F-2M", ""]
    asked = [f"/?q={quote(text)}{need}" for text, need in product(texts, ("", "&need=heat&need=pets"))]
    places = [HERE, (round(LATITUDE, 2), round(LONGITUDE, 2)), (HERE[0] + 0.3, HERE[1]), (0.0, 0.0)]
    asked += [address(*needs, place=place) for place in places for needs in ((), ("heat",), ("medical_power",))]
    asked += [f"/sheet?q={quote(text)}" for text in ("Харків", "Тиха громада")]
    api = (
        "points",
        "points?format=geojson",
        "points?format=csv",
        "points?state=open&need=heat",
        "status",
        "territories",
    )
    asked += [f"/api/v1/{path}" for path in (*api, "points?territory=UA0001", "packs", f"points/{point_code(4242)}")]
    for zoom in (2, 8, 13, 17):  # the tiles of the true position, of the middle of its square and of the open point
        places = [
            (LATITUDE, LONGITUDE),
            area_cell(LATITUDE, LONGITUDE),
            (HERE[0] + OPEN_NORTH_M / M_PER_DEGREE, HERE[1]),
        ]
        asked += {f"/map/points/{zoom}/{x}/{y}.json" for x, y in (tile_at(*place, zoom) for place in places)}
    near = f"{LONGITUDE - 0.01:.2f},{LATITUDE - 0.01:.2f},{LONGITUDE + 0.01:.2f},{LATITUDE + 0.01:.2f}"
    items = "collections/points/items"
    ogc = ("", "api", "conformance", "collections", "collections/points", items, f"{items}/{point_code(4242)}")
    asked += [f"/ogc/{path}?f={form}" for path, form in product(ogc, ("json", "html"))]
    chosen = (f"bbox={near}", "datetime=2026-01-15T12:00:00Z", "need=heat&state=open", "territory=UA0001&limit=1")
    asked += [f"/ogc/{items}?{choice}&f={form}" for choice, form in product(chosen, ("json", "html"))]
    return [*asked, "/api/", "/?lat=x&lon=y", "/p/", "/p/xyz", "/nothing/here", f"/p/{point_code(4242)}"]


def tile_at(latitude: float, longitude: float, zoom: int) -> tuple[int, int]:
    """Column and row of the tile of a place."""
    x, y = on_square(latitude, longitude)
    return int(x * 2**zoom), int(y * 2**zoom)


def public_addresses() -> list[str]:
    """Every route that is for everybody, asked with the sample values of the register of audiences."""
    found = {route.path for route in ROUTES if audience_of(route.name) in {PUBLIC, None}}
    assert any(path.startswith("/p/") for path in found)
    assert "/" in found
    return sorted(found)


def told(response) -> str:
    """Everything that an answer tells: status, headers and body."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if response.get("Content-Type") == "application/pdf":  # what stands there is packed
        body = f"{text_of(body)} {PdfReader(BytesIO(body)).metadata} {attached_to(body)}".encode()
    return f"{response.status_code} {dict(response.headers)} {dict(response.cookies)} {body.decode('utf-8', 'replace')}"


def asks_for_a_secret(path: str) -> bool:
    """A page repeats the question; one that holds a secret is looked at in another test."""
    return any(part.lower() in unquote(path).lower() for part in SECRETS)


def assert_no_secret(text: str, where: str) -> None:
    lower = text.lower()
    for part in SECRETS:
        assert part.lower() not in lower, f"{part!r} left by {where}"


def test_no_public_page_in_any_language_tells_a_secret(client, planted):
    addresses = [*questions(), *public_addresses(), *(f"/p/{point.code}" for point in planted.values())]
    addresses += [f"/photo/{photo.pk}.jpg" for photo in PointPhoto.objects.all()]
    addresses += [f"/t{path}" for path in addresses if path.startswith(("/?", "/p/"))]
    addresses += ["/leaflet.pdf?territory=UA0001"]
    addresses += [
        f"/{path}.pdf" for one in planted.values() for path in (f"p/{one.code}/poster", f"board/{one.code}/sheet")
    ]
    addresses += [f"/get?territory={name}" for name in ("UA0001", "all")]
    addresses += [f"/packs/{name}" for name in ("UA0001.html", "UA0001.places.json", "all.places.json")]
    for path, language in product(addresses, LANGUAGES):
        text = told(client.get(path, headers={"accept-language": language}))
        if (
            "q=" in path
        ):  # the question is the asker's own; secrets are looked for in the pages that do not ask for them
            continue
        assert_no_secret(text, path)
        for word in (Visibility.MEMBERS, Visibility.HIDDEN):
            if planted[word].code not in path:
                assert planted[word].code not in text, path


def test_a_search_for_the_very_secret_tells_no_more_than_a_search_for_nonsense(client, planted):
    """A page repeats the question, so it is compared with the page of a network that never held the secret."""
    paths = [path for path in questions() if asks_for_a_secret(path)]
    assert len(paths) > 5
    before = [told(client.get(path)) for path in paths]
    Point.objects.filter(pk__in=[planted[word].pk for word in (Visibility.MEMBERS, Visibility.HIDDEN)]).delete()
    area = Point.objects.filter(pk=planted[Visibility.AREA].pk)
    area.update(names={}, address="", settlement="", entrance_note="", hours_normal="", search_text="", host=None)
    PointAlias.objects.all().delete()
    forget_network()
    assert [told(client.get(path)) for path in paths] == before


def test_a_hidden_point_changes_no_answer_by_a_single_byte(client, planted):
    kept_back = [planted[Visibility.MEMBERS], planted[Visibility.HIDDEN]]
    codes = [point.code for point in kept_back]
    addresses = [
        *questions(),
        *(f"/p/{code}" for code in codes),
        *(f"/p/{code}/sheet" for code in codes),
        *(f"/p/{code}/poster.pdf" for code in codes),
        "/leaflet.pdf?territory=UA0001",
        *(f"/p/{code}/wrong" for code in codes),
        *(f"/api/v1/points/{code}" for code in codes),
        *(f"/ogc/collections/points/items/{code}?f=html" for code in codes),
        *(f"/?q={code}" for code in codes),
    ]
    addresses += [f"/t{path}" for path in addresses]
    asked = list(product(addresses, LANGUAGES))
    before = [told(client.get(path, headers={"accept-language": language})) for path, language in asked]
    Point.objects.filter(pk__in=[point.pk for point in kept_back]).delete()
    forget_network()
    for (path, language), text in zip(asked, before, strict=True):
        assert told(client.get(path, headers={"accept-language": language})) == text, path


def test_codes_that_are_not_shown_all_get_the_same_page(client, planted, town):
    withdrawn, planned = town.point(status="withdrawn"), town.point(status="planned")
    codes = [planted[word].code for word in (Visibility.MEMBERS, Visibility.HIDDEN)]
    codes += [withdrawn.code, planned.code, point_code(4242)]
    for language in LANGUAGES:
        pages = {told(client.get(f"/p/{code}", headers={"accept-language": language})) for code in codes}
        assert len(pages) == 1
        assert pages.pop().startswith("404 ")


def test_a_merged_code_leads_on_only_to_a_public_point(client, town):
    keep, drop, other = (town.point() for _ in range(3))
    merge_points(ACTOR, keep, drop)
    response = client.get(f"/p/{drop.code}")
    assert (response.status_code, response["Location"]) == (301, f"/p/{keep.code}")
    set_policy(ACTOR, keep, Visibility.HIDDEN, reason="a target")
    assert told(client.get(f"/p/{drop.code}")) == told(client.get(f"/p/{point_code(4242)}"))
    set_policy(ACTOR, keep, Visibility.HIDDEN, reason="for an hour", until_at=NOW + timedelta(hours=1))
    assert told(client.get(f"/p/{keep.code}")) == told(client.get(f"/p/{point_code(4242)}"))
    assert client.get(f"/p/{other.code}").status_code == 200


def test_an_area_only_point_is_told_as_an_area(client, planted, ask):
    point = planted[Visibility.AREA]
    for page in (ask(address("heat")), ask(f"/p/{point.code}")):
        assert "Territory: Quiet hromada. The municipality gives the address." in page
        assert_no_secret(page, "an area")
        card = page[page.index(point.code) - 600 : page.index(point.code) + 1500].partition("Відкрита школа")[0]
        assert "openstreetmap.org/directions" not in card
        assert "geo:" not in card
        assert "37" not in card  # people in a room that may be a target
        assert "Open, almost certain" in page
    assert re.search(r"about [12] km", ask(address("heat")))


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_command_tells_no_secret(planted, form):
    for place in (f"{LATITUDE:.2f}, {LONGITUDE:.2f}", "Харків", "Тиха громада"):
        for language in LANGUAGES:
            result = CliRunner().invoke(find, ["--place", place, "--format", form, "--lang", language, "--n", "50"])
            assert result.exit_code == 0
            assert_no_secret(result.output, place)
            assert planted[Visibility.AREA].code in result.output
            for word in (Visibility.MEMBERS, Visibility.HIDDEN):
                assert planted[word].code not in result.output


def test_a_policy_of_the_territory_takes_points_away_at_once_and_gives_them_back_when_it_ends(town, territory, ask):
    point = town.open_point(territory=territory)
    assert point.code in ask(address())
    set_policy(ACTOR, territory, Visibility.HIDDEN, reason="front line")
    assert point.code not in ask(address())
    ask(f"/p/{point.code}", status=404)


def test_no_pack_tells_a_secret(planted, now):
    static = make_static_pack("", at=now)
    live = make_live_pack(static, at=now, with_frames=True)
    found = read_pack(static.content, live.content, believed_keys(), at=now)
    codes = {one.point.code for one in found.found}
    assert len(codes) == 2
    assert planted[Visibility.AREA].code in codes
    sections = opened(static.content, believed_keys().believed).sections
    told = repr(texts.unpacked(sections[-1])) + repr(found) + offline_html(static, live)
    assert not [part for part in SECRETS if part in told]
    area = next(place for place, one in enumerate(found.found) if one.point.is_area_only)
    assert found.words[area].occupancy is None
    assert abs(found.found[area].point.latitude - LATITUDE) > 0.0005
