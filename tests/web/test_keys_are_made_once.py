"""The keys of an installation: made on first use, whole from the first moment, readable by their owner only."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from punkt_web import env


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUNKT_HOME", str(tmp_path / "home"))


def test_many_first_readers_get_the_same_whole_key() -> None:
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: env.kept_key("a_key"), range(64)))
    assert len(keys) == 1
    assert len(keys.pop()) >= 50


def test_a_key_is_kept_and_no_draft_is_left() -> None:
    assert env.kept_key("a_key") == env.kept_key("a_key")
    assert [path.name for path in env.home().iterdir()] == ["a_key"]


def test_only_the_owner_reads_keys_and_folder() -> None:
    env.kept_key("a_key")
    assert stat.S_IMODE((env.home() / "a_key").stat().st_mode) == 0o600
    assert stat.S_IMODE(env.home().stat().st_mode) == 0o700
