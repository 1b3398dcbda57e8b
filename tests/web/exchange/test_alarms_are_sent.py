"""Messages of alarms go out by each channel on its own; what fails is tried again, set aside and said."""

import hashlib
import hmac
import json
import re
import smtplib
import time
from base64 import b64decode, b64encode, urlsafe_b64encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import LazySettings
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from punkt import clock
from punkt.alarms.push import decrypted
from punkt.model.alarm_words import AlarmChannel
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import EvidenceMethod, PointState, ReportChannel, Visibility
from punkt_web.accounts.models import Membership, User
from punkt_web.common.audit import Actor
from punkt_web.common.models import AuditEntry
from punkt_web.exchange import alarm_commands, alarm_sending, connecting, rounds
from punkt_web.exchange.alarm_commands import alarms
from punkt_web.exchange.alarm_sending import Sent, send_due, signed_headers
from punkt_web.operations.actions.alarms.checks import acknowledge_all, check_alarms
from punkt_web.operations.actions.alarms.outbox import Subscription, add_device, send_test
from punkt_web.operations.actions.alarms.settings import add_webhook
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.alarms.waiting import MOST_TRIES
from punkt_web.operations.models import Alarm, AlarmDevice, AlarmMessage, AlarmWebhook
from punkt_web.registry.actions.points import register_point
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Point, Territory
from punkt_web.registry.statements import Evidence
from tests.conftest import NEIGHBOUR_TOWN, REGION, TOWN
from tests.web.exchange.feed_server import Source, source

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
WHO = Actor("tester@example.org")
NAME = "Школа на вулиці Дубовій"
BROWSER = ec.derive_private_key(12345, ec.SECP256R1())
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
World = dict[str, Territory]


@pytest.fixture(autouse=True)
def _noon(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.EMAIL_IS_SET_UP = True
    settings.SITE = "https://points.example.org"
    monkeypatch.setattr(rounds, "close_old_connections", lambda: None)
    with clock.fixed_at(NOON):
        yield


@pytest.fixture
def here(settings: LazySettings) -> Iterator[Source]:
    settings.FEEDS_FROM_THIS_MACHINE = True
    with source() as made:
        yield made


@pytest.fixture
def point(world: World) -> Point:
    stated = {"territory": world[TOWN], "name": {"uk": NAME}, "address": "Oak street 1"}
    return register_point(WHO, stated, Evidence("a list", EvidenceMethod.IMPORTED))


def cold(point: Point, at: datetime = NOON, degrees: float = 10.0) -> None:
    with clock.fixed_at(at):
        content = ReportContent(PointState.OPEN, indoor_c=degrees)
        receive_report(WHO, Report(point.pk, at, ReportChannel.KEEPER, content))
        check_alarms()


def hook(world: World, here: Source, code: str = TOWN, *, hears_all: bool = False, path: str = "/hook") -> AlarmWebhook:
    return add_webhook(WHO, world[code], here.says(path=path, status=204), hears_all=hears_all)


def device(user: User, here: Source, *, status: int = 201) -> AlarmDevice:
    shown = BROWSER.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    key = urlsafe_b64encode(shown).rstrip(b"=").decode()
    return add_device(WHO, user, Subscription(here.says(path="/push", status=status), key, AUTH), "Firefox, Linux")


def send_all(at: datetime = NOON) -> dict[AlarmChannel, Sent]:
    with clock.fixed_at(at):
        return {channel: send_due(channel) for channel in AlarmChannel}


def test_an_e_mail_tells_how_many_and_where_in_the_language_of_the_reader(point: Point, coordinator: User) -> None:
    User.objects.update(language="uk")
    cold(point)
    assert send_all()[AlarmChannel.EMAIL] == Sent(1, 0)
    (letter,) = mail.outbox
    assert letter.to == [coordinator.email]
    assert letter.subject.endswith(": Town")
    assert "Town: Усередині холодно: 1" in letter.body
    assert "https://points.example.org/desk/alarms/" in letter.body
    assert AuditEntry.objects.filter(action="tell of alarms", object_key=str(coordinator.pk)).exists()
    assert send_all()[AlarmChannel.EMAIL] == Sent(0, 0)


def test_no_message_names_a_point_or_its_address(world: World, point: Point, coordinator: User, here: Source) -> None:
    hook(world, here)
    device(coordinator, here)
    cold(point)
    send_all()
    (letter,) = mail.outbox
    posted = {path: body for path, _headers, body in here.posted}
    push = decrypted(posted["/push"], BROWSER, AUTH).decode()
    for told in (letter.subject, letter.body, push, posted["/hook"].decode()):
        assert point.code not in told
        assert NAME not in told
        assert "Oak" not in told


def test_a_notice_of_the_browser_can_be_read_by_that_browser_only(
    point: Point, coordinator: User, here: Source
) -> None:
    device(coordinator, here)
    cold(point)
    assert send_all()[AlarmChannel.PUSH] == Sent(1, 0)
    ((_path, headers, body),) = here.posted
    told = json.loads(decrypted(body, BROWSER, AUTH))
    assert (told["url"], "Town" in told["title"]) == ("/desk/alarms/", True)
    assert headers["content-encoding"] == "aes128gcm"
    assert headers["authorization"].startswith("vapid t=")
    assert b"Town" not in body


def test_a_browser_that_is_gone_is_forgotten(point: Point, coordinator: User, here: Source) -> None:
    device(coordinator, here, status=410)
    cold(point)
    send_all()
    assert not AlarmDevice.objects.exists()
    assert not AlarmMessage.objects.filter(channel=AlarmChannel.PUSH).exists()


def test_a_webhook_is_signed_as_the_standard_says(world: World, point: Point, here: Source) -> None:
    made = hook(world, here)
    cold(point)
    assert send_all()[AlarmChannel.WEBHOOK] == Sent(1, 0)
    ((_path, headers, body),) = here.posted
    told = json.loads(body)
    assert told["type"] == "alarms.raised"
    assert told["data"]["territories"] == [{"code": TOWN, "kinds": {"cold": 1}}]
    said = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = b64decode(made.secret.removeprefix("whsec_"))
    digest = hmac.new(key, said, hashlib.sha256).digest()
    assert headers["webhook-signature"] == f"v1,{b64encode(digest).decode()}"
    assert abs(int(headers["webhook-timestamp"]) - NOON.timestamp()) < 1


def test_the_example_of_the_reference_holds() -> None:
    page = (Path(__file__).parents[3] / "docs" / "reference" / "alarm-webhook.md").read_text(encoding="utf-8")
    headers = dict(re.findall(r"^(webhook-[a-z]+): (.+)$", page, flags=re.MULTILINE))
    (body,) = re.findall(r'^\{"data".+$', page, flags=re.MULTILINE)
    (secret,) = re.findall(r"whsec_[A-Za-z0-9+/=]+", page)
    at = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
    assert signed_headers(headers["webhook-id"], at, body.encode(), secret).items() >= headers.items()


def test_a_webhook_of_a_region_hears_what_comes_up_or_all_at_once_if_it_asked(
    world: World, point: Point, coordinator: User, region_officer: User, here: Source
) -> None:
    hook(world, here, REGION, path="/up")
    hook(world, here, REGION, path="/all", hears_all=True)
    cold(point)
    send_all()
    assert [path for path, _headers, _body in here.posted] == ["/all"]
    cold(point, NOON + 30 * MINUTE)
    send_all(NOON + 30 * MINUTE)
    assert [path for path, _headers, _body in here.posted] == ["/all", "/up"]


def test_one_channel_that_is_down_stops_no_other(
    world: World,
    point: Point,
    coordinator: User,
    here: Source,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The mail server hangs up, the service of the browser is too slow, one webhook breaks: the other hears."""
    hook(world, here, path="/good")
    here.says(path="/bad", status=500)
    add_webhook(WHO, world[TOWN], f"{here.address}/bad", hears_all=False)
    with source() as slow:
        slow.pause_s = 1.0
        device(coordinator, slow)
        monkeypatch.setattr(connecting, "WHOLE_S", 0.3)
        monkeypatch.setattr(EmailBackend, "send_messages", _hang_up)
        cold(point)
        came = send_all()
    assert came[AlarmChannel.EMAIL] == Sent(0, 1)
    assert came[AlarmChannel.PUSH] == Sent(0, 1)
    assert came[AlarmChannel.WEBHOOK] == Sent(1, 1)
    waiting = AlarmMessage.objects.filter(sent_at=None)
    assert {one.channel: one.due_at - NOON for one in waiting} == dict.fromkeys(AlarmChannel, MINUTE)


def _hang_up(*_arguments: Any) -> int:
    raise smtplib.SMTPServerDisconnected("hung up")


def test_a_mail_server_that_is_down_is_asked_once_in_a_round(
    point: Point, coordinator: User, make_person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_person("second", "coordinator", "territory", TOWN)
    monkeypatch.setattr(EmailBackend, "send_messages", _hang_up)
    cold(point)
    assert send_all()[AlarmChannel.EMAIL] == Sent(0, 1)
    monkeypatch.undo()
    assert send_all(NOON + 2 * MINUTE)[AlarmChannel.EMAIL] == Sent(2, 0)


def test_a_webhook_that_fails_again_and_again_is_set_aside_and_a_test_that_arrives_turns_it_on(
    world: World, point: Point, here: Source
) -> None:
    made = hook(world, here)
    here.says(path="/hook", status=500)
    cold(point)
    for n in range(40):
        send_all(NOON + n * HOUR)
    assert len(here.posted) == MOST_TRIES
    ids = {headers["webhook-id"] for _path, headers, _body in here.posted}
    bodies = {body for _path, _headers, body in here.posted}
    assert (len(ids), len(bodies)) == (1, 1)
    made.refresh_from_db()
    assert made.set_aside_at is not None
    assert made.fault["values"] == {"status": 500}
    cold(point, NOON + 41 * HOUR, 25.0)
    cold(point, NOON + 43 * HOUR)
    assert not AlarmMessage.objects.filter(sent_at=None, set_aside_at=None).exists()
    here.says(path="/hook", status=200)
    send_test(WHO, made, NOON + 44 * HOUR)
    send_all(NOON + 44 * HOUR)
    made.refresh_from_db()
    assert (made.set_aside_at, made.fault) == (None, {})
    assert json.loads(here.posted[-1][2])["type"] == "alarms.test"


def test_one_test_waits_at_a_time_however_often_it_is_asked_for(world: World, here: Source) -> None:
    """Each keeps all other webhooks waiting for as long as a slow host takes its time."""
    made = hook(world, here)
    for _number in range(5):
        send_test(WHO, made, NOON)
    send_all()
    assert len(here.posted) == 1
    send_test(WHO, made, NOON + MINUTE)
    send_all(NOON + MINUTE)
    assert len(here.posted) == 2


def test_a_test_that_fails_is_said_and_tried_no_more(world: World, here: Source) -> None:
    made = hook(world, here)
    here.says(path="/hook", status=302, Location="/elsewhere")
    send_test(WHO, made, NOON)
    send_all()
    send_all(NOON + HOUR)
    assert len(here.posted) == 1
    made.refresh_from_db()
    assert "not followed" in made.fault["what"]
    assert made.set_aside_at is None


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.5",
        "192.168.1.1",
        "172.16.0.1",
        "169.254.169.254",
        "[::1]",
        "[fe80::1]",
        "[fd00::1]",
        "0.0.0.0",  # noqa: S104 - asked for, and refused
    ],
)
def test_no_webhook_reaches_into_the_house(world: World, point: Point, address: str) -> None:
    made = add_webhook(WHO, world[TOWN], f"https://{address}/hook", hears_all=False)
    cold(point)
    assert send_all()[AlarmChannel.WEBHOOK] == Sent(0, 1)
    made.refresh_from_db()
    assert "no public host" in made.fault["what"]


def test_a_name_that_came_to_mean_this_house_is_found_out_when_it_is_sent(
    world: World, point: Point, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_webhook(WHO, world[TOWN], "https://hook.example.net/x", hears_all=False)
    cold(point)
    monkeypatch.setattr(connecting.socket, "getaddrinfo", lambda *_a, **_k: [(0, 0, 0, "", ("10.0.0.1", 443))])
    assert send_all()[AlarmChannel.WEBHOOK] == Sent(0, 1)


def test_what_somebody_looks_into_meanwhile_is_told_no_more(point: Point, coordinator: User) -> None:
    cold(point)
    acknowledge_all(WHO, Alarm.objects.all())
    assert send_all()[AlarmChannel.EMAIL] == Sent(0, 0)
    assert not AlarmMessage.objects.exists()


def test_whose_role_ended_meanwhile_is_told_nothing(point: Point, coordinator: User) -> None:
    cold(point)
    Membership.objects.all().delete()
    send_all()
    assert mail.outbox == []


def test_whose_role_moved_meanwhile_hears_of_where_they_are_in_charge_now(
    world: World, point: Point, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Judged at each try, also where a first one had told of both places and did not arrive."""
    other = register_point(WHO, {"territory": world[NEIGHBOUR_TOWN]}, Evidence("a list", EvidenceMethod.IMPORTED))
    Membership.objects.update(scope_code=REGION)
    content = ReportContent(PointState.OPEN, indoor_c=10.0)
    receive_report(WHO, Report(other.pk, NOON, ReportChannel.KEEPER, content))
    cold(point)
    with monkeypatch.context() as down:
        down.setattr(EmailBackend, "send_messages", _hang_up)
        send_all()
    assert AlarmMessage.objects.get().content["n_alarms"] == 2
    Membership.objects.update(scope_code=NEIGHBOUR_TOWN)
    assert send_all(NOON + 2 * MINUTE)[AlarmChannel.EMAIL] == Sent(1, 0)
    (letter,) = mail.outbox
    assert "Neighbour Town" in letter.body
    assert TOWN not in letter.body + letter.subject
    assert "Town" not in (letter.body + letter.subject).replace("Neighbour Town", "")


def test_whose_role_moved_elsewhere_gets_no_last_message(world: World, point: Point, coordinator: User) -> None:
    cold(point)
    Membership.objects.update(scope_code=NEIGHBOUR_TOWN)
    assert send_all()[AlarmChannel.EMAIL] == Sent(0, 0)
    assert mail.outbox == []
    assert not AlarmMessage.objects.exists()


def test_slow_hosts_hold_up_nobody(world: World, point: Point, here: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    """Six hosts take their time and one is quick: it hears at once, and the six take as long as one."""
    monkeypatch.setattr(connecting, "WHOLE_S", 5.0)
    with source() as slow:
        slow.pause_s = 0.8
        for number in range(6):
            add_webhook(WHO, world[TOWN], slow.says(path=f"/{number}", status=204), hears_all=False)
        hook(world, here)
        cold(point)
        began = time.monotonic()
        assert send_all()[AlarmChannel.WEBHOOK] == Sent(7, 0)
        assert time.monotonic() - began < 3.0


def test_what_a_round_has_no_time_for_is_of_the_next(
    world: World, point: Point, here: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook(world, here)
    cold(point)
    monkeypatch.setattr(alarm_sending, "BEGIN_FOR_S", 0.0)
    assert send_all()[AlarmChannel.WEBHOOK] == Sent(0, 0)
    assert AlarmMessage.objects.get().n_tries == 0
    monkeypatch.undo()


def test_one_recipient_is_told_one_thing_at_a_time(world: World, point: Point, here: Source) -> None:
    made = hook(world, here)
    cold(point)
    send_test(WHO, made, NOON)
    assert [send_all()[AlarmChannel.WEBHOOK] for _round in range(3)] == [Sent(1, 0), Sent(1, 0), Sent(0, 0)]


def test_a_message_is_sent_by_one_process_only(point: Point, coordinator: User) -> None:
    cold(point)
    AlarmMessage.objects.update(claimed_until=NOON + MINUTE)
    assert send_all()[AlarmChannel.EMAIL] == Sent(0, 0)
    assert send_all(NOON + 2 * MINUTE)[AlarmChannel.EMAIL] == Sent(1, 0)


def test_a_hidden_point_is_counted_for_those_who_answer_for_it(point: Point, coordinator: User) -> None:
    set_policy(WHO, point, Visibility.HIDDEN, reason="a target")
    cold(point)
    assert send_all()[AlarmChannel.EMAIL] == Sent(1, 0)


def test_the_command_checks_and_sends(point: Point, coordinator: User) -> None:
    content = ReportContent(PointState.OPEN, indoor_c=10.0)
    receive_report(WHO, Report(point.pk, NOON, ReportChannel.KEEPER, content))
    done = CliRunner().invoke(alarms, ["check"])
    assert (done.exit_code, "1 are new" in done.output) == (0, True)
    assert len(mail.outbox) == 1
    again = CliRunner().invoke(alarms, ["check"])
    assert "Another process" in again.output


def test_the_command_fails_where_a_message_could_not_be_sent(
    point: Point, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = ReportContent(PointState.OPEN, indoor_c=10.0)
    receive_report(WHO, Report(point.pk, NOON, ReportChannel.KEEPER, content))
    monkeypatch.setattr(EmailBackend, "send_messages", _hang_up)
    assert CliRunner().invoke(alarms, ["check"]).exit_code == 1


def test_the_command_goes_on_for_ever_and_a_round_that_breaks_ends_nothing(
    point: Point, coordinator: User, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []

    def broken() -> None:
        raise RuntimeError("no database")

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        monkeypatch.setattr(alarm_commands, "check_once", broken)
        if len(pauses) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(rounds.time, "sleep", sleep)
    done = CliRunner().invoke(alarms, ["check", "--every", "60"])
    assert done.output.count("Alarms: 0 go on") == 1
    assert caplog.text.count("A round (check) broke off.") == 2
    assert all(1 <= seconds <= 60 for seconds in pauses)


def test_a_message_with_which_every_process_died_is_set_aside(point: Point, coordinator: User) -> None:
    cold(point)
    AlarmMessage.objects.update(n_tries=MOST_TRIES)
    assert send_all()[AlarmChannel.EMAIL] == Sent(0, 0)
    assert AlarmMessage.objects.get().set_aside_at == NOON
    entry = AuditEntry.objects.get(action="set message aside")
    assert (entry.entity, entry.object_key) == ("person", str(coordinator.pk))


def test_the_page_of_a_person_says_whether_the_last_message_arrived(
    point: Point, coordinator: User, here: Source
) -> None:
    device(coordinator, here, status=500)
    client = Client()
    client.force_login(coordinator, "punkt_web.accounts.backends.PasswordBackend")
    cold(point)
    send_all()
    page = client.get("/desk/alarms/told/").content.decode()
    assert "Last arrived at" in page
    assert "The last message did not arrive." in page
    assert "The host answered with the status 500." in page
