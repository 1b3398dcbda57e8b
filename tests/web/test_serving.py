"""``punkt serve`` starts a web server and a worker, keeps the worker alive, and leaves nothing behind."""

import logging
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from gunicorn.config import Config

from punkt.errors import PunktError
from punkt_web import serving

PUNKT = [sys.executable, "-c", "from punkt.cli import main; main()"]


def punkt(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 # our own command
        [*PUNKT, *arguments], env=environment, capture_output=True, check=False, text=True
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A prepared home of its own, outside of the tests' database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PUNKT_", "DATABASE_"))}
    kept |= {"PUNKT_HOME": str(tmp_path_factory.mktemp("home with a space")), "PYTHONUNBUFFERED": "1"}
    assert punkt(kept, "prepare", "--quiet").returncode == 0
    return kept


def children_of(pid: int) -> dict[str, int]:
    """``"web" or "worker" -> process id`` of what ``punkt serve`` watches."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            words = (folder / "cmdline").read_bytes().decode().split("\0")
        except (OSError, ValueError):
            continue
        if parent == pid and "punkt_web.serving" in words:
            found[words[words.index("punkt_web.serving") + 1]] = int(folder.name)
    return found


def wait_until(is_so: object, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():  # type: ignore[operator]
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)


def is_answering(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/static/ui/punkt.css?lat=50.4&lon=30.5") as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def served(environment: dict[str, str], tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], int, Path]]:
    """A running ``punkt serve``, its port, and the file with all it said."""
    port, log = free_port(), tmp_path / "log"
    with log.open("wb") as file:
        process = subprocess.Popen(  # noqa: S603 # our own command
            [*PUNKT, "serve", "--port", str(port), "--workers", "1"],
            env=environment,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        wait_until(lambda: is_answering(port))
        yield process, port, log
    finally:
        process.kill()
        process.wait()


linux_only = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")


@linux_only
def test_it_serves_revives_its_worker_and_ends_with_ctrl_c(
    served: tuple[subprocess.Popen[bytes], int, Path], environment: dict[str, str]
) -> None:
    process, port, log = served
    first = children_of(process.pid)
    assert set(first) == {"web", "worker"}

    second = punkt(environment, "serve", "--port", str(port))
    assert second.returncode == 1
    assert f"--port {port + 1}" in second.stderr

    os.kill(first["worker"], signal.SIGKILL)
    wait_until(lambda: children_of(process.pid).get("worker") not in {None, first["worker"]})
    assert children_of(process.pid)["web"] == first["web"]

    last = children_of(process.pid)
    process.send_signal(signal.SIGINT)
    assert process.wait(25) == 0
    assert not any(is_running(pid) for pid in last.values())
    said = log.read_text()
    assert f"http://127.0.0.1:{port}/" in said
    assert "GET /static/ui/punkt.css 200" in said
    assert "50.4" not in said
    assert not re.search(r"Traceback|ERROR", said), said


@linux_only
def test_nothing_is_left_when_it_is_killed(served: tuple[subprocess.Popen[bytes], int, Path]) -> None:
    process, port, _log = served
    left = children_of(process.pid)
    process.kill()
    wait_until(lambda: not any(is_running(pid) for pid in left.values()))
    assert not is_answering(port)


def test_a_database_that_is_not_prepared_is_said(environment: dict[str, str], tmp_path: Path) -> None:
    elsewhere = environment | {"PUNKT_HOME": str(tmp_path / "new")}
    done = punkt(elsewhere, "serve")
    assert done.returncode == 1
    assert done.stderr == "punkt: The database is not prepared. Run: punkt prepare\n"


def test_a_worker_that_keeps_dying_is_started_less_and_less_often() -> None:
    child = serving.Child("worker", [sys.executable, "-c", ""])
    pauses = []
    for _ in range(9):
        child.started_at = time.monotonic()
        pauses.append(child.note_death())
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    child.started_at = time.monotonic() - 61
    assert child.note_death() == 1


def test_a_port_in_use_is_said() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(PunktError, match="Choose another port"):
            serving.check_free("127.0.0.1", taken.getsockname()[1])


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000/"),
        ("0.0.0.0", "http://127.0.0.1:8000/"),  # noqa: S104 # is not listened on here
        ("::1", "http://[::1]:8000/"),
        ("::", "http://[::1]:8000/"),
    ],
)
def test_the_address_can_be_opened_in_a_browser(host: str, expected: str) -> None:
    assert serving.address(host, 8000) == expected


@pytest.fixture
def logger() -> serving.QuietLogger:
    cfg = Config()
    for name, value in serving.web_options("127.0.0.1", 8000, 1, lambda _arbiter: None).items():
        cfg.set(name, value)
    return serving.QuietLogger(cfg)


@pytest.mark.parametrize("n_workers", [1, 2, 3, 4, 8, 16, 64])
def test_the_threads_of_a_usual_site_leave_connections_of_postgresql_to_spare(n_workers: int) -> None:
    n_threads = serving.web_options("127.0.0.1", 8000, n_workers, lambda _arbiter: None)["threads"]
    assert n_threads >= 4
    assert n_workers * n_threads <= 64 or n_threads == 4


def test_no_header_says_where_the_site_is_mounted() -> None:
    cfg = Config()
    assert "SCRIPT_NAME" in cfg.forwarder_headers
    cfg.set("forwarder_headers", serving.web_options("127.0.0.1", 8000, 1, lambda _arbiter: None)["forwarder_headers"])
    assert cfg.forwarder_headers == []


def test_the_access_log_tells_neither_who_asked_nor_from_where(logger: serving.QuietLogger) -> None:
    environ = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": "/find/?lat=50.45&lon=30.52",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "PATH_INFO": '/find/\n[fake] "line"/їжак',
        "QUERY_STRING": "lat=50.45&lon=30.52",
        "REMOTE_ADDR": "203.0.113.7",
        "HTTP_USER_AGENT": "a browser",
        "HTTP_REFERER": "http://example.org/?lat=50.45",
    }
    answer = SimpleNamespace(status="200 OK", sent=10, headers=[])
    atoms = logger.atoms_wrapper_class(logger.atoms(answer, SimpleNamespace(headers=[]), environ, timedelta()))
    line = serving._ACCESS_FORMAT % atoms
    assert not re.search(r"50\.45|203\.0|browser|example|\n", line)
    assert re.search(r'GET /find/\?\[fake\]\?\\"line\\"/\?+ 200 10 ', line), line


def test_the_log_of_errors_leaves_the_query_out(
    logger: serving.QuietLogger, capsys: pytest.CaptureFixture[str]
) -> None:
    caught: list[logging.LogRecord] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            caught.append(record)

    keep = Keep()
    logger.error_log.addHandler(keep)
    try:
        logger.error("Error handling request %s %s", "GET", "/find/?lat=50.45")
    finally:
        logger.error_log.removeHandler(keep)
    assert [record.getMessage() for record in caught] == ["Error handling request GET /find/"]
