"""Alarms at the desk: who answers for a point sees them, takes them and decides on them; nobody else does."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from punkt import clock
from punkt.alarms.rules import Rule
from punkt.alarms.terms import alarm_terms
from punkt.model.alarm_words import AlarmKind
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import EvidenceMethod, PointState, ReportChannel, Visibility
from punkt_web.accounts.models import User
from punkt_web.common.audit import Actor
from punkt_web.dashboard.views import alarm_settings
from punkt_web.dashboard.views import alarms as alarm_views
from punkt_web.exchange import connecting
from punkt_web.operations.actions.alarms.checks import check_alarms
from punkt_web.operations.actions.alarms.settings import add_webhook
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.alarms.rules import RuleBook
from punkt_web.operations.models import (
    Alarm,
    AlarmDevice,
    AlarmMessage,
    AlarmPreference,
    AlarmRound,
    AlarmRule,
    AlarmWebhook,
)
from punkt_web.registry.actions.points import register_point
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Point, Territory
from punkt_web.registry.statements import Evidence
from tests.conftest import OTHER_TOWN, REGION, TOWN

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
WHO = Actor("tester@example.org")
NAME = "Школа на Дубовій"
KEY = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
NOT_IN_CHARGE = [("outsider", 403), ("viewer", 403), ("keeper", 403)]
World = dict[str, Territory]


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.fixed_at(NOON):
        yield


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, "punkt_web.accounts.backends.PasswordBackend")
    return client


def cold(world: World, code: str = TOWN, name: str = NAME) -> Point:
    point = register_point(
        WHO, {"territory": world[code], "name": {"uk": name}}, Evidence("x", EvidenceMethod.IMPORTED)
    )
    content = ReportContent(PointState.OPEN, indoor_c=12.5)
    receive_report(WHO, Report(point.pk, clock.now(), ReportChannel.KEEPER, content))
    return point


@pytest.fixture
def alarm(world: World) -> Alarm:
    cold(world)
    check_alarms()
    return Alarm.objects.get()


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


@pytest.mark.parametrize("who", ["coordinator", "region_officer", "administrator"])
def test_who_answers_for_the_point_sees_its_alarm(alarm: Alarm, request: pytest.FixtureRequest, who: str) -> None:
    client = signed_in(request.getfixturevalue(who))
    page = text(client, "/desk/alarms/")
    assert NAME in page
    assert "12.5 °C; the limit is 18 °C" in page
    assert "1 alarm that nobody looks into" in text(client, "/desk/")
    assert "1 alarm that nobody looks into" in text(client, "/desk/live/")
    assert "It is cold inside" in text(client, f"/desk/points/{alarm.point.code}/")
    one = text(client, f"/desk/alarms/{alarm.pk}/")
    assert "Who is told" in one


@pytest.mark.parametrize(("who", "status"), [*NOT_IN_CHARGE, ("other_coordinator", 404)])
def test_nobody_else_sees_it_or_takes_it(alarm: Alarm, request: pytest.FixtureRequest, who: str, status: int) -> None:
    client = signed_in(request.getfixturevalue(who))
    listed = client.get("/desk/alarms/")
    assert listed.status_code == (200 if status == 404 else status)
    assert NAME not in listed.content.decode()
    assert client.get(f"/desk/alarms/{alarm.pk}/").status_code == status
    assert client.post(f"/desk/alarms/{alarm.pk}/acknowledge").status_code == status
    assert client.post(f"/desk/alarms/acknowledge/{TOWN}").status_code == 403
    assert "alarm that nobody" not in text(client, "/desk/")
    assert Alarm.objects.get().acknowledged_until is None


def test_a_check_by_a_clock_that_was_wrong_is_not_taken_for_a_fresh_one(alarm: Alarm, coordinator: User) -> None:
    assert "this list is old" not in text(signed_in(coordinator), "/desk/alarms/")
    AlarmRound.objects.update(checked_at=NOON + timedelta(days=365))
    assert "this list is old" in text(signed_in(coordinator), "/desk/alarms/")


@pytest.mark.parametrize("path", ["", "1/", "told/", "rules/", f"rules/{TOWN}/", f"webhooks/{TOWN}/"])
def test_a_stranger_is_asked_to_sign_in(alarm: Alarm, stranger: Client, path: str) -> None:
    assert stranger.get(f"/desk/alarms/{path}").status_code == 302


def test_a_viewer_of_the_point_is_told_of_no_alarm_on_its_page(alarm: Alarm, viewer: User) -> None:
    assert f"/desk/alarms/{alarm.pk}/" not in text(signed_in(viewer), f"/desk/points/{alarm.point.code}/")


def test_the_history_of_a_point_tells_of_alarms_to_those_only_who_answer_for_it(
    alarm: Alarm, coordinator: User, keeper: User, viewer: User
) -> None:
    signed_in(coordinator).post(f"/desk/alarms/{alarm.pk}/acknowledge", {"note": "за ключами"})
    path = f"/desk/points/{alarm.point.code}/history/"
    assert "Alarm raised" in text(signed_in(coordinator), path)
    assert "за ключами" in text(signed_in(coordinator), path)
    for who in (keeper, viewer):
        assert "Registered" in text(signed_in(who), path)
        assert "Alarm raised" not in text(signed_in(who), path)
        assert "за ключами" not in text(signed_in(who), path)


def test_a_hidden_point_is_an_alarm_to_those_only_who_answer_for_it(
    alarm: Alarm, coordinator: User, other_coordinator: User
) -> None:
    set_policy(WHO, alarm.point, Visibility.HIDDEN, reason="a target")
    assert NAME in text(signed_in(coordinator), "/desk/alarms/")
    assert NAME not in text(signed_in(other_coordinator), "/desk/alarms/")


def test_the_first_takes_it_and_the_second_is_told_who(alarm: Alarm, coordinator: User, region_officer: User) -> None:
    signed_in(coordinator).post(f"/desk/alarms/{alarm.pk}/acknowledge", {"note": "на місці о 13:00"})
    said = signed_in(region_officer).post(f"/desk/alarms/{alarm.pk}/acknowledge", follow=True).content.decode()
    assert f"{coordinator.email} looks into it already." in said
    client = signed_in(region_officer)
    assert NAME not in text(client, "/desk/alarms/")
    assert "на місці о 13:00" in text(client, "/desk/alarms/?all=1")
    assert NAME in text(client, "/desk/alarms/?all=1&kind=cold")
    assert NAME not in text(client, "/desk/alarms/?all=1&kind=silent")


def test_what_is_over_stands_apart(alarm: Alarm, coordinator: User) -> None:
    content = ReportContent(PointState.OPEN, indoor_c=22.0)
    receive_report(WHO, Report(alarm.point_id, NOON, ReportChannel.KEEPER, content))
    with clock.fixed_at(NOON + timedelta(minutes=1)):
        check_alarms()
        client = signed_in(coordinator)
        assert NAME not in text(client, "/desk/alarms/?all=1")
        assert "The cause is gone" in text(client, "/desk/alarms/?ended=1")
        said = client.post(f"/desk/alarms/{alarm.pk}/acknowledge", follow=True).content.decode()
        assert "This alarm is over." in said


def test_alarms_of_a_territory_are_taken_together_by_who_is_in_charge_there(
    world: World, coordinator: User, region_officer: User
) -> None:
    for code in (TOWN, TOWN, OTHER_TOWN, OTHER_TOWN):
        cold(world, code)
    check_alarms()
    client = signed_in(region_officer)
    page = text(client, "/desk/alarms/")
    assert f"/desk/alarms/acknowledge/{TOWN}" in page
    assert f"/desk/alarms/acknowledge/{OTHER_TOWN}" not in page
    assert client.post(f"/desk/alarms/acknowledge/{OTHER_TOWN}").status_code == 403
    said = client.post(f"/desk/alarms/acknowledge/{TOWN}", follow=True).content.decode()
    assert "You look into 2 alarms." in said
    assert set(Alarm.objects.exclude(acknowledged_until=None).values_list("point__territory__code", flat=True)) == {
        TOWN
    }


def test_a_list_that_is_old_says_so_and_claims_nothing(alarm: Alarm, coordinator: User) -> None:
    client = signed_in(coordinator)
    assert "Nobody has looked" not in text(client, "/desk/alarms/")
    with clock.fixed_at(NOON + timedelta(minutes=6)):
        assert "this list is old" in text(client, "/desk/alarms/?kind=silent")
        assert "There is no alarm" not in text(client, "/desk/alarms/?kind=silent")


def test_pages_tell_the_times_of_the_data(coordinator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    terms = replace(
        alarm_terms(),
        acknowledged_for=timedelta(minutes=90),
        escalates_after=timedelta(minutes=45),
        message_gap=timedelta(minutes=20),
    )
    for views in (alarm_views, alarm_settings):
        monkeypatch.setattr(views, "alarm_terms", lambda: terms)
    client = signed_in(coordinator)
    page = client.get("/desk/alarms/").content.decode()
    assert "told for 1.5 h. What nobody looks into goes up a level every 45 min." in page
    assert "at most one message in 20 min comes" in client.get("/desk/alarms/told/").content.decode()


def test_a_list_asks_the_database_no_more_for_more_alarms(world: World, coordinator: User) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, counts = signed_in(coordinator), []
    client.get("/desk/alarms/")
    for _ in range(2):
        for _number in range(5):
            cold(world)
        with clock.fixed_at(clock.now() + timedelta(minutes=len(counts) + 1)):
            check_alarms()
            with CaptureQueriesContext(connection) as asked:
                client.get("/desk/alarms/")
        counts.append(len(asked))
    assert counts[0] == counts[1] < 25


def test_rules_are_decided_inherited_and_taken_back(world: World, region_officer: User, coordinator: User) -> None:
    region, town = signed_in(region_officer), signed_in(coordinator)
    decided = {"cold.rule": "on", "cold.limit": "16", "crowded.rule": "on", "crowded.limit": "120"}
    region.post(f"/desk/alarms/rules/{REGION}/", decided)
    town.post(f"/desk/alarms/rules/{TOWN}/", {"cold.rule": "on", "cold.limit": "12", "silent.rule": "off"})
    rules = RuleBook().of(world[TOWN].path)
    assert rules[AlarmKind.COLD] == Rule(is_on=True, limit=16.0)
    assert rules[AlarmKind.CROWDED].limit == pytest.approx(1.2)
    assert not rules[AlarmKind.SILENT].is_on
    page = text(town, f"/desk/alarms/rules/{TOWN}/")
    assert "Now: below 16 °C" in page
    assert "Now: off" in page
    town.post(f"/desk/alarms/rules/{TOWN}/", {})
    assert set(AlarmRule.objects.values_list("territory__code", flat=True)) == {REGION}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"cold.rule": "on", "cold.limit": "90"}, "less than or equal to 30"),
        ({"cold.limit": "16"}, "for a limit of your own"),
        ({"cold.rule": "on", "cold.limit": "nan"}, "Enter a number"),
        ({"autonomy.rule": "on", "autonomy.limit": "0"}, "greater than or equal to 0.5"),
    ],
)
def test_a_limit_that_cannot_be_meant_is_refused_whole(
    world: World, coordinator: User, given: dict[str, str], said: str
) -> None:
    answer = signed_in(coordinator).post(f"/desk/alarms/rules/{TOWN}/", {"silent.rule": "off", **given})
    assert said in answer.content.decode()
    assert not AlarmRule.objects.exists()


@pytest.mark.parametrize(("who", "status"), [*NOT_IN_CHARGE, ("other_coordinator", 403)])
def test_nobody_else_decides_on_rules_or_webhooks(
    world: World, request: pytest.FixtureRequest, who: str, status: int
) -> None:
    made = add_webhook(WHO, world[TOWN], "https://hook.example.net/secret-path", hears_all=False)
    client = signed_in(request.getfixturevalue(who))
    answers = [
        client.get(f"/desk/alarms/rules/{TOWN}/"),
        client.post(f"/desk/alarms/rules/{TOWN}/", {"cold.rule": "off"}),
        client.get(f"/desk/alarms/webhooks/{TOWN}/"),
        client.post(f"/desk/alarms/webhooks/{TOWN}/", {"url": "https://evil.example.net/"}),
        client.post(f"/desk/alarms/webhook/{made.pk}/test"),
        client.post(f"/desk/alarms/webhook/{made.pk}/remove"),
    ]
    assert [answer.status_code for answer in answers] == [status] * 6
    assert not AlarmRule.objects.exists()
    assert AlarmWebhook.objects.count() == 1
    assert not AlarmMessage.objects.exists()


def test_a_host_that_is_not_public_is_refused_at_once_and_nobody_hears_what_there_is_in_the_house(
    world: World, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, said = signed_in(coordinator), set()
    for found in ("10.0.0.5", "127.0.0.1", "fd00::1", ""):
        means(monkeypatch, found)
        answer = client.post(f"/desk/alarms/webhooks/{TOWN}/", {"url": "https://hook.example.net/"})
        said.add(re.sub("csrfmiddlewaretoken.*?>", "", answer.content.decode()))
    assert len(said) == 1
    assert "no public host" in said.pop()
    assert not AlarmWebhook.objects.exists()


def means(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """What every name means; "" for nothing."""

    def look_up(*_asked: object, **_more: object) -> list[Any]:
        if not address:
            raise OSError("unknown")
        return [(0, 0, 0, "", (address, 443))]

    monkeypatch.setattr(connecting.socket, "getaddrinfo", look_up)


def test_a_webhook_shows_its_secret_once_and_of_its_address_the_host(
    world: World, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    means(monkeypatch, "93.184.216.34")
    client = signed_in(coordinator)
    added = client.post(
        f"/desk/alarms/webhooks/{TOWN}/", {"url": "https://hook.example.net/path?token=abc"}
    ).content.decode()
    made = AlarmWebhook.objects.get()
    assert made.secret in added
    page = text(client, f"/desk/alarms/webhooks/{TOWN}/")
    assert "hook.example.net" in page
    for secret in (made.secret, "token=abc", "/path"):
        assert secret not in page
    client.post(f"/desk/alarms/webhook/{made.pk}/test")
    assert AlarmMessage.objects.get().is_test
    client.post(f"/desk/alarms/webhook/{made.pk}/remove")
    assert not AlarmWebhook.objects.exists()


@pytest.mark.parametrize(
    "url", ["http://hook.example.net/", "https://me:pass@example.net/", "ftp://x", "https://", "x"]
)
def test_an_address_that_may_not_be_asked_is_refused(world: World, coordinator: User, url: str) -> None:
    answer = signed_in(coordinator).post(f"/desk/alarms/webhooks/{TOWN}/", {"url": url})
    assert "Write " in answer.content.decode()
    assert not AlarmWebhook.objects.exists()


def test_who_is_told_how_is_each_persons_own_choice(world: World, coordinator: User, region_officer: User) -> None:
    client = signed_in(coordinator)
    assert "checked" in text(client, "/desk/alarms/told/")
    client.post("/desk/alarms/told/", {})
    assert AlarmPreference.objects.get().by_email is False
    client.post("/desk/alarms/told/devices", _browser())
    device = AlarmDevice.objects.get()
    assert (device.user, device.name) == (coordinator, "Firefox, Linux")
    assert signed_in(region_officer).post(f"/desk/alarms/told/devices/{device.pk}/remove").status_code == 404
    assert "Firefox, Linux" not in text(signed_in(region_officer), "/desk/alarms/told/")
    client.post(f"/desk/alarms/told/devices/{device.pk}/remove")
    assert not AlarmDevice.objects.exists()


def test_a_browser_that_somebody_else_signs_in_with_is_theirs(
    world: World, coordinator: User, region_officer: User
) -> None:
    for user in (coordinator, region_officer):
        signed_in(user).post("/desk/alarms/told/devices", _browser())
    assert AlarmDevice.objects.get().user == region_officer


@pytest.mark.parametrize("wrong", [{"endpoint": "http://10.0.0.1/"}, {"endpoint": ""}, {"p256dh": "x"}, {"auth": ""}])
def test_what_no_browser_gives_is_refused(world: World, coordinator: User, wrong: dict[str, Any]) -> None:
    signed_in(coordinator).post("/desk/alarms/told/devices", _browser() | wrong)
    assert not AlarmDevice.objects.exists()


def _browser() -> dict[str, str]:
    return {"endpoint": "https://push.example.net/abc", "p256dh": KEY, "auth": AUTH, "name": "Firefox, Linux"}
