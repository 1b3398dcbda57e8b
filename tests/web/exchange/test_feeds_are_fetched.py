"""Addresses of feeds are asked over https, at public hosts, within bounds; a feed that breaks says why."""

import json
import logging
import socket
import ssl
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import BoundedSemaphore, Event
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import LazySettings

from punkt import clock
from punkt.errors import InvalidValue, PunktError
from punkt.model.feed_words import FeedForm
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.common.models import AuditEntry
from punkt_web.exchange import connecting, feed_commands
from punkt_web.exchange.connecting import Unreachable
from punkt_web.exchange.feeds import fetch_feed
from punkt_web.exchange.fetching import Asked, fetch
from punkt_web.operations.actions.feeds import FeedTerms, add_feed
from punkt_web.operations.models import Feed, FeedReading, OutageSpan
from punkt_web.operations.surroundings.feeds import FeedState, feed_now
from tests.web.exchange.feed_server import Source, source

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
BY = Actor("tester")
ANYWHERE = Reach(is_everywhere=True)
SCHEDULE = b"operator,group,start,end,certainty\nx,1.1,2026-01-15T12:00Z,2026-01-15T14:00Z,definite\n"
TOKEN = "s3cr3t-t0k3n"


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The rounds close connections that grew old; the one of a test is not theirs."""
    monkeypatch.setattr(feed_commands, "close_old_connections", lambda: None)
    with clock.fixed_at(NOW):
        yield


@pytest.fixture
def here(settings: LazySettings) -> Iterator[Source]:
    settings.FEEDS_FROM_THIS_MACHINE = True
    with source() as made:
        yield made


def feed_at(url: str, *, name: str = "a feed", form: FeedForm = FeedForm.OUTAGE_CSV, token: str = "") -> Feed:
    return add_feed(BY, None, FeedTerms(name, form, url=url, token=token), within=ANYWHERE)


def again(feed: Feed) -> Feed:
    return Feed.objects.get(pk=feed.pk)


def refusal(url: str, **asked: Any) -> str:
    with pytest.raises(PunktError) as refused:
        fetch(Asked(url, **asked))
    return str(refused.value)


def test_a_feed_is_read_from_its_address(here: Source) -> None:
    feed = feed_at(here.says(SCHEDULE, ETag='"1"', Last_Modified="Thu, 15 Jan 2026 11:00:00 GMT"))
    assert fetch_feed(BY, feed) is None
    feed = again(feed)
    assert (feed.read_at, feed.n_told, feed.failing_since) == (NOW, 1, None)
    assert OutageSpan.objects.get().group_key == "1.1"
    assert FeedReading.objects.get().n_bytes == len(SCHEDULE)


def test_what_did_not_change_is_not_sent_again_and_counts_as_read(here: Source) -> None:
    feed = feed_at(here.says(SCHEDULE, ETag='"1"'))
    fetch_feed(BY, feed)
    later = NOW + timedelta(hours=5)
    with clock.fixed_at(later):
        assert fetch_feed(BY, again(feed)) is None
    assert here.asked[1][1]["if-none-match"] == '"1"'
    feed = again(feed)
    assert (feed.read_at, feed.etag, feed.n_told) == (later, '"1"', 1)
    assert FeedReading.objects.count() == 1
    assert AuditEntry.objects.filter(action="read feed").count() == 1


def test_a_reading_takes_the_place_of_the_one_before_whose_text_is_kept(here: Source) -> None:
    feed = feed_at(here.says(SCHEDULE))
    fetch_feed(BY, feed)
    here.says(SCHEDULE.replace(b"1.1", b"1.2"))
    fetch_feed(BY, again(feed))
    assert [span.group_key for span in OutageSpan.objects.all()] == ["1.2"]
    assert FeedReading.objects.count() == 2


def test_a_feed_that_breaks_keeps_its_word_and_says_why_and_since_when(here: Source) -> None:
    feed = feed_at(here.says(SCHEDULE))
    fetch_feed(BY, feed)
    here.says(b"<html>busy</html>")
    broke_at = NOW + timedelta(hours=1)
    for moment in (broke_at, broke_at + timedelta(hours=1)):
        with clock.fixed_at(moment):
            assert fetch_feed(BY, again(feed)) is not None
    broken = feed_now(again(feed), broke_at + timedelta(hours=2))
    assert (broken.state, broken.since) == (FeedState.BROKEN, broke_at)
    assert "No column" in again(feed).fault["what"]
    assert (again(feed).read_at, OutageSpan.objects.count()) == (NOW, 1)
    assert AuditEntry.objects.filter(action="break feed").count() == 1
    here.says(SCHEDULE)
    with clock.fixed_at(broke_at + timedelta(hours=2)):
        fetch_feed(BY, again(feed))
    assert (again(feed).failing_since, again(feed).fault) == (None, {})
    assert AuditEntry.objects.filter(action="mend feed").count() == 1


@pytest.mark.parametrize(
    ("status", "headers", "reason"),
    [
        (401, {}, "refuses the token"),
        (403, {}, "refuses the token"),
        (404, {}, "nothing at this address"),
        (429, {"Retry_After": "120"}, "asked too often"),
        (500, {}, "status 500"),
        (204, {}, "status 204"),
        (200, {"Content_Encoding": "gzip"}, "compressed"),
        (200, {"Content_Length": "1000"}, "broke off"),
        (302, {"Location": "ftp://example.org/x"}, "may not be asked"),
        (302, {"Location": "http://example.org/x"}, "may not be asked"),
        (302, {"Location": "https://10.0.0.1/x"}, "no public host"),
        (302, {"Location": "/feed"}, "more than 3 times"),
        (302, {}, "more than 3 times"),
    ],
)
def test_an_answer_that_is_none_is_said_in_words(
    here: Source, status: int, headers: dict[str, str], reason: str
) -> None:
    url = here.says(b"x", status=status, **headers)
    assert reason in refusal(f"{url}?key={TOKEN}", authorization=f"Bearer {TOKEN}")


def test_a_source_that_wants_to_be_left_alone_is(here: Source) -> None:
    feed = feed_at(here.says(status=429, Retry_After="120"))
    fetch_feed(BY, feed)
    assert again(feed).ask_after == NOW + timedelta(seconds=120)
    feed_commands._fetch_round([])
    assert len(here.asked) == 1
    with clock.fixed_at(NOW + timedelta(seconds=121)):
        feed_commands._fetch_round([])
    assert len(here.asked) == 2


@pytest.mark.parametrize("has_length", [True, False])
def test_an_answer_that_is_too_large_is_not_read_to_its_end(here: Source, has_length: bool) -> None:
    url = here.says(b"")
    headers = {} if has_length else {"Content-Length": str(2**40)}
    here.answers["/feed"] = (200, headers, [b"x" * 2**20] * 8)
    assert "larger than 5 MB" in refusal(url)


def test_an_answer_that_dribbles_is_given_up(here: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "WHOLE_S", 0.3)
    url = here.says(b"")
    here.answers["/feed"] = (200, {"Content-Length": "1000"}, [b"x"] * 1000)
    here.pause_s = 0.05
    assert "took more than" in refusal(url)


def test_an_answer_without_a_length_that_is_given_up_is_not_taken_for_whole(
    here: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "WHOLE_S", 0.3)
    url = here.says(b"")
    here.answers["/feed"] = (200, {"Content-Length": ""}, [b"x"] * 1000)
    here.pause_s = 0.05
    assert "took more than" in refusal(url)


def test_a_host_that_does_not_prove_its_name_is_not_asked(settings: LazySettings, tmp_path: Path) -> None:
    settings.FEEDS_FROM_THIS_MACHINE = True
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(NOW - timedelta(days=1)).not_valid_after(NOW + timedelta(days=9000))
    pem = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    pem += key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "both.pem").write_bytes(pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "both.pem")
    with source(context) as here:
        assert "does not prove who it is" in refusal(here.says(SCHEDULE).replace("http:", "https:"))
    assert here.asked == []


def test_a_redirection_within_the_host_is_followed_with_the_token_and_abroad_without(here: Source) -> None:
    with source() as other:
        there = other.says(SCHEDULE)
        url = here.says(status=302, Location="/next")
        here.says(path="/next", status=307, Location=there)
        assert fetch(Asked(url, authorization=f"Bearer {TOKEN}")).content == SCHEDULE
        assert [asked[1].get("authorization") for asked in here.asked] == [f"Bearer {TOKEN}"] * 2
        assert "authorization" not in other.asked[0][1]


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.169.254", "172.16.0.1", "100.64.0.1", "224.0.0.1",
     "[::1]", "[fd00::1]", "[fe80::1]", "[::ffff:10.0.0.1]", "[2002:0a00:0001::]",
     "[64:ff9b::10.0.0.1]", "[64:ff9b::127.0.0.1]", "[64:ff9b:1::10.0.0.1]", "[::10.0.0.1]", "[fec0::1]"],
)  # fmt: skip
def test_an_address_inside_the_house_is_not_asked(address: str) -> None:
    assert "no public host" in refusal(f"https://{address}/x")


def test_a_public_host_is_asked_also_where_the_network_translates_its_address() -> None:
    assert connecting.is_public("64:ff9b::93.184.216.34")
    assert connecting.is_public("2606:2800:220:1::1")


# The special-purpose registries of IANA, one address of each range, whatever the Python at hand says of them.
SPECIAL = (
    "0.1.2.3 10.0.0.1 100.64.0.1 127.0.0.1 169.254.1.1 172.31.0.1 192.0.0.1 192.0.0.8 192.0.0.9 192.0.0.170 192.0.0.200"
    " 192.0.2.1 192.31.196.1 192.52.193.1 192.88.99.1 192.168.0.1 192.175.48.1 198.18.0.1 198.51.100.1 203.0.113.1"
    " 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255"
    " :: ::1 ::ffff:192.88.99.1 64:ff9b::192.88.99.1 64:ff9b:1::1 100::1 2001::1 2001:1::1 2001:2::1 2001:3::1"
    " 2001:4:112::1 2001:10::1 2001:20::1 2001:30::1 2001:db8::1 2002:c058:6301::1 2002:a00:1::1 2620:4f:8000::1"
    " 3fff::1 3fff:fff::1 5f00::1 fc00::1 fd12::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1"
)


@pytest.mark.parametrize("address", SPECIAL.split())
def test_a_range_that_is_set_aside_is_not_public(address: str) -> None:
    assert not connecting.is_public(address)


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "93.184.216.34", "192.0.1.1", "192.88.98.1", "2400:cb00::1", "2a00:1450::1", "2002:808:808::1"],
)
def test_what_is_given_out_is_public(address: str) -> None:
    assert connecting.is_public(address)


def test_a_name_that_is_looked_up_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = Event()
    monkeypatch.setattr(connecting, "LOOKUP_S", 0.05)
    monkeypatch.setattr(connecting, "_lookups", BoundedSemaphore(2))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_m: answers.wait(30) and [])
    began = time.monotonic()
    said = {refusal("https://feeds.example.org/x") for _time in range(5)}
    assert time.monotonic() - began < 5
    assert len(said) == 1
    assert "no public host" in said.pop()
    answers.set()


def test_a_name_that_means_a_private_address_too_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(0, 0, 0, "", (address, 443)) for address in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_arguments, **_more: found)
    assert "no public host" in refusal("https://feeds.example.org/x")


def test_a_host_that_nobody_knows_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: Any, **_more: Any) -> Any:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    assert "no public host" in refusal("https://feeds.example.org/x")


@pytest.mark.parametrize(
    "url",
    ["http://example.org/x", "http://127.0.0.1/x", "file:///etc/passwd", "ftp://example.org", "//example.org/x",
     "https://", "https://user:pass@example.org/", "https://example.org/a b", "https://example.org:x/", "https://[::1",
     "https://exämple.org/", "https://example.org/" + "x" * 500],
)  # fmt: skip
def test_an_address_that_may_not_be_asked_is_not_taken(url: str) -> None:
    with pytest.raises(InvalidValue):
        feed_at(url)


def test_the_token_is_sent_as_the_service_wants_it_and_stands_nowhere_else(
    here: Source, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    url = here.says(b"[]") + f"?key={TOKEN}"
    bare = feed_at(url, form=FeedForm.UKRAINEALARM, token=TOKEN)
    bearer = feed_at(url, name="another", form=FeedForm.ALERTS_IN_UA, token=TOKEN)
    with caplog.at_level(logging.DEBUG):
        faults = [fetch_feed(BY, bare), fetch_feed(BY, bearer)]
        feed_commands._fetch_round([])
        feed_commands.list_feeds.callback()  # type: ignore[misc]
    assert [asked[1]["authorization"] for asked in here.asked[:2]] == [TOKEN, f"Bearer {TOKEN}"]
    assert faults[0] is None
    trail = json.dumps(list(AuditEntry.objects.values("action", "before", "after", "reason")), default=str)
    printed = capsys.readouterr()
    for text in (trail, caplog.text, str(faults[1]), json.dumps(again(bearer).fault), printed.out, printed.err):
        assert TOKEN not in text


def test_one_broken_feed_does_not_stop_the_others(here: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, third = (feed_at(here.says(SCHEDULE), name=name) for name in ("a", "b", "c"))
    really = feed_commands.fetch_feed

    def fail_for_some(by: Actor, feed: Feed) -> PunktError | None:
        if feed.name == "a":
            raise RuntimeError("a fault of ours")
        if feed.name == "b":
            Feed.objects.filter(pk=feed.pk).delete()  # somebody removes it meanwhile
        return really(by, feed)

    monkeypatch.setattr(feed_commands, "fetch_feed", fail_for_some)
    feed_commands._fetch_round([])
    assert again(third).read_at == NOW
    assert again(first).read_at is None
    assert not Feed.objects.filter(pk=second.pk).exists()


def test_a_fault_of_ours_stands_at_the_feed_too(here: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    feed = feed_at(here.says(SCHEDULE))

    def fail(*_arguments: Any, **_more: Any) -> Any:
        raise RuntimeError

    monkeypatch.setattr("punkt_web.exchange.feeds.read_outages", fail)
    with pytest.raises(RuntimeError):
        fetch_feed(BY, feed)
    assert "a fault in Punkt" in again(feed).fault["what"]


def test_a_feed_without_an_address_is_not_asked() -> None:
    assert isinstance(fetch_feed(BY, feed_at("")), Unreachable)
