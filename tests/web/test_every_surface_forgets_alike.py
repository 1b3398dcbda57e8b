"""Promise 1 through time: at each moment page, text, map, API, OGC API, file and command say the same of a door."""

from datetime import timedelta

import pytest
from django.test import Client

from punkt import clock
from punkt.confidence.freshness import limits
from punkt.geo.mercator import on_square
from punkt.model.vocabulary import PointState, ReportChannel
from punkt_web.finder.network import forget_network
from punkt_web.finder.pack_keys import believed_keys
from punkt_web.finder.pack_reading import read_pack
from punkt_web.finder.served_packs import forget_packs
from punkt_web.registry.models import Point
from tests.web.finder.conftest import NOW, Town

LOOKS = {"open": "open", "full": "full", "opening": "full", "closed": "shut", "not_confirmed": ""}
WORDS = {
    "open": "Open, ",
    "full": "Open but full, ",
    "opening": "Opening now, ",
    "closed": "Closed, ",
    "not_confirmed": "Not confirmed for",
}


@pytest.fixture(autouse=True)
def _of_its_own(db, settings, tmp_path, monkeypatch):
    monkeypatch.setenv("PUNKT_HOME", str(tmp_path))
    settings.API_REQUESTS_PER_MINUTE = 0
    forget_network()
    forget_packs()
    yield
    forget_network()
    forget_packs()


def told_by_page(client: Client, point: Point) -> str:
    page = client.get(f"/p/{point.code}", headers={"accept-language": "en"}).content.decode()
    return page.partition('class="state')[2].partition(">")[2].partition("<")[0]


def told_by_text(client: Client, point: Point) -> str:
    text = client.get(f"/t/p/{point.code}", headers={"accept-language": "en"}).content.decode()
    return next(line for line in text.splitlines() if any(word in line for word in WORDS.values()))


def state_of_file(client: Client, at) -> str:
    static, live = (client.get(f"/packs/all{end}").content for end in (".punkt", ".live.punkt"))
    (found,) = read_pack(static, live, believed_keys(), at=at).found
    return str(found.shown.state)


def state_of_map(client: Client, point: Point) -> tuple[str, str]:
    x, y = on_square(point.latitude, point.longitude)
    address = f"/map/points/15/{int(x * 2**15)}/{int(y * 2**15)}.json"
    (told,) = client.get(address, headers={"accept-language": "en"}).json()["points"]
    return told["look"], told["state"]


@pytest.mark.parametrize(("state", "channel"), [("open", "keeper"), ("full", "keeper"), ("closed", "coordinator")])
def test_at_each_moment_all_say_the_same(client, state, channel):
    with clock.fixed_at(NOW):
        town = Town()
        point = town.point(opening_mode="24/7")
        town.say(point, state, minutes_ago=0, channel=channel)
    reach = limits(PointState(state), ReportChannel(channel))
    edges = [int(part.total_seconds() // 60) for part in (reach.certain, reach.likely)]
    for minutes in sorted({0, *(edge + step for edge in edges for step in (-1, 0, 1)), 2000}):
        now = NOW + timedelta(minutes=minutes)
        expected = state if timedelta(minutes=minutes) <= reach.likely else "not_confirmed"
        with clock.fixed_at(now):
            forget_packs()
            assert told_by_page(client, point).startswith(WORDS[expected]), minutes
            assert WORDS[expected] in told_by_text(client, point), minutes
            look, words = state_of_map(client, point)
            assert (look, words) == (LOOKS[expected], told_by_page(client, point)), minutes
            assert client.get(f"/api/v1/points/{point.code}").json()["now"]["state"] == expected, minutes
            assert [one["state"] for one in client.get("/api/v1/status").json()["points"]] == [expected], minutes
            item = client.get(f"/ogc/collections/points/items/{point.code}?f=json").json()
            assert item["properties"]["now"]["state"] == expected, minutes
            assert state_of_file(client, now) == (expected if minutes <= 1440 else "not_confirmed"), minutes
