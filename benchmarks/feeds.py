"""Reads a schedule of a whole country and joins 10,676 points; prints seconds, bytes and spans.

    .venv/bin/python benchmarks/feeds.py

24 regions, each an operator with a feed of its own in the form of DTEK, 12 groups, two announced days and the usual
week; the same as one CSV. The database is SQLite in a scratch folder. Nothing here is a real schedule.
"""

import json
import os
import random
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

REGIONS, GROUPS, POINTS = 24, 12, 10_676
KYIV = ZoneInfo("Europe/Kyiv")
NOW = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)

Result = TypeVar("Result")


def feed(seed: int) -> bytes:
    """The feed of one region."""
    draw = random.Random(seed)
    groups = [f"GPV{queue}.{part}" for queue in range(1, 7) for part in (1, 2)][:GROUPS]

    def hours() -> dict[str, str]:
        """Light and none by turns, 2 to 6 hours each, some half hours between."""
        words: list[str] = []
        while len(words) < 24:
            halves = draw.choice(([], ["second"])), draw.choice(([], ["first"]))
            words += ["yes"] * draw.randrange(2, 6) + halves[0] + ["no"] * draw.randrange(2, 6) + halves[1]
        return {str(hour): word for hour, word in enumerate(words[:24], start=1)}

    today = datetime(2026, 1, 15, tzinfo=KYIV)
    days = [today + timedelta(days=number) for number in range(2)]
    value = {
        "regionId": f"region-{seed}",
        "fact": {
            "data": {str(int(day.timestamp())): {group: hours() for group in groups} for day in days},
            "update": "15.01.2026 11:00",
            "today": int(today.timestamp()),
        },
        "preset": {"data": {group: {str(day): hours() for day in range(1, 8)} for group in groups}},
    }
    return json.dumps(value, ensure_ascii=False).encode()


def timed(words: str, work: Callable[[], Result]) -> Result:
    """Does the work and prints how long it took, and how much of that one processor worked."""
    began, began_cpu = time.perf_counter(), time.process_time()
    done = work()
    wall, cpu = time.perf_counter() - began, time.process_time() - began_cpu
    print(f"  {words:50} {1000 * wall:7.0f} ms, {1000 * cpu:7.0f} ms of one processor")
    return done


def main() -> None:
    """Prints the figures."""
    from punkt.formats.outage_feeds import read_outages, write_outage_csv  # noqa: PLC0415
    from punkt.model.feed_words import FeedForm  # noqa: PLC0415
    from punkt_web.accounts.queries import Reach  # noqa: PLC0415 - after Django is ready
    from punkt_web.common.audit import Actor  # noqa: PLC0415
    from punkt_web.exchange.feeds import take_file  # noqa: PLC0415
    from punkt_web.operations.actions.feeds import FeedTerms, add_feed  # noqa: PLC0415
    from punkt_web.operations.models import OutageSpan  # noqa: PLC0415
    from punkt_web.operations.surroundings.grid import PointOnGrid, grid_now  # noqa: PLC0415

    by, anywhere = Actor("benchmark"), Reach(is_everywhere=True)
    texts = [feed(number) for number in range(REGIONS)]
    print(f"{REGIONS} feeds of {GROUPS} groups, {sum(map(len, texts)):,} bytes in all")
    readings = timed(
        "read (library)",
        lambda: [
            read_outages(text, operator=f"operator {number}", zone=KYIV, at=NOW) for number, text in enumerate(texts)
        ],
    )
    spans = [span for reading in readings for span in reading.spans]
    table = timed(f"write {len(spans):,} spans as CSV", lambda: write_outage_csv(spans).encode())
    timed(f"read the CSV again, {len(table):,} bytes", lambda: read_outages(table, operator="", zone=KYIV, at=NOW))
    made = [
        add_feed(by, None, FeedTerms(f"feed {n}", FeedForm.DTEK, operator=f"operator {n}"), within=anywhere)
        for n in range(REGIONS)
    ]
    for words in ("read and store all feeds", "read and store them again, unchanged"):
        timed(
            words,
            lambda: [take_file(by, one, text, "x", within=anywhere) for one, text in zip(made, texts, strict=True)],
        )
    print(f"  {OutageSpan.objects.count():,} spans stored")
    draw = random.Random(5)
    points = [
        PointOnGrid(n, f"operator {draw.randrange(REGIONS)}", f"{draw.randrange(1, 7)}.{draw.randrange(1, 3)}", ("UA",))
        for n in range(POINTS)
    ]
    found = timed(f"join {POINTS:,} points", lambda: grid_now(points, NOW))
    assert all(one.feed is not None for one in found.values())
    timed("join 50 points (a page of the list)", lambda: grid_now(points[:50], NOW))
    timed("join one point", lambda: grid_now(points[:1], NOW))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"DATABASE_URL": "", "PUNKT_HOME": home, "DJANGO_SETTINGS_MODULE": "punkt_web.settings"}
        import django

        django.setup()
        from django.core.management import call_command

        from punkt import clock

        call_command("migrate", verbosity=0)
        with clock.fixed_at(NOW):
            main()
