"""Official information is issued, corrected and ended by those whose reach holds the whole territory, once each."""

from datetime import UTC, datetime, timedelta

import pytest

from punkt import clock
from punkt.errors import InvalidValue
from punkt_web.accounts.access import actor
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.queries import reach
from punkt_web.accounts.roles import Power
from punkt_web.common.models import AuditEntry
from punkt_web.operations.actions.bulletins import LONGEST, Words, correct_bulletin, end_bulletin, issue_bulletin
from punkt_web.operations.informing.bulletins import LANGUAGES, Text
from punkt_web.operations.models import Bulletin
from punkt_web.operations.published_bulletins import published_bulletins
from tests.conftest import COUNTRY, NEIGHBOUR_TOWN, OTHER_TOWN, REGION, TOWN

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon(world):
    with clock.fixed_at(NOW):
        yield


def words(**more) -> Words:
    texts = {code: Text("News", "Text.") for code in LANGUAGES}
    given = {"valid_from": NOW, "valid_until": NOW + timedelta(hours=6), "office": "Town council", **more}
    return Words(**{"texts": texts, **given})


def by(user):
    return actor(user), reach(user, Power.ANNOUNCE)


def issue(user, territory, **more) -> str:
    who, within = by(user)
    return issue_bulletin(who, territory, words(**more), within=within)


def test_a_coordinator_issues_in_the_whole_territory_of_the_role(coordinator, world):
    ulid = issue(coordinator, world[TOWN])
    (told,) = published_bulletins()
    assert (told.ulid, told.of.code, told.missing) == (ulid, TOWN, [])


@pytest.mark.parametrize("code", [COUNTRY, REGION, NEIGHBOUR_TOWN, OTHER_TOWN])
def test_not_elsewhere_and_not_above(coordinator, world, code):
    with pytest.raises(NotYours):
        issue(coordinator, world[code])
    assert not Bulletin.objects.exists()


@pytest.mark.parametrize("who", ["keeper", "viewer", "outsider"])
def test_nor_do_others_issue_correct_or_end(request, coordinator, world, who):
    user = request.getfixturevalue(who)
    with pytest.raises(NotYours):
        issue(user, world[TOWN])
    ulid = issue(coordinator, world[TOWN])
    actor_, within = by(user)
    with pytest.raises(NotYours):
        correct_bulletin(actor_, ulid, words(office="Mine"), within=within)
    with pytest.raises(NotYours):
        end_bulletin(actor_, ulid, within=within)
    assert [one.office for one in published_bulletins()] == ["Town council"]


def test_said_twice_it_is_told_once(coordinator, world):
    assert issue(coordinator, world[TOWN])
    with clock.fixed_at(NOW + timedelta(seconds=3)):
        assert issue(coordinator, world[TOWN], valid_from=NOW + timedelta(seconds=3)) == ""
    assert Bulletin.objects.count() == 1


def test_a_correction_is_a_new_row_that_takes_the_place_of_the_old(coordinator, world):
    first = issue(coordinator, world[TOWN])
    who, within = by(coordinator)
    assert correct_bulletin(who, first, words(), within=within) == ""
    second = correct_bulletin(who, first, words(office="Other office"), within=within)
    assert [one.ulid for one in published_bulletins()] == [second]
    assert Bulletin.objects.get(pk=second).supersedes_id == first
    assert Bulletin.objects.get(pk=first).ended_at == NOW
    with pytest.raises(InvalidValue, match="meanwhile"):
        correct_bulletin(who, first, words(office="Third office"), within=within)
    assert end_bulletin(who, first, within=within) is False
    assert [one.ulid for one in published_bulletins()] == [second]


def test_an_end_is_told_once_and_stays(coordinator, world):
    ulid = issue(coordinator, world[TOWN])
    who, within = by(coordinator)
    assert end_bulletin(who, ulid, within=within)
    with clock.fixed_at(NOW + timedelta(hours=1)):
        assert not end_bulletin(who, ulid, within=within)
    assert Bulletin.objects.get().ended_at == NOW
    assert published_bulletins() == []


def test_each_write_stands_in_the_trail_of_the_territory(coordinator, world):
    first = issue(coordinator, world[TOWN])
    who, within = by(coordinator)
    second = correct_bulletin(who, first, words(office="Other office"), within=within)
    end_bulletin(who, second, within=within)
    entries = AuditEntry.objects.filter(entity="territory", object_key=TOWN).order_by("number")
    assert [entry.action for entry in entries] == ["issue bulletin", "correct bulletin", "end bulletin"]
    assert entries[1].before["bulletin"] == first
    assert entries[1].after["office"] == "Other office"


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"texts": {}}, "headline_uk"),
        ({"texts": {"uk": Text("Новини", "Текст.")}}, "without"),
        ({"texts": {"uk": Text("Новини", "Текст.")}, "without": frozenset({"en", "et"})}, "without"),
        ({"without": frozenset({"sv"})}, "without"),
        ({"texts": {"uk": Text("Новини", "")}, "without": frozenset({"en", "et", "sv"})}, "text_uk"),
        ({"texts": {"uk": Text("Н" * 161, "Текст")}, "without": frozenset({"en", "et", "sv"})}, "text_uk"),
        ({"texts": {"uk": Text("Новини", "Т" * 4001)}, "without": frozenset({"en", "et", "sv"})}, "text_uk"),
        ({"valid_until": NOW}, "valid_until"),
        ({"valid_from": NOW - timedelta(days=2), "valid_until": NOW - timedelta(days=1)}, "valid_until"),
        ({"valid_until": NOW + LONGEST + timedelta(minutes=1)}, "valid_until"),
        ({"office": " \u200b"}, "office"),
        ({"source": "http://town.example.org"}, "source"),
        ({"source": "https://town.example.org@elsewhere.example.org"}, "source"),
    ],
)
def test_words_that_cannot_be_are_refused_at_their_place(coordinator, world, more, where):
    with pytest.raises(InvalidValue) as refused:
        issue(coordinator, world[TOWN], **more)
    assert refused.value.where == where
    assert not Bulletin.objects.exists()


def test_a_language_is_there_or_said_to_be_missing(coordinator, world):
    with pytest.raises(InvalidValue) as refused:
        issue(coordinator, world[TOWN], texts={"uk": Text("Новини", "Текст.")}, without=frozenset({"en"}))
    assert refused.value.values == {"languages": "Eesti, Svenska"}
    issue(coordinator, world[TOWN], texts={"uk": Text("Новини", "Текст.")}, without=frozenset({"en", "et", "sv"}))
    assert published_bulletins()[0].missing == ["en", "et", "sv"]


def test_texts_keep_their_lines_and_lose_what_hides(coordinator, world):
    said = Text("  Two\u202e\nlines ", "First\x00 line\n\n\tSecond\u200b line\r\n")
    issue(coordinator, world[TOWN], texts=dict.fromkeys(LANGUAGES, said))
    assert published_bulletins()[0].texts["en"] == Text("Two lines", "First line\nSecond line")
