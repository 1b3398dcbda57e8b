"""Whether a report is ever lost or counted twice when the server is killed: 50 times ``kill -9`` under load.

    python benchmarks/killed_server.py [TIMES]

200 consoles send as in ``reports_per_second.py``; each keeps its report until there is a receipt, and sends it again
after a broken connection. All processes of the site are killed at random moments and started again. At the end each
report that was acknowledged is sent once more, and has to be known; its number is its key, so it is there once.
"""

import asyncio
import contextlib
import json
import random
import sys
import tempfile
import time

from _demo_site import DemoSite  # beside this script
from reports_per_second import N_CONSOLES, Desk, answered, connected, n_known, signed_in, tap

N_KILLS = 50
LONGEST_LIFE_S = 4.0
_BROKEN = (OSError, EOFError, asyncio.IncompleteReadError)


async def keeping_on(desk: Desk, code: str, is_over: asyncio.Event, n_again: list[int]) -> None:
    """Sends a report until there is a receipt for it, then the next; counts those that it had to send again."""
    while not is_over.is_set():
        report = tap(code)
        n_times = 0
        while True:
            n_times += 1
            with contextlib.suppress(*_BROKEN):
                reader, writer = await connected(desk.address)
                try:
                    writer.write(desk.request([report]))
                    status, body = await answered(reader)
                    if status == 200:
                        break
                finally:
                    writer.close()
            await asyncio.sleep(0.3)
        (receipt,) = json.loads(body)["receipts"]
        assert receipt["outcome"] in {"taken", "known"}, receipt
        desk.acknowledged.append(json.dumps(report))
        n_again[0] += n_times > 1


async def killing(site: DemoSite, n_kills: int, is_over: asyncio.Event) -> None:
    """Kills the site at random moments and starts it again; ends when it is up for the last time."""
    for number in range(n_kills):
        await asyncio.sleep(random.uniform(0.2, LONGEST_LIFE_S))
        await asyncio.to_thread(site.kill)
        await asyncio.to_thread(site.start)
        print(f"\r{number + 1} of {n_kills}", end="", flush=True)
    is_over.set()


async def lived_through(site: DemoSite, desk: Desk, n_kills: int) -> int:
    """How many reports were sent more than once before they were acknowledged."""
    is_over, n_again = asyncio.Event(), [0]
    consoles = [keeping_on(desk, code, is_over, n_again) for code in desk.codes[:N_CONSOLES]]
    await asyncio.gather(killing(site, n_kills, is_over), *consoles)
    return n_again[0]


def main() -> int:
    """Prints the figures; exit status 1 where a report is lost."""
    n_kills = int(sys.argv[1]) if len(sys.argv) > 1 else N_KILLS
    with tempfile.TemporaryDirectory() as home:
        site = DemoSite(home)
        site.start()
        try:
            desk = signed_in(site.address)
            began = time.perf_counter()
            n_again = asyncio.run(lived_through(site, desk, n_kills))
            seconds = time.perf_counter() - began
            known = asyncio.run(n_known(desk))
        finally:
            site.kill()
    print(f"\rkilled {n_kills} times in {seconds:.0f} s; {n_again} reports were sent more than once")
    print(f"{known} of {len(desk.acknowledged)} acknowledged reports are there, each once")
    return int(known != len(desk.acknowledged))


if __name__ == "__main__":
    sys.exit(main())
