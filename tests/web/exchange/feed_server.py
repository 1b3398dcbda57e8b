"""A source of feeds on this machine: it answers what a test says, and remembers how it was asked."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass
class Source:
    """``answers`` by path: status, headers, body in parts. ``asked`` are the path and headers of each request.

    ``posted`` are path, headers and body of what was sent.
    """

    address: str
    answers: dict[str, tuple[int, dict[str, str], list[bytes]]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    pause_s: float = 0.0
    posted: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    def says(self, body: bytes = b"", *, path: str = "/feed", status: int = 200, **headers: str) -> str:
        """Sets what is answered under a path; gives its address. A header that is empty is left out."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = (status, named, [body])
        return self.address + path


@contextmanager
def source(context: ssl.SSLContext | None = None) -> Iterator[Source]:
    """A source that runs within the block, over TLS where it is given a context."""
    server = _Server(("127.0.0.1", 0), _Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    made = Source(f"http://127.0.0.1:{server.server_address[1]}")
    server.source = made  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_arguments: Any) -> None:
        """Whoever asked has hung up."""


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        told: Source = self.server.source  # type: ignore[attr-defined]
        path = self.path.partition("?")[0]
        told.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        status, headers, parts = told.answers.get(path, (404, {}, [b""]))
        if headers.get("ETag") and headers["ETag"] == self.headers.get("If-None-Match"):
            status, parts = 304, []
        self.send_response(status)
        for name, value in headers.items():
            if value:
                self.send_header(name, value)
        if "Content-Length" not in headers and status != 304:
            self.send_header("Content-Length", str(sum(map(len, parts))))
        self.end_headers()
        try:
            for part in parts:
                self.wfile.write(part)
                self.wfile.flush()
                time.sleep(told.pause_s)
        except OSError:
            return  # whoever asked has hung up

    def do_POST(self) -> None:
        told: Source = self.server.source  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        told.posted.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
        time.sleep(told.pause_s)
        status, headers, _parts = told.answers.get(self.path.partition("?")[0], (404, {}, []))
        try:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()
        except OSError:
            return  # whoever asked has hung up

    def log_message(self, *_arguments: Any) -> None:
        """Says nothing."""
