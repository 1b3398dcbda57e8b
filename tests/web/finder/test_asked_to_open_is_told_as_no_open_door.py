"""A point that was asked to open says so while nobody answered. It is told as no open door, and moves no point."""

from dataclasses import replace
from datetime import timedelta

import pytest

from punkt import clock
from punkt.ids import new_ulid
from punkt.model.activation_words import ActivationMode, ActivationTrigger, ClosingCriterion, ServiceLevel
from punkt.model.vocabulary import Availability, Visibility
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.operations.actions import activations
from punkt_web.operations.activating.area import Area
from punkt_web.operations.published_asked import published_asked
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Territory
from tests.web.finder.conftest import HERE, NOW, address

AUTHOR = Actor("zazubryna@example.org", 4242)
WITHIN = Reach(is_everywhere=True)
ASKED = "Asked to open at 14:00, 15 January. Nobody has said yet that it is."
TERMS = activations.Terms(
    ActivationTrigger.OUTAGE_3_H, "Storm", ServiceLevel.DAY, ActivationMode.ROUND_THE_CLOCK, begins_at=NOW
)
A_BOX = tuple((HERE[0] + north, HERE[1] + east) for north, east in ((-1, -1), (-1, 1), (1, 1), (1, -1)))


@pytest.fixture
def oblast(now):
    return Territory.objects.create(
        country="UA", code="UA63", level="region", path="UA/UA63/", search_text="харківська область",
        names={"uk": "Харківська область", "en": "Kharkiv region"},
    )  # fmt: skip


@pytest.fixture
def school(town, oblast):
    return town.point(territory=oblast, status="designated")


def activate(oblast, terms=TERMS, corners=()):
    ulid = new_ulid()
    activations.activate(AUTHOR, ulid, Area((oblast,), corners), terms, within=WITHIN)
    return ulid


def test_a_silent_door_says_that_it_was_asked_and_is_still_not_open(ask, oblast, school):
    before = ask(address("heat"))
    activate(oblast)
    for path in (address("heat"), f"/p/{school.code}"):
        page = ask(path)
        assert ASKED in page, path
        assert 'class="state open"' not in page
    assert "Nobody confirmed lately that a point near here is open." in before
    assert "Nobody confirmed lately that a point near here is open." in ask(address("heat"))


@pytest.mark.parametrize(("language", "word"), [("uk", "відчинитися"), ("et", "Avada"), ("sv", "öppna")])
def test_it_is_said_in_every_language(ask, oblast, school, language, word):
    activate(oblast)
    assert word in ask(f"/p/{school.code}", language)


def test_a_word_of_staff_since_then_is_the_answer(ask, town, oblast, school):
    activate(oblast)
    with clock.fixed_at(NOW + timedelta(minutes=30)):
        town.say(school, "closed", minutes_ago=5)
        assert ASKED not in ask(f"/p/{school.code}")


def test_a_word_from_before_it_was_asked_is_none(ask, town, oblast, school):
    town.say(school, "closed", minutes_ago=30)
    activate(oblast)
    assert ASKED in ask(f"/p/{school.code}")


def test_an_open_door_is_told_as_before(ask, town, oblast, school):
    town.say(school, minutes_ago=30)
    before = ask(f"/p/{school.code}")
    activate(oblast)
    assert ask(f"/p/{school.code}") == before


@pytest.mark.parametrize(
    "terms",
    [
        replace(TERMS, is_exercise=True),
        replace(TERMS, mode=ActivationMode.STANDBY),
        replace(TERMS, begins_at=NOW + timedelta(hours=2)),
    ],
    ids=["an exercise", "standby", "what is to come"],
)
def test_what_asks_no_door_to_be_open_now_changes_no_byte(ask, oblast, school, terms):
    before = [ask(path) for path in (address("heat"), f"/p/{school.code}")]
    activate(oblast, terms)
    assert [ask(path) for path in (address("heat"), f"/p/{school.code}")] == before


def test_what_was_to_come_is_told_when_it_has_come(ask, oblast, school):
    activate(oblast, replace(TERMS, begins_at=NOW + timedelta(hours=2)))
    ask(f"/p/{school.code}")
    with clock.fixed_at(NOW + timedelta(hours=2, minutes=1)):
        assert "Asked to open at 16:00, 15 January." in ask(f"/p/{school.code}")


def test_it_is_not_said_any_more_when_the_activation_is_closed(ask, oblast, school):
    ulid = activate(oblast)
    assert ASKED in ask(f"/p/{school.code}")
    criteria = dict.fromkeys(ClosingCriterion, Availability.YES)
    activations.close(AUTHOR, ulid, criteria, reason="Power is back", within=WITHIN)
    assert ASKED not in ask(f"/p/{school.code}")


def test_an_outline_tells_nothing_of_where_in_an_area_a_point_lies(ask, oblast, school):
    set_policy(AUTHOR, school, Visibility.AREA, reason="A target.")
    before = ask(f"/p/{school.code}")
    activate(oblast, corners=A_BOX)
    assert ask(f"/p/{school.code}") == before


@pytest.mark.parametrize("visibility", [Visibility.AREA, Visibility.MEMBERS, Visibility.HIDDEN])
def test_that_a_point_is_asked_which_is_not_public_makes_no_answer_anew(client, town, oblast, visibility):
    """Of an answer that is made anew the minute changes: by that alone it would tell."""
    town.point()
    secret = town.point(territory=oblast, north_m=800)
    set_policy(AUTHOR, secret, visibility, reason="a target")
    before = published_asked()
    activate(oblast)
    assert published_asked() is before
    set_policy(AUTHOR, secret, Visibility.PUBLIC, reason="no target any more")
    assert secret.pk in published_asked()


def test_a_point_that_becomes_public_by_the_clock_says_that_it_was_asked(ask, oblast, school):
    set_policy(AUTHOR, school, Visibility.HIDDEN, reason="a target", until_at=NOW + timedelta(minutes=5))
    activate(oblast)
    assert ASKED not in ask(address("heat"))
    with clock.fixed_at(NOW + timedelta(minutes=6)):
        assert ASKED in ask(address("heat"))
