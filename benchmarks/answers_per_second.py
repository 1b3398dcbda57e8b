"""Answers a second of the whole stack over HTTP, asked by 100 clients for different places, and how long they wait.

    python benchmarks/answers_per_second.py [ADDRESS]

ADDRESS is a running site; without one a site is started with the demo network. Each client asks for one place after
the other and keeps its connection. Two rounds, since an answer that was given is given again for a minute:

- places that nobody asked for before, a few metres beside one of 2,000 of the gazetteer: each answer is made;
- the 2,000 places themselves, again and again, as a country asks in a blackout: most answers were given before.

The clients run in this process, on the same processors as the site. Reach: 1,500 answers a second, 99 of 100 within
120 ms.
"""

import asyncio
import random
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import cycle
from urllib.parse import urlsplit

from _demo_site import demo_site  # beside this script

from punkt.places.gazetteer import read_gazetteer

N_CLIENTS, N_PLACES = 100, 2_000
SECONDS, WARM_UP_S = 20, 15
REACH_PER_S, REACH_P99_MS = 1_500, 120


def places() -> list[tuple[float, float]]:
    """Places of the gazetteer, degrees."""
    known = [place for place in read_gazetteer() if place.country == "UA"]
    return [(place.latitude, place.longitude) for place in random.Random(1).sample(known, N_PLACES)]


def asked_again() -> Iterator[str]:
    """The same places in turn, each with a need."""
    for latitude, longitude in cycle(places()):
        yield f"/?lat={latitude:.4f}&lon={longitude:.4f}&need=heat"


def never_asked() -> Iterator[str]:
    """Each question for a place that was not asked for before."""
    drawn = random.Random(2)
    for latitude, longitude in cycle(places()):
        beside = latitude + drawn.uniform(-0.01, 0.01), longitude + drawn.uniform(-0.01, 0.01)
        yield f"/?lat={beside[0]:.6f}&lon={beside[1]:.6f}&need=heat"


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str, path: str) -> bool:
    """Asks once; whether an answer came whole, and the connection stays."""
    lines = (f"GET {path} HTTP/1.1", f"Host: {host}", "Accept-Encoding: gzip", "Accept-Language: en", "", "")
    writer.write("\r\n".join(lines).encode())
    head = await reader.readuntil(b"\r\n\r\n")
    if b" 200 " not in head.split(b"\r\n", 1)[0]:
        raise RuntimeError(head.decode("latin-1"))
    length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    await reader.readexactly(int(length.split(b":")[1]))
    return b"connection: close" not in head.lower()


async def client(address: str, paths: Iterator[str], until: float, waits: list[tuple[float, float]]) -> None:
    """Asks until the time is over; notes when each question was put and how long its answer took, in seconds."""
    host = urlsplit(address).netloc
    name, _, port = host.partition(":")
    is_open = False
    while time.perf_counter() < until:
        began = time.perf_counter()
        if not is_open:
            reader, writer = await asyncio.open_connection(name, int(port or 80))
        is_open = await ask(reader, writer, host, next(paths))
        if not is_open:
            writer.close()
        waits.append((began, time.perf_counter() - began))


async def measured(address: str, paths: Iterator[str]) -> list[float]:
    """How long answers took after the warming up, in seconds."""
    waits = list[tuple[float, float]]()
    start = time.perf_counter()
    until = start + WARM_UP_S + SECONDS
    await asyncio.gather(*(client(address, paths, until, waits) for _number in range(N_CLIENTS)))
    return sorted(wait for began, wait in waits if start + WARM_UP_S <= began)


def told(word: str, waits: list[float]) -> bool:
    """Prints the figures of a round; whether the reach is met."""
    per_s = len(waits) / SECONDS
    p50, p99 = (1000 * waits[int(len(waits) * share)] for share in (0.5, 0.99))
    print(
        f"{word}: {per_s:.0f} a second (reach {REACH_PER_S:,}); half within {p50:.0f} ms, 99 of 100 within {p99:.0f} ms"
    )
    return per_s >= REACH_PER_S and p99 <= REACH_P99_MS


def main() -> int:
    """Prints the figures; exit status 1 where one is under the reach."""
    with nullcontext(sys.argv[1].rstrip("/")) if len(sys.argv) > 1 else demo_site() as address:
        rounds = {"places never asked for": never_asked(), "places asked again": asked_again()}
        met = [told(word, asyncio.run(measured(address, paths))) for word, paths in rounds.items()]
    return int(not all(met))


if __name__ == "__main__":
    sys.exit(main())
