"""A CAP message becomes a bulletin once; updates and cancellations act on it in whatever order they come."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from punkt import clock
from punkt.errors import InvalidValue
from punkt.formats.cap.reading import RefusedAlert
from punkt_web.accounts.access import actor
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.queries import Reach, reach
from punkt_web.accounts.roles import Power
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.bulletins import Words, correct_bulletin
from punkt_web.operations.actions.taking import Outcome, Taken, take_alert
from punkt_web.operations.informing.bulletins import LANGUAGES, Text
from punkt_web.operations.models import Bulletin, TakenAlert
from punkt_web.operations.published_bulletins import published_bulletins
from tests.conftest import NEIGHBOUR_TOWN, TOWN

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
WITHIN = Reach(is_everywhere=True)
TESTER = Actor("test")


@pytest.fixture(autouse=True)
def _noon(world):
    with clock.fixed_at(NOW):
        yield


def info(language: str = "en", headline: str = "No power", text: str = "Two lines are down.", **more) -> str:
    expires = more.get("expires", "2026-01-16T12:00:00-00:00")
    return (
        f"<info><language>{language}</language><category>Infra</category><event>Power failure</event>"
        f"<urgency>Immediate</urgency><severity>Severe</severity><certainty>Observed</certainty>"
        + (f"<expires>{expires}</expires>" if expires else "")
        + f"<senderName>Grid</senderName><headline>{headline}</headline><description>{text}</description>"
        f"<instruction>Switch off stoves.</instruction><web>https://grid.example.org/</web></info>"
    )


ALL = "".join(info(code) for code in LANGUAGES)


def message(identifier: str = "A1", body: str = ALL, **more: str) -> bytes:
    about = more.get("about", "")
    sender, sent = more.get("sender", "grid.example.org"), more.get("sent", "2026-01-15T11:50:00-00:00")
    references = f"<references>{about}</references>" if about else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">'
        f"<identifier>{identifier}</identifier><sender>{sender}</sender><sent>{sent}</sent>"
        f"<status>{more.get('status', 'Actual')}</status><msgType>{more.get('kind', 'Alert')}</msgType>"
        f"<scope>{more.get('scope', 'Public')}</scope>{more.get('extra', '')}{references}{body}</alert>"
    ).encode()


FIRST = "grid.example.org,A1,2026-01-15T11:50:00-00:00"
SECOND_AT = "2026-01-15T11:55:00-00:00"
UPDATE = message("A2", ALL.replace("No power", "Power at six"), kind="Update", about=FIRST, sent=SECOND_AT)
CANCEL = message(
    "A3", "", kind="Cancel", about=f"{FIRST} grid.example.org,A2,2026-01-15T11:55:00-00:00",
    sent="2026-01-15T11:58:00-00:00",
)  # fmt: skip


def take(world, content: bytes, code: str = TOWN, **more) -> Taken:
    return take_alert(TESTER, world[code], content, within=WITHIN, **more)


def headlines() -> list[str]:
    return [one.texts["en"].headline for one in published_bulletins()]


def test_a_message_becomes_a_bulletin_with_its_words(world):
    taken = take(world, message())
    (told,) = published_bulletins()
    assert taken == Taken(Outcome.TOLD, told.ulid)
    assert told.texts["en"] == Text("No power", "Two lines are down.\nSwitch off stoves.")
    assert (told.urgency, told.severity, told.certainty, told.category) == ("Immediate", "Severe", "Observed", "Infra")
    assert (told.office, told.source) == ("Grid", "https://grid.example.org/")
    assert told.valid_until == NOW + timedelta(days=1)
    assert told.missing == []


def test_the_same_message_twice_is_one_and_another_territory_is_another(world):
    take(world, message())
    assert take(world, message()) == Taken(Outcome.KNOWN)
    assert take(world, message(), NEIGHBOUR_TOWN).outcome is Outcome.TOLD
    assert Bulletin.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (message(status="Exercise"), "alert/status"),
        (message(status="Test"), "alert/status"),
        (message(status="Draft"), "alert/status"),
        (message(status="System"), "alert/status"),
        (message(scope="Restricted", extra="<restriction>staff</restriction>"), "alert/scope"),
        (message(kind="Ack", about=FIRST.replace("A1", "A0")), "alert/msgType"),
        (message(sent="2026-01-15T12:06:00-00:00"), "alert/sent"),
        (message(body=""), "alert/info"),
        (message(body=info(expires="")), "until"),
        (message(body=ALL.replace("2026-01-16T12", "2026-01-15T12")), "valid_until"),
        (message(body=info("uk")), "may_lack_languages"),
        (message("A" * 201), "alert/identifier"),
    ],
)
def test_what_must_not_be_told_is_refused_with_a_reason(world, content, where):
    with pytest.raises(InvalidValue) as refused:
        take(world, content)
    assert refused.value.where == where
    assert not Bulletin.objects.exists()
    assert not TakenAlert.objects.exists()


def test_a_message_with_faults_changes_nothing(world):
    with pytest.raises(RefusedAlert):
        take(world, message("A 1"))
    assert not TakenAlert.objects.exists()


def test_an_update_takes_the_place_and_a_cancellation_takes_back(world):
    first = take(world, message()).ulid
    taken = take(world, UPDATE)
    assert taken.outcome is Outcome.REPLACED
    assert Bulletin.objects.get(pk=taken.ulid).supersedes_id == first
    assert headlines() == ["Power at six"]
    assert take(world, CANCEL) == Taken(Outcome.TAKEN_BACK)
    assert headlines() == []
    assert take(world, CANCEL) == Taken(Outcome.KNOWN)


@pytest.mark.parametrize("order", list(permutations([message(), UPDATE, CANCEL])))
def test_in_whatever_order_they_come_what_was_taken_back_is_not_told(world, order):
    for content in order:
        take(world, content)
    assert headlines() == []


def test_an_alert_that_comes_after_its_update_is_not_told(world):
    take(world, UPDATE)
    assert take(world, message()).outcome is Outcome.OVERTAKEN
    assert headlines() == ["Power at six"]


def test_an_update_that_was_taken_back_before_it_came_takes_what_it_replaces_with_it(world):
    take(world, message())
    about = f"grid.example.org,A2,{SECOND_AT}"
    take(world, message("A3", "", kind="Cancel", about=about, sent="2026-01-15T11:58:00-00:00"))
    assert headlines() == ["No power"]
    assert take(world, UPDATE).outcome is Outcome.OVERTAKEN
    assert headlines() == []


def test_a_cancellation_of_nothing_known_is_kept_and_says_so(world):
    assert take(world, CANCEL) == Taken(Outcome.NOTHING_TO_TAKE_BACK)
    assert TakenAlert.objects.count() == 1


def test_nobody_takes_back_what_another_said(world):
    take(world, message())
    assert take(world, message("B9", "", kind="Cancel", about=FIRST, sender="other.example.org")).ulid == ""
    assert headlines() == ["No power"]


def test_a_cancellation_reaches_what_the_desk_made_of_it(world):
    ulid = take(world, message()).ulid
    texts = {code: Text("By hand", "Text.") for code in LANGUAGES}
    words = Words(texts=texts, valid_from=NOW, valid_until=NOW + timedelta(hours=3), office="Town")
    correct_bulletin(TESTER, ulid, words, within=WITHIN)
    assert headlines() == ["By hand"]
    assert take(world, CANCEL).outcome is Outcome.TAKEN_BACK
    assert headlines() == []


def test_languages_that_lack_are_allowed_when_said(world):
    take(world, message(body=info("uk-UA") + info("en-GB") + info("ru")), may_lack_languages=True)
    (told,) = published_bulletins()
    assert set(told.texts) == {"uk", "en", "ru"}
    assert told.missing == ["et", "sv"]


def test_a_later_info_of_one_language_adds_and_the_first_end_counts(world):
    body = ALL + info(text="Trams stand too.", headline="Trams", expires="2026-01-15T20:00:00-00:00")
    take(world, message(body=body))
    (told,) = published_bulletins()
    assert told.texts["en"] == Text("No power", "Two lines are down.\nSwitch off stoves.\nTrams stand too.")
    assert told.valid_until == NOW + timedelta(hours=8)


def test_a_message_without_an_end_gets_the_one_that_is_given(world):
    until = NOW + timedelta(hours=2)
    take(world, message(body=info(expires="")), until=until, may_lack_languages=True)
    assert published_bulletins()[0].valid_until == until


@pytest.mark.parametrize("who", ["keeper", "viewer", "outsider"])
def test_who_may_not_announce_takes_nothing(request, world, who):
    user = request.getfixturevalue(who)
    with pytest.raises(NotYours):
        take_alert(actor(user), world[TOWN], message(), within=reach(user, Power.ANNOUNCE))
    assert not TakenAlert.objects.exists()


def test_a_coordinator_of_the_town_takes_nothing_for_its_neighbour(coordinator, world):
    with pytest.raises(NotYours):
        take_alert(actor(coordinator), world[NEIGHBOUR_TOWN], message(), within=reach(coordinator, Power.ANNOUNCE))
