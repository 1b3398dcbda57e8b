"""``/packs/NAME.changes.punkt``: what was said since, for who has a live pack; no gap, and nothing of the hidden."""

from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.utils import translation

from punkt import clock
from punkt.model.vocabulary import PointState, Visibility
from punkt.pack import changes
from punkt.pack.envelope import PackKind, as_minutes, opened, pack_id, sealed
from punkt.pack.live import Teller
from punkt_web.finder.pack_commands import pack
from punkt_web.finder.pack_keys import believed_keys, signing_key
from punkt_web.finder.packs import _SERVICES
from punkt_web.finder.served_packs import forget_packs
from punkt_web.registry.actions.merging import merge_points
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Point
from tests.web.finder.conftest import ACTOR, NOW


@pytest.fixture(autouse=True)
def _home(tmp_path, monkeypatch):
    monkeypatch.setenv("PUNKT_HOME", str(tmp_path))
    forget_packs()
    yield
    forget_packs()


class Device:
    """Somebody who took the packs of the whole network at ``NOW``."""

    def __init__(self, client) -> None:
        self.client = client
        self.static = client.get("/packs/all.punkt").content
        self.live = client.get("/packs/all.live.punkt").content

    def address(self, **other) -> str:
        asked = {"base": pack_id(self.live).hex(), "static": pack_id(self.static).hex(), "since": as_minutes(NOW)}
        return "/packs/all.changes.punkt?" + "&".join(f"{name}={value}" for name, value in (asked | other).items())

    def told(self, **other):
        response = self.client.get(self.address(**other))
        assert response.status_code == 200
        envelope = opened(response.content, believed_keys().believed)
        assert (envelope.kind, envelope.base) == (PackKind.DELTA, pack_id(self.live))
        told = changes.read(envelope, _SERVICES)
        assert (told.static_id, told.since) == (pack_id(self.static), NOW)
        return told.points


@pytest.fixture
def device(town, client):
    for number in range(12):
        town.point(north_m=number * 100)
    with clock.fixed_at(NOW - timedelta(hours=1)):
        town.say(town.point(), minutes_ago=5)
    return Device(client)


@pytest.fixture
def points_by_code(device):
    return list(Point.objects.order_by("code"))


def test_nothing_is_told_where_nothing_was_said(device):
    assert device.told() == {}


def test_a_word_that_came_since_is_told_as_the_live_pack_tells_it(device, town, points_by_code):
    point = points_by_code[0]
    with clock.fixed_at(NOW + timedelta(minutes=30)):
        town.say(point, "full", minutes_ago=7, services={"heat": "no"})
        ((words, services),) = device.told().values()
    assert (words.state, words.age_min) == (PointState.FULL, 10)
    assert services["service.heat"][0] == "no"


def test_a_word_that_does_not_count_is_told_too(device, town, points_by_code):
    town.say(points_by_code[0], "closed", channel="resident", minutes_ago=1)
    town.say(points_by_code[1], "open", channel="keeper", minutes_ago=60 * 30)
    told = {(words.state, words.teller, words.age_min) for words, _services in device.told().values()}
    assert told == {(PointState.CLOSED, Teller.RESIDENT, 5), (PointState.OPEN, Teller.STAFF, None)}


def test_a_word_that_was_perhaps_not_seen_yet_is_told_again(device, town, points_by_code):
    with clock.fixed_at(NOW - timedelta(minutes=2)):
        town.say(points_by_code[3], "closed", minutes_ago=0)
    assert len(device.told()) == 1


def test_words_of_a_point_that_was_merged_are_told_of_the_one_that_stands_for_it(device, town, points_by_code):
    keep, drop = points_by_code[:2]
    town.say(drop, "closed", minutes_ago=1)
    merge_points(ACTOR, keep, drop)
    assert device.client.get(device.address()).status_code == 204  # the register changed
    after = Device(device.client)
    assert [words.state for words, _services in after.told().values()] == [PointState.CLOSED]


def _verify(content, tmp_path):
    file = tmp_path / "all.changes.punkt"
    file.write_bytes(content)
    with translation.override("en"):
        return CliRunner().invoke(pack, ["verify", str(file)])


def test_its_content_is_checked_too(device, town, points_by_code, tmp_path):
    town.say(points_by_code[0], minutes_ago=0)
    content = device.client.get(device.address()).content
    result = _verify(content, tmp_path)
    assert result.exit_code == 0
    assert "Pack of changes: the whole network, points: 13" in result.output
    assert (
        f"Since 2026-01-15 12:00 UTC, points told of: 1; read with the live pack {pack_id(device.live).hex()}"
        f" of the pack {pack_id(device.static).hex()}\n" in result.output
    )


@pytest.mark.parametrize("fault", ["head", "sections", "gap", "words"])
def test_damage_under_a_valid_signature_is_found(device, town, points_by_code, tmp_path, fault):
    town.say(points_by_code[0], minutes_ago=0)
    told = opened(device.client.get(device.address()).content, believed_keys().believed)
    head, which, words, services = told.sections
    damaged = {
        "head": (head[:-1], which, words, services),
        "sections": (head, which, words),
        "gap": (head[:8] + as_minutes(NOW + timedelta(hours=1)).to_bytes(4, "little"), which, words, services),
        "words": (head, which, b"\x00" * 40, services),
    }
    result = _verify(sealed(replace(told, sections=damaged[fault]), signing_key()), tmp_path)
    assert result.exit_code == 1
    assert "The pack is damaged: " in result.output


@pytest.mark.parametrize(
    "other", [{"static": "0" * 16}, {"since": as_minutes(NOW) + 1}, {"since": as_minutes(NOW) - 1441}]
)
def test_who_has_other_packs_takes_the_whole_live_one(device, other):
    response = device.client.get(device.address(**other))
    assert (response.status_code, response.content) == (204, b"")


def test_where_much_changed_the_whole_live_pack_is_smaller(device, town, points_by_code):
    for point in points_by_code[:5]:
        town.say(point)
    assert device.client.get(device.address()).status_code == 204


def test_what_is_hidden_is_in_no_changes(device, town, points_by_code):
    town.say(points_by_code[0])
    set_policy(ACTOR, points_by_code[0], Visibility.HIDDEN, reason="front line")
    assert device.client.get(device.address()).status_code == 204
    assert Device(device.client).told() == {}


@pytest.mark.parametrize(
    "query",
    [
        "",
        "base=x&static=y&since=z",
        "base=" + "0" * 16,
        "base={0}&static={0}&since=-1",
        "base={0}&static={0}&since=1e9",
    ],
)
def test_junk_is_nothing(device, query):
    assert device.client.get(f"/packs/all.changes.punkt?{query.format('0' * 16)}").status_code == 404
    assert device.client.get("/packs/nowhere.changes.punkt").status_code == 404


def test_changes_of_a_few_points_are_few_bytes(device, town, points_by_code):
    town.say(points_by_code[0])
    assert len(device.client.get(device.address()).content) < 250
