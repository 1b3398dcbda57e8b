"""How long public papers of the demo network take: a poster, a board, and leaflets of a town and of the most points.

    python benchmarks/papers.py

Asked through Django's test client in this process: the first time, when nothing is kept, in milliseconds (middle of
several places), with the milliseconds of a processor, which tell the same on a busy machine; and again, from what is
kept. Reach for a leaflet: 2,000 ms.
"""

# ruff: noqa: PLC0415 - Django can be imported only when its home is known

import os
import sys
import tempfile
import time
from collections import Counter
from statistics import median

N_PLACES = 5


def main() -> None:
    """Prints the figures."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"PUNKT_HOME": home, "PUNKT_DEMO": "yes", "DJANGO_SETTINGS_MODULE": "punkt_web.settings"}
        os.environ.setdefault("PUNKT_ALLOWED_HOSTS", "testserver")
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        from django.core.management import call_command
        from django.test import Client

        from punkt_web.demo.actions import load_demo
        from punkt_web.papers.public.leaflet import MOST_POINTS
        from punkt_web.registry.published import published_points

        call_command("migrate", verbosity=0)
        load_demo(seed=1)
        points = list(published_points())
        client = Client()
        client.get(f"/p/{points[0].code}")  # the network is read once for all pages
        codes = [point.code for point in points[:: len(points) // N_PLACES]]
        _tell("poster", client, [f"/p/{code}/poster.pdf" for code in codes])
        _tell("board", client, [f"/board/{code}/sheet.pdf" for code in codes])
        counts = Counter(code for point in points for code in point.lineage)
        fitting = [code for code, n_points in counts.most_common() if n_points <= MOST_POINTS]
        towns = [code for code in fitting if 20 <= counts[code] <= 60][:N_PLACES]
        _tell("leaflet of 20 to 60 points", client, [f"/leaflet.pdf?territory={code}" for code in towns])
        largest = fitting[0]
        _tell(f"leaflet of {counts[largest]} points", client, [f"/leaflet.pdf?territory={largest}"])


def _tell(name: str, client: "django.test.Client", addresses: list[str]) -> None:  # noqa: F821
    first = [_asked(client, address) for address in addresses]
    again = [_asked(client, address) for address in addresses]
    wall, processor, n_bytes = (median(values) for values in zip(*first, strict=True))
    told = (name, wall, processor, median(one[0] for one in again), n_bytes / 1000)
    sys.stdout.write("{}: {:.0f} ms ({:.0f} ms of a processor), again {:.0f} ms, {:.0f} KB\n".format(*told))


def _asked(client: "django.test.Client", address: str) -> tuple[float, float, int]:  # noqa: F821
    """Milliseconds by the clock and of a processor, and bytes."""
    began, worked = time.perf_counter(), time.process_time()
    response = client.get(address, headers={"accept-language": "uk"})
    assert response.status_code == 200, address
    return (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000, len(response.content)


if __name__ == "__main__":
    main()
