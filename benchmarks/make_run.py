"""``make run`` from nothing to the first page, and again: the time a person waits before anything is to be seen.

    python benchmarks/make_run.py

Clones the last commit into a folder of its own and runs ``make run`` there twice on a free port: once with no
environment and no database, and once with both. The caches of pip and npm are those of the machine: with empty ones
the first start takes as long as the network does. Each start is given twice its reach and then ended; so is all of
it by Ctrl-C. The folder is removed.

Reach: 240 s from nothing, 10 s again.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REACH_FIRST_S = 240.0
REACH_AGAIN_S = 10.0
_GRACE_S = 15.0
_LOOK_S = 0.1
_LAST_LINES = 12


def main() -> int:
    """Prints the figures; exit status 1 when a start is beyond its reach or no page came."""
    folder = Path(tempfile.mkdtemp(prefix="punkt-make-run-"))
    try:
        checkout = folder / "punkt"
        _ended(["git", "clone", "--quiet", "--depth", "1", f"file://{ROOT}", str(checkout)])
        first = seconds_to_first_page(checkout, folder / "first.log", limit_s=2 * REACH_FIRST_S)
        again = seconds_to_first_page(checkout, folder / "again.log", limit_s=2 * REACH_AGAIN_S)
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    except (RuntimeError, subprocess.CalledProcessError) as fault:
        print(fault, file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for name, seconds, reach in (("from nothing", first, REACH_FIRST_S), ("again", again, REACH_AGAIN_S)):
        print(f"make run, {name:<14}{seconds:8.1f} s to the first page  (reach {reach:.0f} s)")
    return int(first > REACH_FIRST_S or again > REACH_AGAIN_S)


def seconds_to_first_page(checkout: Path, log: Path, *, limit_s: float) -> float:
    """Runs ``make run`` until ``/`` answers 200, and ends it. Raises ``RuntimeError`` when it does not come to that."""
    port = free_port()
    # What the caller set for an installation of their own must not reach this one.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PUNKT_", "DJANGO_"))}
    environment.pop("VIRTUAL_ENV", None)
    with log.open("wb") as said:
        began = time.monotonic()
        running = subprocess.Popen(  # noqa: S603 - the command is written in this file
            ["make", "run", f"PORT={port}"],  # noqa: S607 - the make of the machine is what is measured
            cwd=checkout, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True,
        )  # fmt: skip
        try:
            while not answers(f"http://127.0.0.1:{port}/"):
                if running.poll() is not None:
                    raise RuntimeError(f"make run ended with status {running.returncode}:\n{_end_of(log)}")
                if time.monotonic() - began > limit_s:
                    raise RuntimeError(f"No page after {limit_s:.0f} s:\n{_end_of(log)}")
                time.sleep(_LOOK_S)
            return time.monotonic() - began
        finally:
            stop(running)


def answers(address: str) -> bool:
    """Whether a page comes with status 200."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - the address is written in this file
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def stop(running: subprocess.Popen[bytes]) -> None:
    """Ends make and all that it started: they are a group of their own."""
    for word, wait_s in ((signal.SIGINT, _GRACE_S), (signal.SIGTERM, _GRACE_S), (signal.SIGKILL, _GRACE_S)):
        try:
            os.killpg(running.pid, word)
        except ProcessLookupError:
            break
        if _is_gone(running, wait_s):
            break
    running.wait()


def _is_gone(running: subprocess.Popen[bytes], wait_s: float) -> bool:
    """Whether nobody of the group is left within some seconds."""
    until = time.monotonic() + wait_s
    while time.monotonic() < until:
        running.poll()
        try:
            os.killpg(running.pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(_LOOK_S)
    return False


def _end_of(log: Path) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-_LAST_LINES:])


def _ended(command: list[str]) -> None:
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)  # noqa: S603 - the command is written in this file


if __name__ == "__main__":
    sys.exit(main())
