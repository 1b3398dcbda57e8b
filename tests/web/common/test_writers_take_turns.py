"""Processes that share one SQLite file take turns at writing, and nobody holds the turn for ever."""

import subprocess
import sys
import threading
import time

import pytest
from django.db import connection

from punkt_web import env
from punkt_web.common.turns import turn_to_write

HOLDER = """
import fcntl, pathlib, sys, time
file = pathlib.Path(sys.argv[1], "writing.lock").open("ab")
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


@pytest.mark.skipif(connection.vendor != "sqlite", reason="other databases have turns of their own")
def test_the_second_waits_for_the_first():
    assert waited_for(0.3) > 0.2


@pytest.mark.skipif(connection.vendor != "sqlite", reason="other databases have turns of their own")
def test_who_is_killed_holds_no_turn(tmp_path):
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
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
