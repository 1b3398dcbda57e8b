"""``punkt feeds``: feeds are added, read from files and addresses, listed with how they are, and removed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.conf import LazySettings

from punkt import clock
from punkt.errors import InvalidValue, UnreadableFile
from punkt_web.exchange import feed_commands
from punkt_web.operations.models import Feed, OutageSpan
from punkt_web.registry.models import Territory
from tests.conftest import TOWN
from tests.web.exchange.feed_server import source

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
SCHEDULE = b"group,start,end,certainty\n1.1,2026-01-15T12:00Z,2026-01-15T14:00Z,definite\n1.2,?,?,none\n"


@pytest.fixture(autouse=True)
def _noon(world: dict[str, Territory]) -> Iterator[None]:
    with clock.fixed_at(NOW):
        yield


def run(*arguments: str, given: bytes = b"", fails: bool = False) -> Result:
    result = CliRunner().invoke(feed_commands.feeds, arguments, input=given)
    if not fails and result.exception is not None:
        raise result.exception
    return result


def test_a_feed_lives_from_being_added_to_being_removed(tmp_path: Path) -> None:
    file = tmp_path / "day.csv"
    file.write_bytes(SCHEDULE)
    assert run("add", "Town schedule", "--form", "csv", "--operator", "ДТЕК", "--territory", TOWN).output == (
        "Added: Town schedule\n"
    )
    taken = run("take", "Town schedule", str(file)).output
    assert "Town schedule: spans or alerts: 1, findings: 1" in taken
    assert "line 3: ? is no moment" in taken
    listed = run("list").output
    assert "Town schedule: Read at 14:00, 15 January" in listed
    assert f"CSV of Punkt, ДТЕК, {TOWN}" in listed
    assert run("remove", "Town schedule").output == "Removed: Town schedule\n"
    assert not Feed.objects.exists()
    assert not OutageSpan.objects.exists()


def test_a_schedule_comes_by_standard_input_and_a_token_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("s3cr3t\n")
    added = run("add", "x", "--form", "csv", "--operator", "ДТЕК", "--token-from", str(tmp_path / "token"))
    assert "s3cr3t" not in added.output
    assert Feed.objects.get().token == "s3cr3t"
    run("take", "x", "-", given=SCHEDULE)
    assert OutageSpan.objects.get().operator == "ДТЕК"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("take", "nobody", "-"), "No feed has this name"),
        (("remove", "nobody"), "No feed has this name"),
        (("fetch", "nobody"), "No feed has this name"),
        (("add", "x", "--form", "csv", "--territory", "ZZ99"), "No territory has this code"),
        (("add", "x", "--form", "csv", "--url", "http://example.org"), "begins with https://"),
        (("add", "x", "--form", "csv", "--token-from", "/nowhere"), "cannot be opened"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: tuple[str, ...], reason: str) -> None:
    assert reason in str(run(*arguments, fails=True).exception)
    assert not Feed.objects.exists()


def test_a_file_that_cannot_be_read_breaks_no_feed() -> None:
    run("add", "x", "--form", "csv", "--operator", "ДТЕК")
    assert isinstance(run("take", "x", "-", given=b"<html>", fails=True).exception, UnreadableFile)
    assert Feed.objects.get().failing_since is None


def test_fetching_fails_where_one_feed_could_not_be_had_and_tells_of_each(settings: LazySettings) -> None:
    settings.FEEDS_FROM_THIS_MACHINE = True
    with source() as here:
        good, bad = here.says(SCHEDULE), here.says(status=404, path="/gone")
        run("add", "good", "--form", "csv", "--operator", "ДТЕК", "--url", good)
        assert run("fetch").exit_code == 0
        run("add", "bad", "--form", "csv", "--operator", "ДТЕК", "--url", bad)
        both = run("fetch", fails=True)
    assert both.exit_code == 1
    assert "good: spans or alerts: 1" in both.output
    assert "nothing at this address" in both.output
    assert "bad: Broken since 14:00, 15 January" in run("list").output


def test_rounds_go_on_at_their_times_whatever_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds: list[float] = []

    class Enough(Exception):
        """The test has seen enough."""

    def sleep(seconds: float) -> None:
        rounds.append(seconds)
        if len(rounds) == 3:
            raise Enough

    def fail(*_arguments: object) -> object:
        raise InvalidValue("broken")

    run("add", "x", "--form", "csv", "--operator", "ДТЕК", "--url", "https://feeds.example.org/x")
    monkeypatch.setattr(feed_commands, "close_old_connections", lambda: None)
    monkeypatch.setattr(feed_commands, "fetch_feed", fail)
    monkeypatch.setattr(feed_commands.time, "sleep", sleep)
    assert isinstance(run("fetch", "--every", "15", fails=True).exception, Enough)
    assert all(800 < seconds <= 900 for seconds in rounds)
