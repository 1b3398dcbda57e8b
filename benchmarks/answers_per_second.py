"""Answers a second of the whole stack over HTTP, asked by 100 clients for different places, and how long they wait.

    python benchmarks/answers_per_second.py [ADDRESS]

ADDRESS is a running site; without one a site is started with the demo network. Each client asks for one place after
the other, of 2,000 drawn from the gazetteer, and keeps its connection. The clients run in this process, on the same
processors as the site. Reach: 1,500 answers a second, 99 of 100 within 120 ms.
"""

import asyncio
import random
import sys
import time
from contextlib import nullcontext
from urllib.parse import urlsplit

from _demo_site import demo_site  # beside this script

from punkt.places.gazetteer import read_gazetteer

N_CLIENTS, SECONDS, WARM_UP_S = 100, 20, 5
REACH_PER_S, REACH_P99_MS = 1_500, 120


def questions() -> list[str]:
    """Paths that ask for different places, with a need."""
    places = [place for place in read_gazetteer() if place.country == "UA"]
    chosen = random.Random(1).sample(places, 2_000)
    return [f"/?lat={place.latitude:.4f}&lon={place.longitude:.4f}&need=heat" for place in chosen]


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


async def client(number: int, address: str, paths: list[str], until: float, waits: list[tuple[float, float]]) -> None:
    """Asks until the time is over; notes when each question was put and how long its answer took, in seconds."""
    host = urlsplit(address).netloc
    name, _, port = host.partition(":")
    place = number * 17
    is_open = False
    while time.perf_counter() < until:
        began = time.perf_counter()
        if not is_open:
            reader, writer = await asyncio.open_connection(name, int(port or 80))
        is_open = await ask(reader, writer, host, paths[place % len(paths)])
        if not is_open:
            writer.close()
        waits.append((began, time.perf_counter() - began))
        place += 1


async def measured(address: str) -> list[float]:
    """How long answers took after the warming up, in seconds."""
    paths, waits = questions(), list[tuple[float, float]]()
    start = time.perf_counter()
    until = start + WARM_UP_S + SECONDS
    await asyncio.gather(*(client(number, address, paths, until, waits) for number in range(N_CLIENTS)))
    return sorted(wait for began, wait in waits if start + WARM_UP_S <= began)


def main() -> int:
    """Prints the figures; exit status 1 where they are under the reach."""
    with nullcontext(sys.argv[1].rstrip("/")) if len(sys.argv) > 1 else demo_site() as address:
        waits = asyncio.run(measured(address))
    per_s = len(waits) / SECONDS
    p50, p99 = (1000 * waits[int(len(waits) * share)] for share in (0.5, 0.99))
    print(f"{per_s:.0f} answers a second (reach {REACH_PER_S:,}); half within {p50:.0f} ms")
    print(f"99 of 100 within {p99:.0f} ms (reach {REACH_P99_MS})")
    return int(per_s < REACH_PER_S or p99 > REACH_P99_MS)


if __name__ == "__main__":
    sys.exit(main())
