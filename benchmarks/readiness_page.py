"""How long the overview of readiness takes for the whole demo network, and a round that holds all points anew.

    python benchmarks/readiness_page.py

Asked through Django's test client by the national officer, who sees every point of Ukraine: the middle of several, in
milliseconds. SQLite, read in this process, with nothing else beside. Reach for 10,676 points: 1,000 ms a page.
"""

# ruff: noqa: PLC0415 - Django can be imported only when its home is known

import os
import sys
import tempfile
import time
from statistics import median

N_ROUNDS = 7
OFFICER = "nation@demo.example"
PAGES = {
    "overview": "/desk/readiness/",
    "a region": "/desk/readiness/?territory=UA-DEMO-07",
    "what to get": "/desk/readiness/procurement/",
    "another country's standard": "/desk/readiness/?standard=ee-kerksuskeskus",
}


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

        from punkt_web.accounts.models import User
        from punkt_web.common.audit import Actor
        from punkt_web.demo.actions import load_demo
        from punkt_web.readiness.actions.rounds import assess_network

        call_command("migrate", verbosity=0)
        load_demo(seed=1)
        for what in ("first round", "again"):
            began = time.perf_counter()
            done = assess_network(Actor("benchmark"))
            n_points = sum(one.n_points for one in done)
            sys.stdout.write(f"{what}: {n_points} points in {time.perf_counter() - began:.1f} s\n")
        client = Client()
        client.force_login(User.objects.get(email=OFFICER))
        for name, address in PAGES.items():
            client.get(address)
            times = [_asked(client, address) for _number in range(N_ROUNDS)]
            sys.stdout.write(f"{name}: {median(times):.0f} ms\n")


def _asked(client: "django.test.Client", address: str) -> float:  # noqa: F821
    began = time.perf_counter()
    response = client.get(address)
    assert response.status_code == 200, address
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
