"""How long it takes to know what points do, and did, when five million reports have been made.

    python benchmarks/five_million.py [N_REPORTS]

The demo network (10,676 points in Ukraine) gets a history of 60 days: each point speaks about eight times a day, in the
order in which reports would have come. The database is SQLite in a folder of its own, or an empty PostgreSQL where
DATABASE_URL names one; it is read in this process with nothing else beside. Reach: what any point does now, 5 ms; what
the points of a region did at any moment, 1,000 ms. Figures of a region over a month have no reach set; they are told
as they are first reckoned, and as they are when nothing more was said since. In milliseconds: the middle, and what 99
of 100 did not exceed.
"""

# ruff: noqa: PLC0415 - Django can be imported only when its home is known

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

N_REPORTS, DAYS, BATCH = 5_000_000, 60, 50_000
REACHES_MS = {"a point now": 5.0, "a region at any moment": 1000.0}
N_NOW, N_AS_OF, N_FIGURES = 2000, 60, 5
# What points say, as often as (the demo's own shares, rounded): open, full, shut, on standby, and a count alone.
STATES = ["open"] * 60 + ["full"] * 2 + ["closed"] * 25 + ["standby"] * 10 + [""] * 3
COLUMNS = (
    "ulid", "point_id", "observed_at", "received_at", "lag_s", "bearer", "channel", "state", "headcount", "fuel_l",
    "services", "bands", "visit_bands", "note", "author_name",
)  # fmt: skip


def history(points: list[int], n_reports: int, until: datetime) -> Iterator[tuple[Any, ...]]:
    """Reports in rounds: in each, every point speaks once, in another order, somewhere in the time of the round."""
    from punkt.ids import ulid_at

    draw = random.Random(20_261_201)
    n_rounds = max(1, round(n_reports / len(points)))
    span_s = DAYS * 86_400 / n_rounds
    for number in range(n_rounds):
        begins = until - timedelta(seconds=(n_rounds - number) * span_s)
        order = draw.sample(points, len(points))
        for place, point in enumerate(order):
            seen = begins + timedelta(seconds=span_s * place / len(order))
            came = seen + timedelta(seconds=draw.choice((2, 5, 20, 60, 600, 7200)))
            state = draw.choice(STATES)
            counts = state in {"open", "full", ""} and draw.random() < 0.7
            people = min(200, round(draw.lognormvariate(1.6, 0.9))) if counts else None
            fuel_l = draw.randint(0, 200) if draw.random() < 0.1 else None
            ulid = ulid_at(int(came.timestamp() * 1000), number * len(points) + place)
            yield (ulid, point, seen, came, 0, "console", "keeper", state, people, fuel_l, *["{}"] * 3, "", "")


def fill(points: list[int], n_reports: int, until: datetime) -> int:
    """Writes the history as fast as the database takes it, and the last words that follow from it."""
    from django.db import connection, transaction

    from punkt_web.operations.models import StatusReport

    rows, n_written, began = history(points, n_reports, until), 0, time.perf_counter()
    indexes = [index for index in StatusReport._meta.indexes if connection.vendor == "sqlite"]  # noqa: SLF001
    with connection.schema_editor() as editor:
        for index in indexes:
            editor.remove_index(StatusReport, index)
    while batch := [row for row, _n in zip(rows, range(BATCH), strict=False)]:
        with transaction.atomic(), connection.cursor() as cursor:
            write(cursor, connection.vendor, batch)
        n_written += len(batch)
        rate = n_written / (time.perf_counter() - began)
        print(f"\r{n_written:>10,} reports, {rate:,.0f} a second", end="", flush=True)
    print()
    with connection.schema_editor() as editor:
        for index in indexes:
            editor.add_index(StatusReport, index)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    set_last_words(until)
    return n_written


def write(cursor: Any, vendor: str, rows: list[tuple[Any, ...]]) -> None:
    """A batch of reports past the models: this measures reading, and reports_per_second.py writing."""
    names = ", ".join(COLUMNS)
    if vendor == "postgresql":
        with cursor.copy(f"COPY operations_statusreport ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join(["%s"] * len(COLUMNS))
    as_text = [tuple(one.replace(tzinfo=None) if isinstance(one, datetime) else one for one in row) for row in rows]
    cursor.executemany(f"INSERT INTO operations_statusreport ({names}) VALUES ({marks})", as_text)  # noqa: S608


def set_last_words(until: datetime) -> None:
    """What the inbox would have kept as the last word on each point."""
    from punkt_web.operations.latest import merged
    from punkt_web.operations.models import CurrentStatus, StatusReport

    statuses: dict[int, CurrentStatus] = {}
    lately = StatusReport.objects.filter(received_at__gte=until - timedelta(days=1)).order_by()
    for report in lately.iterator(5000):
        merged(statuses.setdefault(report.point_id, CurrentStatus(point_id=report.point_id)), report)
    CurrentStatus.objects.all().delete()
    CurrentStatus.objects.bulk_create(statuses.values(), batch_size=500)


def milliseconds(ask: Callable[[], Any]) -> float:
    """How long one question takes."""
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1000


def measured(points: list[int], until: datetime) -> dict[str, list[float]]:
    """The times of each question."""
    from django.core.cache import caches

    from punkt_web.common.zones import local_zone
    from punkt_web.operations.as_of import rows_as_of
    from punkt_web.operations.figures.frame import Cut, Period, frame_of
    from punkt_web.operations.figures.table import Question, figure_table
    from punkt_web.operations.queries import current_statuses
    from punkt_web.operations.statuses import StatusNow
    from punkt_web.operations.sureness.contradicted import shown_now
    from punkt_web.registry.models import Point, Territory

    draw, zone = random.Random(7), local_zone("UA")
    regions = [one for one in Territory.objects.filter(country="UA", level="region") if inside(one).count() > 300]
    last = until.astimezone(zone).date() - timedelta(days=1)

    def now_of(point: int) -> Any:
        return shown_now(current_statuses([point]).get(point, StatusNow()), until)

    def at_any_moment() -> Any:
        moment = until - timedelta(seconds=draw.uniform(0, (DAYS - 1) * 86_400))
        return rows_as_of(inside(draw.choice(regions)), moment)

    def month_of(region: Any) -> Any:
        question = Question(Period(last - timedelta(days=29), last, zone, until), Cut.TERRITORY, above=region.path)
        return figure_table(frame_of(inside(region)), question)

    found: dict[str, list[float]] = {
        "a point now": [milliseconds(lambda: now_of(draw.choice(points))) for _ in range(N_NOW)],
        "a region at any moment": [milliseconds(at_any_moment) for _ in range(N_AS_OF)],
    }
    chosen = draw.sample(regions, min(N_FIGURES, len(regions)))
    caches["process"].clear()
    found["figures of a region and month"] = [milliseconds(lambda one=one: month_of(one)) for one in chosen]
    found["the same again"] = [milliseconds(lambda one=one: month_of(one)) for one in chosen]
    sizes = sorted(Point.objects.filter(territory__path__startswith=one.path).count() for one in regions)
    print(f"{len(regions)} regions of {sizes[0]:,} to {sizes[-1]:,} points")
    return found


def inside(territory: Any) -> Any:
    """The points of a territory."""
    from punkt_web.registry.models import Point

    return Point.objects.filter(territory__path__startswith=territory.path)


def at_rank(times: list[float], share: float) -> float:
    """The time that this share of them did not exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def main() -> int:
    """Prints the figures; exit status 1 when a reach is not met."""
    n_reports = int(sys.argv[1].replace("_", "")) if len(sys.argv) > 1 else N_REPORTS
    os.environ["PUNKT_HOME"] = tempfile.mkdtemp(prefix="punkt-five-million-")
    os.environ["PUNKT_DEMO"] = "yes"
    from punkt_web.ready import prepare

    prepare()
    from django.core.management import call_command
    from django.db import connection

    from punkt_web.demo.actions import load_demo
    from punkt_web.registry.models import Point

    call_command("migrate", verbosity=0)
    load_demo(seed=1)
    points = list(Point.objects.filter(country="UA", status="designated").values_list("pk", flat=True))
    until = datetime.now(UTC).replace(microsecond=0)
    n_written = fill(points, n_reports, until)
    print(f"{connection.vendor}: {n_written:,} reports of {len(points):,} points")
    found = measured(points, until)
    missed = False
    for name, times in found.items():
        middle, most = at_rank(times, 0.5), at_rank(times, 0.99)
        reach = REACHES_MS.get(name)
        missed = missed or (reach is not None and most > reach)
        told = "" if reach is None else f"  (reach {reach:,.0f} ms)"
        print(f"{name:<30} {middle:>9,.1f} ms  {most:>9,.1f} ms{told}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
