"""Reports a second that the whole stack takes in over HTTP from 200 consoles, and how soon a tap is a public answer.

    python benchmarks/reports_per_second.py [ADDRESS]
    scripts/with_postgres --durable .venv/bin/python benchmarks/reports_per_second.py

ADDRESS is a running site with the demo network; without one a site is started, on PostgreSQL where DATABASE_URL names
one. Each console is signed in and sends one report after the other, each with one tap in it, of a point of its own.
Meanwhile one more console taps and looks at the public page of its door until it says so. At the end every report that
was acknowledged is sent once more: a receipt that says "known" shows that it is there, and its number that it is there
once. Then the same with ten reports in each sending, as a console sends that was without a network.

The consoles run in this process, on the same processors as the site; what both used of them for each sending is printed
too, which other work on the machine changes less (of a database server it is not known). Reach: 300 reports a second on
SQLite, 600 on PostgreSQL; a tap within 5 seconds in 99 of 100.
"""

import asyncio
import json
import os
import random
import re
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

from _demo_site import DemoSite  # beside this script

from punkt.ids import new_ulid

N_CONSOLES, SECONDS, WARM_UP_S = 200, 20, 5
REACHES_PER_S, REACH_TAP_S = {"SQLite": 300, "PostgreSQL": 600}, 5.0
N_SESSIONS = 10
"""Consoles share them: signing in costs a processor half a second, and is not what is measured."""
OFFICER, PASSWORD = "nation@demo.example", "demo-of-punkt"
_AT_ONCE = 200


@dataclass
class Desk:
    """Somebody who is signed in: how to ask, and of which points they may report."""

    address: str
    cookies: dict[str, str]
    codes: list[str]
    acknowledged: list[str] = field(default_factory=list)
    """Reports for which there is a receipt, as they were sent."""

    def request(self, reports: list[dict[str, object]]) -> bytes:
        """The bytes of a sending."""
        body = json.dumps({"sent_at": datetime.now(UTC).isoformat(), "reports": reports}).encode()
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        lines = (
            "POST /keep/reports HTTP/1.1",
            f"Host: {urlsplit(self.address).netloc}",
            "Content-Type: application/json",
            f"Content-Length: {len(body)}",
            f"Cookie: {cookies}",
            f"X-CSRFToken: {self.cookies['csrftoken']}",
        )
        return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def signed_in(address: str) -> Desk:
    """Signs in as an officer of the demo network."""
    jar = CookieJar()
    opener = build_opener(HTTPCookieProcessor(jar))
    page = opener.open(f"{address}/accounts/login/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token is not None
    given = {"csrfmiddlewaretoken": token[1], "login": OFFICER, "password": PASSWORD}
    opener.open(Request(f"{address}/accounts/login/", urlencode(given).encode(), {"Referer": address}))  # noqa: S310
    points = json.loads(opener.open(f"{address}/api/v1/points?country=UA&limit={N_CONSOLES + 1}").read())["points"]
    cookies = {cookie.name: cookie.value or "" for cookie in jar}
    return Desk(address, cookies, [point["code"] for point in points])


def tap(code: str, state: str = "open") -> dict[str, object]:
    """A report of one tap."""
    heads = random.randint(0, 60)
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    return {"id": new_ulid(), "point": code, "observed_at": at, "state": state, "headcount": heads}


async def answered(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """The status and the body of the next answer."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    length = re.search(r"(?i)content-length: (\d+)", head)
    body = await reader.readexactly(int(length[1])) if length else b""
    return int(head.split(" ", 2)[1]), body


async def connected(address: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection to the site."""
    name, _, port = urlsplit(address).netloc.partition(":")
    return await asyncio.open_connection(name, int(port or 80), limit=2**20)


class Console(asyncio.Protocol):
    """Sends the next reports when there are receipts for the last, until the time is over."""

    def __init__(self, desk: Desk, code: str, load: "Load") -> None:
        self._desk, self._code, self._load = desk, code, load
        self._transport: asyncio.Transport | None = None
        self._got, self._began = b"", 0.0
        self._reports: list[dict[str, object]] = []
        self.is_over = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by asyncio."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._send()

    def _send(self) -> None:
        assert self._transport is not None
        if time.perf_counter() >= self._load.until:
            self.is_over.set_result(None)
            self._transport.close()
            return
        self._reports = [tap(self._code) for _number in range(self._load.n_reports)]
        self._got, self._began = b"", time.perf_counter()
        self._transport.write(self._desk.request(self._reports))

    def data_received(self, data: bytes) -> None:
        """Called by asyncio."""
        self._got += data
        head, _, body = self._got.partition(b"\r\n\r\n")
        length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
        if length and len(body) >= int(length):
            self._taken(head, body)
            self._send()

    def _taken(self, head: bytes, body: bytes) -> None:
        if b" 200 " not in head.partition(b"\r\n")[0]:
            raise RuntimeError(f"{head[:20]!r}: {body[:200]!r}")
        receipts = json.loads(body)["receipts"]
        assert [one["outcome"] for one in receipts] == ["taken"] * len(self._reports), receipts
        self._load.waits.append((self._began, time.perf_counter() - self._began))
        self._desk.acknowledged += [json.dumps(report) for report in self._reports]

    def connection_lost(self, error: Exception | None) -> None:
        """Called by asyncio."""
        if not self.is_over.done():
            self.is_over.set_exception(error or RuntimeError("the site closed the connection"))


@dataclass
class Load:
    """What consoles send until when, and when they sent it and how long each waited for its receipts, in seconds."""

    n_reports: int
    until: float
    waits: list[tuple[float, float]] = field(default_factory=list)


def _itself(made: Console) -> Console:
    return made


async def consoles(desks: list[Desk], load: Load) -> None:
    """All consoles, each with a connection of its own."""
    parts = urlsplit(desks[0].address)
    name, port, loop = parts.hostname or "", parts.port or 80, asyncio.get_running_loop()
    ends = []
    for number, code in enumerate(desks[0].codes[:N_CONSOLES]):
        made = Console(desks[number % len(desks)], code, load)
        await loop.create_connection(partial(_itself, made), name, port)
        ends.append(made.is_over)
    await asyncio.gather(*ends)


async def tapping(desk: Desk, code: str, until: float, taps: list[float]) -> None:
    """Taps "closed" and "open" in turn, and looks at the page of the door until it says so."""
    host = urlsplit(desk.address).netloc
    state = "closed"
    while time.perf_counter() < until:
        began = time.perf_counter()
        reader, writer = await connected(desk.address)
        writer.write(desk.request([tap(code, state)]))
        await answered(reader)
        looked = f"GET /api/v1/points/{code} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()
        while True:
            writer.write(looked)
            _status, body = await answered(reader)
            if json.loads(body)["now"]["state"] == state:
                break
        taps.append(time.perf_counter() - began)
        writer.close()
        state = "open" if state == "closed" else "closed"
        await asyncio.sleep(0.2)


async def n_known(desk: Desk) -> int:
    """How many of the acknowledged reports the site knows."""
    reader, writer = await connected(desk.address)
    found = 0
    for start in range(0, len(desk.acknowledged), _AT_ONCE):
        writer.write(desk.request([json.loads(text) for text in desk.acknowledged[start : start + _AT_ONCE]]))
        _status, body = await answered(reader)
        found += sum(receipt["outcome"] == "known" for receipt in json.loads(body)["receipts"])
    writer.close()
    return found


@dataclass(frozen=True, slots=True)
class Measured:
    """How long receipts took after the warming up, and taps until they were public, in seconds; both sorted.

    ``site_ms`` and ``consoles_ms`` are of a processor for each sending.
    """

    waits: list[float]
    taps: list[float]
    site_ms: float
    consoles_ms: float


async def measured(desks: list[Desk], n_reports: int, site: DemoSite | None) -> Measured:
    """Lets the consoles send for a while."""
    taps = list[float]()
    start = time.perf_counter()
    load = Load(n_reports, start + WARM_UP_S + SECONDS)

    async def processors() -> tuple[float, float, int]:
        await asyncio.sleep(max(0.0, load.until - SECONDS - time.perf_counter()))
        before = site.processor_s() if site else 0.0, time.process_time(), len(load.waits)
        await asyncio.sleep(max(0.0, load.until - 0.5 - time.perf_counter()))
        after = site.processor_s() if site else 0.0, time.process_time(), len(load.waits)
        return after[0] - before[0], after[1] - before[1], after[2] - before[2]

    watched = desks[0].codes[N_CONSOLES]
    all_of_it = consoles(desks, load), tapping(desks[0], watched, load.until, taps), processors()
    _sent, _tapped, (site_s, consoles_s, n) = await asyncio.gather(*all_of_it)
    waits = sorted(wait for began, wait in load.waits if load.until - SECONDS <= began)
    return Measured(waits, sorted(taps), 1000 * site_s / n, 1000 * consoles_s / n)


def told(found: Measured, n_reports: int, reach: int) -> bool:
    """Prints the figures of one load; whether they reach."""
    per_s = len(found.waits) * n_reports / SECONDS
    p50, p99 = (1000 * found.waits[int(len(found.waits) * share)] for share in (0.5, 0.99))
    slowest = found.taps[int(len(found.taps) * 0.99)]
    print(f"{n_reports} in a sending: {per_s:.0f} reports a second (reach {reach});")
    print(f"  half of the receipts within {p50:.0f} ms, 99 of 100 within {p99:.0f} ms;")
    print(f"  a sending takes {found.site_ms:.2f} ms of a processor at the site, {found.consoles_ms:.2f} ms here;")
    half = found.taps[len(found.taps) // 2]
    print(f"  a tap is public after {half:.2f} s, 99 of 100 after {slowest:.2f} s (reach {REACH_TAP_S} s)")
    return per_s >= reach and slowest <= REACH_TAP_S


def run(address: str, site: DemoSite | None) -> bool:
    """Measures a site; whether all figures reach."""
    desks = [signed_in(address) for _session in range(N_SESSIONS)]
    database = "PostgreSQL" if os.environ.get("DATABASE_URL") else "SQLite"
    print(database)
    are_met = [
        told(asyncio.run(measured(desks, n_reports, site)), n_reports, REACHES_PER_S[database]) for n_reports in (1, 10)
    ]
    n_sent, n_there = sum(len(desk.acknowledged) for desk in desks), sum(asyncio.run(n_known(desk)) for desk in desks)
    print(f"{n_there} of {n_sent} acknowledged reports are there, each once")
    return all(are_met) and n_there == n_sent


def main() -> int:
    """Prints the figures; exit status 1 where one is under the reach."""
    if len(sys.argv) > 1:
        return int(not run(sys.argv[1].rstrip("/"), None))
    with tempfile.TemporaryDirectory() as home:
        site = DemoSite(home)
        site.start()
        try:
            return int(not run(site.address, site))
        finally:
            site.stop()


if __name__ == "__main__":
    sys.exit(main())
