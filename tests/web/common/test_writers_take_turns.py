"""Processes that share one SQLite file take turns at writing, and nobody holds the turn for ever."""

import fcntl
import os
import subprocess
import sys
import threading
import time

import pytest
from django.db import connection

from punkt_web import env
from punkt_web.common import turns
from punkt_web.common.turns import only_turn, turn_to_write

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="other databases have turns of their own")
HOLDER = """
import fcntl, pathlib, sys, time
file = pathlib.Path(sys.argv[1], sys.argv[2]).open("ab")
fcntl.flock(file, fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture(autouse=True)
def _home(tmp_path, monkeypatch):
    monkeypatch.setenv("PUNKT_HOME", str(tmp_path))
    assert env.home() == tmp_path


def waited_for(holds_s: float) -> float:
    """How long the second of two waits while the first holds the turn."""
    is_held, waits = threading.Event(), []

    def first():
        with turn_to_write():
            is_held.set()
            time.sleep(holds_s)

    def second():
        is_held.wait()
        began = time.monotonic()
        with turn_to_write():
            waits.append(time.monotonic() - began)

    threads = [threading.Thread(target=one) for one in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits[0]


@on_sqlite
def test_the_second_waits_for_the_first():
    assert waited_for(0.3) > 0.2


@on_sqlite
def test_who_is_killed_holds_no_turn(tmp_path):
    command = [sys.executable, "-c", HOLDER, str(tmp_path), "writing.lock"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:  # noqa: S603 - our own script
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        holder.kill()
    with turn_to_write():
        pass


def test_other_databases_need_none(monkeypatch, tmp_path):
    monkeypatch.setattr(connection, "vendor", "postgresql")
    with turn_to_write():
        assert not (tmp_path / "writing.lock").exists()


@on_sqlite
def test_who_never_lets_go_stops_nobody(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(turns, "_LONGEST_WAIT_S", 0.05)
    with (tmp_path / "writing.lock").open("ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with turn_to_write():
            pass
    assert "writes without" in caplog.text


@on_sqlite
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_file_stops_nobody(tmp_path, caplog, make):
    make(tmp_path / "writing.lock")
    with turn_to_write():
        pass
    assert "cannot be used as a lock" in caplog.text


@on_sqlite
def test_a_system_without_locks_stops_nobody(monkeypatch, caplog):
    def no_locks(_file, _how):
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    with turn_to_write():
        pass
    assert "No lock to be had" in caplog.text


def test_one_process_at_a_time_is_at_what_takes_a_processor(tmp_path):
    command = [sys.executable, "-c", HOLDER, str(tmp_path), "figures.lock"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:  # noqa: S603 - our own script
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        began = time.monotonic()
        with only_turn("figures") as is_ours, only_turn("other") as is_other_ours:
            assert (is_ours, is_other_ours) == (False, True)
        assert time.monotonic() - began < 1
        holder.kill()
    with only_turn("figures") as is_ours, only_turn("figures") as is_ours_again:
        assert (is_ours, is_ours_again) == (True, False)
    (tmp_path / "broken.lock").mkdir()
    with only_turn("broken") as is_ours:
        assert is_ours
