"""The web server and the background worker: started together, ended together.

``serve`` stays in front and watches two processes. Each holds the reading end of a pipe from ``serve`` as its standard
input, so each ends by itself when ``serve`` is gone, however that came about.
"""

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import click
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.utils.module_loading import import_string
from django.utils.translation import gettext
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from punkt.errors import PunktError
from punkt.wording import gettext_noop as _
from punkt_web import ready
from punkt_web.common.handler import Utf8Handler

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_PATIENCE_S = 10  # what a request or a task in hand is given to finish
_LONGEST_PAUSE_S = 60
_HEALTHY_S = 60  # a process that lived this long did not fail at its start
_LOOK_S = 0.2
_FEWEST_THREADS, _MOST_THREADS, _THREADS_IN_ALL = 4, 32, 64
_ROUNDS = "punkt_web.exchange.rounds.start_rounds"

# Time, method, path, status, bytes, seconds: neither who asked (no address, no browser) nor where from (no query).
_ACCESS_FORMAT = "%(t)s %(m)s %(U)s %(s)s %(B)s %(L)s"


@dataclass(slots=True)
class Child:
    """One process under watch."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0
    n_failures: int = 0
    due_at: float = 0

    def start(self) -> None:
        """Starts it apart from the terminal's Ctrl-C, which is for ``serve`` alone."""
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, process_group=0)  # noqa: S603 # our own
        self.started_at = time.monotonic()

    def is_dead(self) -> bool:
        """Whether it ran and ended."""
        return self.process is not None and self.process.poll() is not None

    def note_death(self) -> float:
        """Puts the next start off: 1 s, 2 s, 4 s ... for one that dies young. Returns the pause in seconds."""
        now = time.monotonic()
        self.n_failures = 1 if now - self.started_at >= _HEALTHY_S else self.n_failures + 1
        pause = float(min(2 ** (self.n_failures - 1), _LONGEST_PAUSE_S))
        self.due_at = now + pause
        self.process = None
        return pause

    def signal(self, number: signal.Signals) -> None:
        """Passes a signal on, if it still runs."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)

    def wait(self, seconds: float) -> None:
        """Waits for its end, at most so long."""
        if self.process is not None:
            try:
                self.process.wait(max(seconds, 0))
            except subprocess.TimeoutExpired:
                return


@dataclass(slots=True)
class Watch:
    """Keeps a web server and a background worker running until it is told to stop."""

    web: Child
    worker: Child
    is_stopping: bool = field(default=False)

    def run(self) -> int:
        """Runs until a signal, or until the web server ends; returns the exit status."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        try:
            self.web.start()
            self.worker.start()
            while not self.is_stopping and not self.web.is_dead():
                self._revive_worker()
                time.sleep(_LOOK_S)
            return 0 if self.is_stopping else 1
        finally:
            self.end()

    def _stop(self, _number: int, _frame: object) -> None:
        self.is_stopping = True

    def _revive_worker(self) -> None:
        if self.worker.is_dead():
            pause = self.worker.note_death()
            told = gettext("The background worker ended by itself; it starts again in %(n)d s.")
            click.echo(told % {"n": round(pause)}, err=True)
        elif self.worker.process is None and time.monotonic() >= self.worker.due_at:
            self.worker.start()

    def end(self) -> None:
        """Asks both to finish what they have in hand, then insists, then kills."""
        for number in (signal.SIGTERM, signal.SIGTERM, signal.SIGKILL):
            deadline = time.monotonic() + _PATIENCE_S
            for child in (self.web, self.worker):
                child.signal(number)
            for child in (self.web, self.worker):
                child.wait(deadline - time.monotonic())


def serve(*, host: str, port: int, n_workers: int) -> int:
    """Serves until it is told to stop; returns the exit status. Raises ``PunktError`` when the port is taken."""
    check_free(host, port)
    own = [sys.executable, "-m", "punkt_web.serving"]
    return Watch(
        web=Child("web server", [*own, "web", host, str(port), str(n_workers)]),
        worker=Child("background worker", [*own, "worker"]),
    ).run()


def check_free(host: str, port: int) -> None:
    """Raises ``PunktError`` when nothing can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PunktError(
                _("Cannot listen on %(host)s:%(port)s."),
                remedy=_("Something may run there already. Choose another port: --port %(next)s"),
                values={"host": host, "port": port, "next": port % 65535 + 1},
            ) from error


def address(host: str, port: int) -> str:
    """What to type into a browser on this machine."""
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104 # compared
    return f"http://{name}:{port}/"


def _without_query(line: logging.LogRecord) -> bool:
    """A filter: what was asked holds where somebody is, and stays out of the log of errors too."""
    if isinstance(line.args, tuple):
        line.args = tuple(part.partition("?")[0] if isinstance(part, str) else part for part in line.args)
    return True


class QuietLogger(Logger):  # type: ignore[misc] # gunicorn has no types
    """gunicorn's log without queries, in which a path cannot make lines of its own."""

    def setup(self, cfg: Any) -> None:
        """Called by gunicorn."""
        super().setup(cfg)
        self.error_log.addFilter(_without_query)

    def atoms(self, resp: Any, req: Any, environ: Any, request_time: Any) -> Any:
        """The parts of a line; what came from outside is printable ASCII without blanks."""
        found = super().atoms(resp, req, environ, request_time)
        found["U"] = "".join(letter if "!" <= letter <= "~" else "?" for letter in found["U"] or "-")
        return found


class WebServer(BaseApplication):  # type: ignore[misc] # gunicorn has no types
    """gunicorn with its settings written here: no file and no environment variable changes them."""

    def __init__(self, options: dict[str, Any]) -> None:
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Called by gunicorn."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Called by gunicorn: the application, with its pages, so that a broken one shows now and not to a visitor."""
        ready.prepare()
        run_checks(tags=[Tags.urls])
        return Utf8Handler()


def n_threads(n_workers: int) -> int:
    """Threads of each web process. What more of them bring at once is settled together, at less cost for each.

    All together stay below the 100 connections that PostgreSQL gives out where nobody said otherwise.
    """
    return max(_FEWEST_THREADS, min(_MOST_THREADS, _THREADS_IN_ALL // n_workers))


def web_options(host: str, port: int, n_workers: int, when_ready: Callable[[Any], None]) -> dict[str, Any]:
    """What gunicorn is told."""
    return {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": n_workers,
        "worker_class": "gthread",
        "threads": n_threads(n_workers),
        "preload_app": True,
        "timeout": 60,
        "graceful_timeout": _PATIENCE_S - 2,
        "accesslog": "-",
        "access_log_format": _ACCESS_FORMAT,
        "loglevel": "error",
        "logger_class": QuietLogger,
        "control_socket_disable": True,
        "forwarder_headers": "",  # no header says where the site is mounted or what was asked for
        "proc_name": "punkt",
        "when_ready": when_ready,
    }


def _run_web(host: str, port: str, n_workers: str) -> None:
    def announce(_arbiter: Any) -> None:
        told = gettext("Punkt answers at %(address)s  (Ctrl-C ends it)")
        click.echo("\n" + told % {"address": address(host, int(port))})

    WebServer(web_options(host, int(port), int(n_workers), announce)).run()


def _run_worker() -> None:
    ready.prepare()
    for name in ("django_tasks", "django_tasks_db"):
        logging.getLogger(name).addFilter(lambda line: line.levelno >= logging.ERROR)
    import_string(_ROUNDS)()  # it needs Django set up
    call_command("db_worker", queue_name="*", reload=False)


def _end_with_parent() -> None:
    """Ends this process when the pipe from ``serve`` closes."""

    def listen() -> None:
        # Not through sys.stdin: its lock would be held in every process that is forked from this one.
        os.read(0, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=listen, daemon=True).start()


if __name__ == "__main__":
    _end_with_parent()
    if sys.argv[1] == "web":
        _run_web(*sys.argv[2:])
    else:
        _run_worker()
