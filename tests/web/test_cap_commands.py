"""``punkt cap`` says each fault in plain words and takes a message once; no text of a stranger steers the terminal."""

import pytest
from click.testing import CliRunner

from punkt import clock
from punkt.errors import InvalidValue, PunktError, UnreadableFile
from punkt_web.cap_commands import cap
from punkt_web.operations.models import Bulletin
from tests.conftest import TOWN
from tests.web.operations.test_cap_messages_are_taken import CANCEL, NOW, info, message


@pytest.fixture(autouse=True)
def _noon(world):
    with clock.fixed_at(NOW):
        yield


def run(*words: str, content: bytes = b""):
    return CliRunner().invoke(cap, [*words], input=content)


def test_a_valid_message_is_said_to_be_valid():
    done = run("check", "-", content=message())
    assert (done.exit_code, done.stdout) == (0, "This is valid CAP 1.2.\n")


def test_each_fault_is_said_with_its_line(tmp_path):
    file = tmp_path / "a.cap"
    file.write_bytes(message("A 1").replace(b"Severe", b"\x1b[31mbad"))
    done = run("check", str(file))
    assert done.exit_code == 2 or isinstance(done.exception, UnreadableFile | SystemExit)
    file.write_bytes(message("A 1").replace(b"Severe", b"bad"))
    done = run("check", str(file))
    assert done.exit_code == 1
    assert "Line 1, alert/identifier: The name has a space" in done.stderr
    assert "Line 1, alert/info[1]/severity: The word is none of those" in done.stderr
    assert done.stdout == ""


def test_a_message_is_taken_once():
    done = run("take", "-", "--territory", TOWN, content=message())
    assert done.exit_code == 0
    assert done.stdout == f"Residents are told of it.\n/bulletins/{Bulletin.objects.get().ulid}\n"
    assert "taken before" in run("take", "-", "--territory", TOWN, content=message()).stdout
    assert "It has ended" in run("take", "-", "--territory", TOWN, content=CANCEL).stdout
    assert Bulletin.objects.get().said_by == "punkt cap"


def test_languages_may_lack_when_it_is_said():
    refused = run("take", "-", "--territory", TOWN, content=message(body=info("uk")))
    assert isinstance(refused.exception, InvalidValue)
    assert not Bulletin.objects.exists()
    assert run("take", "-", "--territory", TOWN, "--incomplete", content=message(body=info("uk"))).exit_code == 0


def test_an_end_is_given_where_the_message_has_none():
    body = info(expires="")
    more = ["take", "-", "--territory", TOWN, "--incomplete"]
    assert isinstance(run(*more, content=message(body=body)).exception, InvalidValue)
    assert run(*more, "--until", "2026-01-15", content=message(body=body)).exit_code == 2
    assert run(*more, "--until", "2026-01-15T20:00:00+02:00", content=message(body=body)).exit_code == 0


@pytest.mark.parametrize("status", ["Exercise", "Test", "Draft"])
def test_what_is_not_meant_is_never_told(status):
    refused = run("take", "-", "--territory", TOWN, content=message(status=status))
    assert isinstance(refused.exception, InvalidValue)
    assert not Bulletin.objects.exists()


def test_a_territory_or_a_file_that_there_is_not_is_said():
    assert isinstance(run("take", "-", "--territory", "ZZ99", content=message()).exception, PunktError)
    assert isinstance(run("check", "/nowhere/a.cap").exception, PunktError)


def test_no_text_of_a_stranger_steers_the_terminal():
    done = run("check", "-", content=message().replace(b"Severe", "\u202ebad\u009b31m".encode()))
    assert "\u202e" not in done.stderr
    assert "\u009b" not in done.stderr
