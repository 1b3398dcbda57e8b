"""Promise 1 through time: at each moment page, text, map, API, OGC API, file and command say the same of a door."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from punkt import clock
from punkt.confidence.freshness import limits
from punkt.geo.mercator import on_square
from punkt.model.complaint_words import ComplaintKind, ComplaintOutcome
from punkt.model.vocabulary import PointState, ReportChannel, Visibility
from punkt_web.finder.network import forget_network
from punkt_web.finder.pack_keys import believed_keys
from punkt_web.finder.pack_reading import read_pack
from punkt_web.finder.served_packs import forget_packs
from punkt_web.operations.actions.answering import Answered, answer_complaints
from punkt_web.operations.actions.complaints import receive_complaint
from punkt_web.operations.models import Complaint
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Point
from tests.web.finder.conftest import ACTOR, NOW, Town, address

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


CONTRADICTED = "Not confirmed: people at the door say that it is shut"


def states(client: Client, point: Point, at) -> set[str]:
    """What each surface says of the point; a page says it in words."""
    forget_packs()
    page, text = told_by_page(client, point), client.get(f"/t/p/{point.code}", headers={"accept-language": "en"})
    in_words = {True: "not_confirmed", False: "open"}
    assert (CONTRADICTED in page) is (CONTRADICTED in text.content.decode())
    look, words = state_of_map(client, point)
    assert words == page
    return {
        in_words[CONTRADICTED in page],
        {"": "not_confirmed"}.get(look, look),
        client.get(f"/api/v1/points/{point.code}").json()["now"]["state"],
        client.get("/api/v1/status").json()["points"][0]["state"],
        client.get(f"/ogc/collections/points/items/{point.code}?f=json").json()["properties"]["now"]["state"],
        state_of_file(client, at),
    }


def tell_that_it_is_shut(point: Point, n: int, kind=ComplaintKind.CLOSED) -> None:
    for number in range(n):
        receive_complaint(point.pk, kind, "", sender=f"198.51.100.{number + 1}")


def test_a_contradicted_door_is_open_nowhere_and_staff_put_it_back(client):
    with clock.fixed_at(NOW):
        town = Town()
        point = town.point(needs="heat")
        town.say(point, minutes_ago=150)
        assert states(client, point, NOW) == {"open"}
        tell_that_it_is_shut(point, 1)
        assert states(client, point, NOW) == {"open"}, "one person is not heard"
        tell_that_it_is_shut(point, 2)
        assert states(client, point, NOW) == {"not_confirmed"}
        answer = client.get(address("heat"), headers={"accept-language": "en"}).content.decode()
        assert "Last word (2 h ago): Open. Since then people at the door said that it is shut." in answer
        town.say(point, minutes_ago=0)
        assert states(client, point, NOW) == {"open"}


def test_a_fresh_word_stands_until_it_falls_and_a_file_is_more_careful(client):
    with clock.fixed_at(NOW):
        town = Town()
        point = town.point()
        town.say(point, minutes_ago=5)
        tell_that_it_is_shut(point, 2)
        assert told_by_page(client, point) == "Open, likely"
        page = client.get(f"/p/{point.code}", headers={"accept-language": "en"}).content.decode()
        assert "Staff said so 5 min ago. 2 people at the door said since then that it is shut." in page
        forget_packs()
        assert state_of_file(client, NOW) == "not_confirmed", "who reads it later cannot hear of a third"
    falls_at = int(page.partition('data-until="')[2].partition('"')[0]) - int(NOW.timestamp())
    assert 30 * 60 < falls_at < 2 * 3600
    for seconds, expected in ((falls_at - 60, "Open, likely"), (falls_at + 60, CONTRADICTED)):
        with clock.fixed_at(NOW + timedelta(seconds=seconds)):
            assert told_by_page(client, point) == expected


def test_of_a_point_whose_address_is_withheld_nobody_learns_how_many_came(client):
    with clock.fixed_at(NOW):
        town = Town()
        point = town.point()
        town.say(point, minutes_ago=5)
        set_policy(ACTOR, point, Visibility.AREA, reason="front line")
        tell_that_it_is_shut(point, 3)
        page = client.get(f"/p/{point.code}", headers={"accept-language": "en"}).content.decode()
    assert "People at the door said since then that it is shut." in page
    assert "3 people" not in page


def test_one_person_who_comes_again_an_hour_later_is_one(client):
    with clock.fixed_at(NOW):
        town = Town()
        point = town.point()
        town.say(point, minutes_ago=150)
        tell_that_it_is_shut(point, 1)
    cache.delete("complaints-key")  # as when its hour is over
    with clock.fixed_at(NOW + timedelta(minutes=20)):
        tell_that_it_is_shut(point, 1)
        assert told_by_page(client, point) == "Open, likely"
    assert Complaint.objects.count() == 2


def test_a_flood_takes_no_door_out_that_staff_just_opened(client, monkeypatch):
    monkeypatch.setattr("punkt_web.operations.actions.complaints.MOST_OF_A_POINT", 500)
    with clock.fixed_at(NOW):
        town = Town()
        point = town.point()
        town.say(point, minutes_ago=10)
        tell_that_it_is_shut(point, 100)
        assert told_by_page(client, point) == "Open, likely"


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [(ComplaintOutcome.RIGHT, CONTRADICTED), (ComplaintOutcome.NOT_RIGHT, "Open, almost certain")],
)
def test_what_came_out_counts_at_once(client, outcome, expected):
    with clock.fixed_at(NOW):
        town = Town()
        point = town.point()
        town.say(point, minutes_ago=5)
        tell_that_it_is_shut(point, 1)
        answer_complaints(ACTOR, Complaint.objects.get().pk, Answered(outcome))
        assert told_by_page(client, point) == expected


def test_what_does_not_say_that_it_is_shut_takes_out_no_door(client):
    with clock.fixed_at(NOW):
        town = Town()
        point = town.point()
        town.say(point, minutes_ago=150)
        for kind in (ComplaintKind.NO_HEAT, ComplaintKind.FULL, ComplaintKind.NOT_ACCESSIBLE):
            tell_that_it_is_shut(point, 3, kind)
        assert states(client, point, NOW) == {"open"}
