"""``/get`` and ``/packs/``: what may be taken along is what may be seen now, and never more."""

import gzip
import re
from datetime import timedelta

import pytest
from click.testing import CliRunner

from punkt import clock
from punkt.model.vocabulary import Visibility
from punkt.pack.keys import KnownKey
from punkt_web.finder.pack_commands import pack
from punkt_web.finder.pack_keys import believed_keys, signing_key
from punkt_web.finder.pack_reading import read_pack
from punkt_web.finder.served_packs import forget_packs
from punkt_web.registry.actions.points import publish_revision
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Point, Territory
from tests.web.finder.conftest import ACTOR, NOW

_OF_PROGRAMS = (".punkt", ".live.punkt", ".places.json", f".changes.punkt?base={'0' * 16}&static={'0' * 16}&since=1")


@pytest.fixture(autouse=True)
def _home(tmp_path, monkeypatch):
    monkeypatch.setenv("PUNKT_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    forget_packs()
    yield
    forget_packs()


@pytest.fixture
def region(town):
    """A region with an open point, beside another one with one point."""
    country = Territory.objects.create(
        country="UA", code="UA", level="country", names={"en": "Ukraine", "uk": "Україна"}, path="UA/"
    )
    made = [
        Territory.objects.create(
            country="UA", code=code, level="region", names={"en": name}, path=f"UA/{code}/", parent=country
        )
        for code, name in (("UA63", "Kharkiv oblast"), ("UA01", "Crimea"))
    ]
    town.open_point(name="Школа 7", territory=made[0])
    town.point(name="Далека", territory=made[1])
    return made[0]


def names_in(client, name="UA63", at=NOW):
    static, live = (client.get(f"/packs/{name}{end}").content for end in (".punkt", ".live.punkt"))
    found = read_pack(static, live, believed_keys(), at=at).found
    return {one.point.names["uk"]: str(one.shown.state) for one in found}


def test_a_region_is_chosen_and_its_files_are_shown_with_their_size(region, ask):
    page = ask("/get")
    assert '<optgroup label="Ukraine">' in page
    assert '<option value="UA63">Kharkiv oblast (1)</option>' in page
    assert "The whole network (2)" in page
    page = ask("/get?territory=UA63")
    assert 'href="/packs/UA63.html?lang=en"' in page
    assert "KB over the network" in page
    assert 'href="/packs/UA63.live.punkt"' in page
    assert "<svg" in page
    assert "Good until 15 April 2026" in page


def test_the_key_is_shown_as_the_file_and_the_command_show_it(region, ask):
    key = KnownKey(signing_key().public_key())
    assert re.fullmatch(r"[0-9a-f]{4}( [0-9a-f]{4}){3}", key.short)
    page = ask("/get?territory=UA63")
    assert f">{key.short}<" in page
    assert f">{key.as_line()}<" in page
    said = CliRunner().invoke(pack, ["key"]).output
    assert said == f"{key.as_line()}  # {key.short}\n"


def test_the_whole_network_is_offered_as_packs_only(region, ask, client):
    assert 'href="/packs/all.punkt"' in ask("/get?territory=all")
    assert "/packs/all.html" not in ask("/get?territory=all")
    assert client.get("/packs/all.html").status_code == 404
    assert names_in(client, "all") == {"Школа 7": "open", "Далека": "not_confirmed"}


@pytest.mark.parametrize("name", ["nowhere", "x" * 41, "UA63%00", "..", "%2e%2e%2fpack_key", "UA'--"])
def test_there_is_nothing_for_a_territory_that_there_is_not(region, client, name):
    for path in (f"/packs/{name}.punkt", f"/packs/{name}.live.punkt", f"/packs/{name}.html", f"/get?territory={name}"):
        assert client.get(path).status_code == 404, path


def test_regions_stand_as_a_dictionary_has_them_and_the_readers_own_country_first(town, ask):
    made = {
        ("EE", "Eesti", "Estonia"): [("EE37", "Harjumaa")],
        ("UA", "Україна", "Ukraine"): [("UA26", "Івано-Франківська"), ("UA07", "Волинська"), ("UA63", "Харківська")],
    }
    for (code, local, english), below in made.items():
        own = "uk" if code == "UA" else "et"
        country = Territory.objects.create(
            country=code, code=code, level="country", names={own: local, "en": english}, path=f"{code}/"
        )
        for region_code, name in below:
            region = Territory.objects.create(
                country=code,
                code=region_code,
                level="region",
                names={own: name},
                path=f"{code}/{region_code}/",
                parent=country,
            )
            town.point(territory=region, country=code)

    def offered(language):
        return re.findall(r'<option value="(\w+)"', ask("/get", language))

    assert offered("uk") == ["UA07", "UA26", "UA63", "EE37", "all"]
    assert offered("et")[0] == "EE37"
    assert offered("en")[0] == "EE37"


def test_a_region_that_is_not_known_is_said_to_be_so(region, ask, client):
    page = ask("/get?territory=NOPE", status=404)
    assert "<h1>We do not know this region</h1>" in page
    assert "closed for good" not in page
    assert "No region with points has the code “NOPE” here." in page
    page = ask("/packs/XX-99.html", status=404)
    assert "No region with points has the code “XX-99” here." in page
    assert 'href="/get"' in page
    assert "closed for good" not in page
    for end in _OF_PROGRAMS:
        assert ask(f"/packs/XX-99{end}", status=404) == "XX-99: Nothing is given out for this code.\n"
    moved = client.get("/get/?territory=UA63")
    assert (moved.status_code, moved["Location"]) == (301, "/get?territory=UA63")


def test_files_are_asked_for_again_and_only_sent_when_they_changed(region, client):
    first = client.get("/packs/UA63.punkt")
    assert first.headers["Cache-Control"] == "no-cache"
    assert first.headers["Content-Disposition"] == 'attachment; filename="UA63.punkt"'
    again = client.get("/packs/UA63.punkt", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_is_said_of_a_door_is_in_the_next_live_pack(region, town, client):
    static = client.get("/packs/UA63.punkt").content
    assert names_in(client) == {"Школа 7": "open"}
    town.say(Point.objects.get(territory=region), "closed", minutes_ago=0)
    with clock.fixed_at(NOW + timedelta(minutes=1)):
        assert names_in(client, at=NOW + timedelta(minutes=1)) == {"Школа 7": "closed"}
        assert client.get("/packs/UA63.punkt").content == static


def test_a_point_that_is_hidden_is_in_no_file_from_then_on(region, town, client):
    town.point(name="Друга", territory=region)
    assert set(names_in(client)) == {"Школа 7", "Друга"}
    client.get("/packs/UA63.html")
    Point.objects.filter(names__uk="Друга").update(status=Point.Status.WITHDRAWN)
    publish_revision()
    assert set(names_in(client)) == {"Школа 7"}
    assert "Друга" not in client.get("/packs/UA63.html").content.decode()


def test_each_worker_makes_the_same_static_pack(region, client):
    first = client.get("/packs/UA63.punkt").content
    forget_packs()
    with clock.fixed_at(NOW + timedelta(hours=3)):
        assert client.get("/packs/UA63.punkt").content == first
    with clock.fixed_at(NOW + timedelta(hours=13)):
        assert client.get("/packs/UA63.punkt").content != first


def test_the_file_is_sent_compressed_to_who_can_read_that(region, client):
    plain = client.get("/packs/UA63.html", headers={"accept-language": "uk"})
    packed = client.get("/packs/UA63.html", headers={"accept-language": "uk", "accept-encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert '<html lang="uk">' in plain.content.decode()


def test_an_answer_leads_to_the_files_of_its_region(region, ask):
    assert 'href="/get?territory=UA63"' in ask("/?lat=49.99&lon=36.23")
    assert 'href="/get"' in ask("/")


def test_an_empty_network_offers_nothing(now, ask):
    assert "No points are listed here yet." in ask("/get")


@pytest.mark.parametrize("end", _OF_PROGRAMS)
def test_packs_of_a_territory_whose_last_point_is_hidden_are_gone(region, client, end):
    """A 404 may be the word of a proxy while a server is moved: a device keeps what it has then."""
    assert client.get(f"/packs/UA63{end}").status_code in {200, 204}
    hide(Point.objects.filter(territory=region))
    gone = client.get(f"/packs/UA63{end}")
    assert (gone.status_code, gone["Cache-Control"]) == (410, "no-cache")
    assert gone.content.decode() == "UA63: No point is published there any more.\n"
    assert client.get(f"/packs/nowhere{end}").status_code == 404


@pytest.mark.parametrize("path", ["/packs/UA63.html", "/get?territory=UA63"])
def test_people_who_ask_for_what_is_gone_are_led_to_the_regions_that_there_are(region, ask, path):
    hide(Point.objects.filter(territory=region))
    page = ask(path, status=410)
    assert "No region with points has the code “UA63” here." in page
    assert 'href="/get"' in page


@pytest.mark.parametrize("name", ["all", "UA63"])
@pytest.mark.parametrize("end", _OF_PROGRAMS)
def test_an_empty_database_tells_no_device_to_drop_what_it_keeps(region, client, name, end):
    """It is being restored, or is the wrong one: that says nothing of any point."""
    hide(Point.objects.all())
    assert client.get(f"/packs/{name}{end}").status_code == 404


def hide(points):
    for point in points:
        set_policy(ACTOR, point, Visibility.HIDDEN, reason="front line")
