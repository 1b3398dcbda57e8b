"""Reports a second that the whole stack takes in over HTTP from 200 consoles, and how soon a tap is a public answer.

    python benchmarks/reports_per_second.py [ADDRESS]

ADDRESS is a running site with the demo network; without one a site is started. Each console is signed in and sends one
report after the other, each with one tap in it, of a point of its own. Meanwhile one more console taps and looks at the
public page of its door until it says so. At the end every report that was acknowledged is sent once more: a receipt
that says "known" shows that it is there, and its number that it is there once.

The consoles run in this process, on the same processors as the site. Reach: 300 reports a second on SQLite, 600 on
PostgreSQL; a tap within 5 seconds in 99 of 100.
"""

import asyncio
import json
import random
import re
import sys
import time
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

from _demo_site import demo_site  # beside this script

from punkt.ids import new_ulid

N_CONSOLES, SECONDS, WARM_UP_S = 200, 20, 5
REACH_PER_S, REACH_TAP_S = 300, 5.0
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


async def console(desk: Desk, code: str, until: float, waits: list[tuple[float, float]]) -> None:
    """Taps until the time is over, each time when there is a receipt for the last; notes how long each took."""
    reader, writer = await connected(desk.address)
    while time.perf_counter() < until:
        report = tap(code)
        began = time.perf_counter()
        writer.write(desk.request([report]))
        status, body = await answered(reader)
        if status != 200:
            raise RuntimeError(f"{status}: {body[:200]!r}")
        (receipt,) = json.loads(body)["receipts"]
        assert (receipt["id"], receipt["outcome"]) == (report["id"], "taken"), receipt
        waits.append((began, time.perf_counter() - began))
        desk.acknowledged.append(json.dumps(report))
    writer.close()


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


async def measured(desk: Desk) -> tuple[list[float], list[float]]:
    """How long receipts took after the warming up, and taps until they were public, in seconds."""
    waits, taps = list[tuple[float, float]](), list[float]()
    start = time.perf_counter()
    until = start + WARM_UP_S + SECONDS
    consoles = [console(desk, code, until, waits) for code in desk.codes[:N_CONSOLES]]
    await asyncio.gather(*consoles, tapping(desk, desk.codes[N_CONSOLES], until, taps))
    return sorted(wait for began, wait in waits if start + WARM_UP_S <= began), sorted(taps)


def main() -> int:
    """Prints the figures; exit status 1 where one is under the reach."""
    with nullcontext(sys.argv[1].rstrip("/")) if len(sys.argv) > 1 else demo_site() as address:
        desk = signed_in(address)
        waits, taps = asyncio.run(measured(desk))
        known = asyncio.run(n_known(desk))
    per_s = len(waits) / SECONDS
    p50, p99 = (1000 * waits[int(len(waits) * share)] for share in (0.5, 0.99))
    slowest = taps[int(len(taps) * 0.99)]
    print(
        f"{per_s:.0f} reports a second (reach {REACH_PER_S}); half within {p50:.0f} ms, 99 of 100 within {p99:.0f} ms"
    )
    print(
        f"a tap is public after {taps[len(taps) // 2]:.2f} s, 99 of 100 after {slowest:.2f} s (reach {REACH_TAP_S} s)"
    )
    print(f"{known} of {len(desk.acknowledged)} acknowledged reports are there, each once")
    return int(not (per_s >= REACH_PER_S and slowest <= REACH_TAP_S and known == len(desk.acknowledged)))


if __name__ == "__main__":
    sys.exit(main())
