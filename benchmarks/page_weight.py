"""Bytes of the first page and of a full answer, compressed as served, with everything that is needed to read them.

    python benchmarks/page_weight.py

The answer has 5 confirmed and 5 unconfirmed points with long names, addresses and all services, and stands beside
points that may have what is asked for and closed ones. The style sheet is in the page; pages need no other file to be
read. Budget: the first 14,336 bytes of a connection (ten packets of TCP's initial window, RFC 6928).
"""

# ruff: noqa: PLC0415 - Django can be imported only when its home is known

import os
import sys
import tempfile
from datetime import timedelta
from typing import Any

BUDGET = 14_336
LANGUAGES = ("uk", "en", "et", "sv")
HERE = (49.9935, 36.2304)
ANSWER = f"/?lat={HERE[0]}&lon={HERE[1]}&need=heat&need=charging&need=medical_power"
_SEARCHED = "/?q=Харків&need=heat&need=charging&need=medical_power"


def fill() -> None:
    """Writes the network of the measurement into an empty, migrated database."""
    from punkt import clock
    from punkt.ids import point_code
    from punkt.model.fields import SERVICES
    from punkt.model.reports import ReportContent
    from punkt.model.vocabulary import PointState, ReportChannel
    from punkt_web.common.audit import Actor
    from punkt_web.operations.actions.reports import Report, receive_reports
    from punkt_web.registry.actions.points import publish_revision
    from punkt_web.registry.models import Point

    now = clock.now()
    words = ("yes", "yes", "limited", "yes", "no", "yes", "unknown")
    made = []
    for number in range(24):
        facts = {key: words[(number * 5 + place) % 7] for place, key in enumerate(SERVICES)}
        facts |= {"service.heat": "yes", "service.charging": "yes", "service.medical_power": "yes"}
        if number >= 18:
            del facts["service.medical_power"]
        point = Point(
            code=point_code(number * 262_139), country="UA", created_at=now, updated_at=now,
            names={"uk": f"Комунальний заклад «Харківський ліцей № {100 + number} імені першого директора»"},
            settlement="Харків", address=f"проспект Героїв Харкова, {number * 17 + 3}, корпус {number % 4 + 1}",
            entrance_note=f"Вхід з двору через браму № {number % 5}, дзвінок праворуч", host_kind="school",
            latitude=HERE[0] + (number * 7 % 24 - 12) / 1800, longitude=HERE[1] + (number * 11 % 24 - 12) / 1200,
            capacity_seated=80 + number * 13, opening_mode="schedule", hours_normal="Mo-Fr 07:30-21:30; Sa 09:00-18:00",
            hours_activated="24/7", facts=facts,
        )  # fmt: skip
        made.append(point)
    Point.objects.bulk_create(made)
    publish_revision()
    states = [(PointState.OPEN, 3)] * 6 + [(PointState.OPEN, 600)] * 6 + [(PointState.CLOSED, 20)] * 6
    states += [(PointState.OPEN, 7)] * 6
    receive_reports(
        Actor("benchmark"),
        [
            Report(
                point.pk, now - timedelta(minutes=age + place * 3 % 17), ReportChannel.KEEPER,
                ReportContent(state, headcount=place * 9 + 4 if place != 2 else 106, services={"heat": "yes"}),
            )
            for place, (point, (state, age)) in enumerate(zip(made, states, strict=True))
        ],
    )  # fmt: skip


def weights(client: Any) -> dict[str, int]:
    """Compressed bytes by page and language; ``client`` is Django's test client. Checks that the pages are full."""
    found = {}
    for language in LANGUAGES:
        headers = {"accept-encoding": "gzip", "accept-language": language}
        for name, path in (("first page", "/"), ("answer", ANSWER), ("answer by name", _SEARCHED)):
            response = client.get(path, headers=headers)
            assert response.status_code == 200
            assert response.headers["Content-Encoding"] == "gzip"
            found[f"{name}, {language}"] = len(response.content)
        page = client.get(ANSWER, headers={"accept-language": language}).content.decode()
        assert page.count('class="state open"') >= 5
        assert page.count("<article") >= 13
        assert '<link rel="stylesheet"' not in page
    return found


def main() -> int:
    """Prints the figures; exit status 1 when a page is over the budget."""
    os.environ["PUNKT_HOME"] = tempfile.mkdtemp(prefix="punkt-weight-")
    os.environ["PUNKT_DEMO"] = "yes"
    os.environ.setdefault("PUNKT_ALLOWED_HOSTS", "testserver")
    from punkt_web.ready import prepare

    prepare()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    settings.STATIC_ROOT.mkdir()  # empty: pages need no file of it to be read

    call_command("migrate", verbosity=0)
    fill()
    found = weights(Client())
    for name, n_bytes in found.items():
        print(f"{name:<22} {n_bytes:>7,} bytes compressed  ({n_bytes / BUDGET:.0%} of {BUDGET:,})")
    return int(max(found.values()) > BUDGET)


if __name__ == "__main__":
    sys.exit(main())
