"""``punkt check --deploy`` names each unsafe setting in plain words, and only those."""

import stat
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from click.testing import CliRunner, Result
from django.db import connection
from pytest_django import Settings

from punkt_web import checks, commands
from punkt_web.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def safe_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    monkeypatch.setenv("PUNKT_HOME", str(home))
    return home


@pytest.fixture
def safe(safe_home: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, administrator: User) -> Settings:
    """A real installation with nothing to mend."""
    monkeypatch.setenv("PUNKT_HTTPS", "yes")
    settings.ALLOWED_HOSTS = ["points.example.org"]
    settings.DEBUG = settings.IS_DEMO = False
    settings.TRUSTED_PROXIES = 1
    settings.SECRET_KEY = "f0Qm-_5t" * 8
    Authenticator.objects.create(user=administrator, type=Authenticator.Type.TOTP, data={})
    return settings


def check() -> Result:
    return CliRunner().invoke(commands.check, ["--deploy"])


def faults() -> list[str]:
    """The identifiers of what is unsafe."""
    result = check()
    found = [line.rpartition("[")[2].rstrip("]") for line in result.output.splitlines() if line.startswith("- ")]
    assert result.exit_code == (1 if found else 0), result.output
    return found


def test_a_safe_installation_passes(safe: Settings) -> None:
    assert faults() == []
    assert "Nothing unsafe" in check().output


def test_developer_pages_are_unsafe(safe: Settings) -> None:
    safe.DEBUG = True
    assert faults() == ["punkt.E001"]


@pytest.mark.parametrize("key", ["short", "a" * 60, "abcabcabc" * 8])
def test_a_given_key_that_can_be_guessed_is_unsafe(safe: Settings, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv("PUNKT_SECRET_KEY", key)
    assert faults() == ["punkt.E002"]
    assert key not in check().output


@pytest.mark.parametrize("hosts", [["*"], ["points.example.org", "*"], []])
def test_answering_under_any_name_is_unsafe(safe: Settings, hosts: list[str]) -> None:
    safe.ALLOWED_HOSTS = hosts
    assert faults() == ["punkt.E003"]


def test_plain_http_is_unsafe_and_said_once(safe: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PUNKT_HTTPS")
    assert faults() == ["punkt.E004"]


def test_a_proxy_that_nobody_named_is_unsafe(safe: Settings) -> None:
    safe.TRUSTED_PROXIES = 0
    assert faults() == ["punkt.E013"]
    assert "PUNKT_TRUSTED_PROXIES=1" in check().output


def test_the_demo_network_is_unsafe(safe: Settings) -> None:
    safe.IS_DEMO = True
    assert faults() == ["punkt.E005"]


def test_a_home_that_others_can_look_into_is_unsafe(safe: Settings, safe_home: Path) -> None:
    safe_home.chmod(0o755)
    key = safe_home / "secret_key"
    key.touch(mode=0o644)
    key.chmod(0o644)
    found = check().output
    assert str(safe_home) in found
    assert f"chmod 600 '{key}'" in found
    key.chmod(stat.S_IRUSR | stat.S_IWUSR)
    assert str(key) not in check().output


def test_a_home_inside_the_program_is_unsafe(
    safe: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, safe_home: Path
) -> None:
    safe.ROOT = tmp_path
    assert faults() == ["punkt.E007"]


def test_nobody_to_run_it_is_unsafe(safe: Settings, administrator: User) -> None:
    administrator.is_active = False
    administrator.save()
    assert faults() == ["punkt.E009"]
    assert "punkt person add" in check().output


def test_an_administrator_with_a_password_alone_is_unsafe(safe: Settings, administrator: User) -> None:
    Authenticator.objects.all().delete()
    assert faults() == ["punkt.E010"]
    assert administrator.email in check().output


def test_accounts_of_the_demo_are_unsafe(safe: Settings, viewer: User) -> None:
    viewer.is_demo = True
    viewer.save()
    assert faults() == ["punkt.E011"]
    viewer.is_active = False
    viewer.save()
    assert faults() == []


def test_points_of_the_demo_among_real_ones_are_unsafe(safe: Settings) -> None:
    from punkt import clock
    from punkt_web.registry.models import Point

    Point.objects.create(code="K7M2QX4", is_demo=True, created_at=clock.now(), updated_at=clock.now())
    assert faults() == ["punkt.E012"]


def test_a_database_that_is_not_prepared_is_said_and_is_no_crash(
    safe: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import DatabaseError

    def gone() -> None:
        raise DatabaseError("no such table")

    monkeypatch.setattr(checks, "administrators", gone)
    assert faults() == ["punkt.E008"]


def test_without_deploy_only_what_is_broken_counts(settings: Settings) -> None:
    settings.DEBUG = True
    result = CliRunner().invoke(commands.check, [])
    assert (result.exit_code, result.output) == (0, "Everything is in order.\n")


def test_preparing_says_the_first_steps(safe_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(commands, "call_command", lambda name, **_options: done.append(name))
    result = CliRunner().invoke(commands.prepare, [])
    assert done == ["migrate", "collectstatic"]
    assert "punkt person add" in result.output
    assert connection.vendor in result.output
    assert CliRunner().invoke(commands.prepare, ["--quiet"]).output == ""
