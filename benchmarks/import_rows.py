"""Imports 100,000 dirty rows into an empty registry and prints seconds and peak memory.

    .venv/bin/python benchmarks/import_rows.py [--rows N] [--again] [--newer]

Reach on two cores: 60 s and 600 MB. ``--again`` imports the same file a second time, ``--newer`` then an edition in
which every tenth row changed. The database is SQLite in a scratch folder, with every guard of a real installation on.
"""

import argparse
import csv
import io
import os
import random
import resource
import tempfile
import time
from pathlib import Path

REACH_S, REACH_MB = 60.0, 600.0
_STREETS = ("Шевченка", "Івана Франка", "Лесі Українки", "Миру", "Героїв України", "Соборна", "Київська", "Садова")
_HOSTS = ("Школа № {}", "Гімназія №{}", "Ліцей {}", "Бібліотека-філія № {}", "ЗДО «Сонечко» №{}", "Амбулаторія {}")
_DIRT = ("", " ", "null", "-", "н/д")
HEADER = (
    "ID", "Назва", "Адреса", "Населений пункт", "Область", "Широта", "Довгота", "Місткість", "Обігрів", "Інтернет",
    "Генератор", "Балансоутримувач", "Телефон", "Оновлено", "Примітка",
)  # fmt: skip


def dirty_rows(n_rows: int, *, seed: int = 7, is_newer: bool = False) -> bytes:
    """A list as it comes: comma decimals, swapped and missing coordinates, blanks of all kinds, facts in the remark."""
    draw = random.Random(seed)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(HEADER)
    for number in range(n_rows):
        writer.writerow(_row(draw, number, is_newer=is_newer and number % 10 == 0))
    return "\ufeff".encode() + out.getvalue().encode()


def _row(draw: random.Random, number: int, *, is_newer: bool) -> list[str]:
    latitude, longitude = 46.5 + draw.random() * 5, 24 + draw.random() * 14
    position = [f"{latitude:.6f}".replace(".", ","), f"{longitude:.6f}".replace(".", ",")]
    if draw.random() < 0.02:
        position = [draw.choice(_DIRT), draw.choice(_DIRT)]
    capacity = draw.choice(["50", "до 80 осіб", "120", "0", "1", "100-150", draw.choice(_DIRT)])
    return [
        f"PN-{number:06d}",
        draw.choice(_HOSTS).format(draw.randrange(1, 300)),
        f"вул. {draw.choice(_STREETS)}, {draw.randrange(1, 200)}{draw.choice(['', 'а', '-Б'])}",
        f"м. Місто{draw.randrange(1500)}",
        f"{draw.choice(['Сумська', 'Київська', 'Одеська'])} область",
        *position,
        "175" if is_newer else capacity,
        draw.choice(["так", "ні", "+", *_DIRT]),
        draw.choice(["Starlink", "так", "немає", *_DIRT]),
        draw.choice(["1", "5 кВт", "так", *_DIRT]),
        f"Відділ освіти {draw.randrange(400)}",
        f"+38067{draw.randrange(10**7):07d}" if draw.random() < 0.3 else draw.choice(_DIRT),
        "1767225600000",
        draw.choice(["", "", "Ключі у чергового. Місткість 60", "Світло, вода, меблі"]),
    ]


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _timed(word: str, content: bytes) -> float:
    from punkt_web.exchange.actions.importing import apply_order  # noqa: PLC0415 - after Django is ready
    from punkt_web.exchange.orders import Importer, ImportOrder  # noqa: PLC0415

    order = ImportOrder(content, "list.csv", "benchmark")
    stages: dict[str, float] = {}
    began, began_cpu = time.perf_counter(), time.process_time()
    apply_order(order, Importer.installation(), on_progress=lambda stage, _done, _all: _note(stages, stage))
    seconds = time.perf_counter() - began
    starts = ", ".join(f"{stage} from {at - began:.1f} s" for stage, at in stages.items())
    cpu = time.process_time() - began_cpu
    print(f"{word}: {seconds:.1f} s ({cpu:.1f} s of one core), peak {_peak_mb():.0f} MB ({starts})")
    return seconds


def _note(stages: dict[str, float], stage: str) -> None:
    stages.setdefault(stage, time.perf_counter())


def main() -> None:
    """Makes a scratch installation, imports, prints."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--again", action="store_true")
    options.add_argument("--newer", action="store_true")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["PUNKT_HOME"] = home
        os.environ["DATABASE_URL"] = ""
        from django.core.management import call_command  # noqa: PLC0415

        from punkt_web.ready import prepare  # noqa: PLC0415

        prepare()
        call_command("migrate", verbosity=0)
        content = dirty_rows(asked.rows)
        print(f"{asked.rows} rows, {len(content) / 2**20:.1f} MB; before: {_peak_mb():.0f} MB")
        seconds, peak = _timed("first import", content), _peak_mb()
        is_reached = seconds <= REACH_S and peak <= REACH_MB
        print(f"reach {REACH_S:.0f} s and {REACH_MB:.0f} MB: {'yes' if is_reached else 'NO'}")
        if asked.again:
            _timed("the same file again", content)
        if asked.newer:
            _timed("a newer edition, 10 % changed", dirty_rows(asked.rows, is_newer=True))
        size_mb = sum(file.stat().st_size for file in Path(home).rglob("*") if file.is_file()) / 2**20
        print(f"database: {size_mb:.0f} MB")


if __name__ == "__main__":
    main()
