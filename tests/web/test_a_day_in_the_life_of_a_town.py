"""A day in the life of a town, through the pages that people use: from the first request to open to the figures.

Nothing is written here but by requests over HTTP, each by who would make it, at the time at which it would be made.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.core.management import call_command
from django.test import Client

from punkt import clock
from punkt.ids import new_ulid
from punkt.model.activation_words import ClosingCriterion
from punkt.model.position import Position
from punkt.model.vocabulary import EvidenceMethod
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.alarms.checks import check_alarms
from punkt_web.operations.informing.bulletins import LANGUAGES
from punkt_web.operations.models import Activation, Alarm, Bulletin, Complaint, Depot, RequestStep, SupplyRequest
from punkt_web.registry.actions.points import register_point
from punkt_web.registry.models import Point
from punkt_web.registry.statements import Evidence
from tests.conftest import TOWN
from tests.web.dashboard.conftest import form_values

MORNING = datetime(2026, 1, 15, 6, tzinfo=UTC)
NEW = f"/desk/activations/new?territory={TOWN}"


@contextmanager
def at(hours: float) -> Iterator[datetime]:
    """So many hours after the morning."""
    with clock.fixed_at(MORNING + timedelta(hours=hours)) as moment:
        yield moment


def signed_in(user) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, "punkt_web.accounts.backends.PasswordBackend")
    return client


def text(response) -> str:
    assert response.status_code == 200, (response.status_code, response.get("Location"))
    return unescape(response.content.decode())


class Town:
    """The people of the day, each with a browser, and the school where it happens."""

    def __init__(self, point: Point, coordinator, keeper) -> None:
        self.point = point
        self.desk, self.console, self.street = signed_in(coordinator), signed_in(keeper), signed_in_as_nobody()

    def report(self, **content) -> str:
        """The keeper's phone sends its queue; the number of what was said."""
        message = {"id": new_ulid(), "point": self.point.code, "observed_at": clock.now().isoformat(), **content}
        body = json.dumps({"sent_at": clock.now().isoformat(), "reports": [message]})
        answer = self.console.post("/keep/reports", body, content_type="application/json").json()
        assert [one["outcome"] for one in answer["receipts"]] == ["taken"], answer
        return message["id"]

    def door(self) -> str:
        """What a resident reads at the address of the point."""
        return text(self.street.get(f"/p/{self.point.code}"))


def signed_in_as_nobody() -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def town(world, coordinator, keeper) -> Town:
    with at(-24):
        stated = {
            "territory": world[TOWN], "name": {"uk": "Школа", "en": "School"}, "position": Position(50.0, 36.2),
            "promised_minutes": 60, "capacity_seated": 50, "power.generator_kw": 5.0, "power.fuel": "diesel",
            "power.tank_l": 40.0,
        }  # fmt: skip
        actor = Actor("registrar@example.org")
        return Town(register_point(actor, stated, Evidence("list", EvidenceMethod.IMPORTED)), coordinator, keeper)


def test_a_day_in_the_life_of_a_town(town: Town) -> None:
    with at(0):
        asked_to_open(town)
    with at(0.5):
        opened(town)
    with at(1):
        counted(town)
    with at(2):
        runs_low(town)
    with at(2.1):
        asked_for_fuel(town)
    with at(3):
        delivered(town)
    with at(4):
        official_information(town)
    with at(5):
        complained_of(town)
    with at(6):
        town.report(state="open")
    with at(9):
        closed(town)
    with at(40):
        figures(town)
    call_command("check")


def asked_to_open(town: Town) -> None:
    assert "Not confirmed" in town.door()
    given = form_values(town.desk.get(NEW)) | {
        "is_exercise": "", "kinds": [], "trigger": "outage_12_h", "reason": "No power in the north", "level": "day",
        "mode": "24/7",
    }  # fmt: skip
    assert "1 point will be asked" in text(town.desk.post(NEW, given))
    assert town.desk.post(NEW, given | {"n_seen": "1"}).status_code == 302
    assert "Asked to open at" in town.door(), "asked is told, and is not open"
    console = text(town.console.get(f"/keep/{town.point.code}/"))
    assert "No power in the north" in console
    task = re.search(rf"/keep/{town.point.code}/tasks/(\d+)", console)
    assert task is not None
    assert town.console.post(task[0], {"answer": "confirmed"}).status_code == 302


def opened(town: Town) -> None:
    town.report(state="open", services={"service.heat": "yes"})
    page = town.door()
    assert "Open, almost certain" in page
    assert "Asked to open at" not in page
    activation = Activation.objects.get()
    followed = text(town.desk.get(f"/desk/activations/{activation.pk}/"))
    assert "30 min" in followed, "the minutes to open, beside the 60 that were promised"


def counted(town: Town) -> None:
    town.report(headcount=24, n_visits=31, fuel_l=5.0)
    assert "24" in text(town.desk.get("/desk/live/"))


def runs_low(town: Town) -> None:
    town.report(fuel_l=3.8)
    check_alarms()
    (alarm,) = Alarm.objects.filter(ended_at=None)
    assert "School" in text(town.desk.get("/desk/alarms/"))
    assert town.desk.post(f"/desk/alarms/{alarm.pk}/acknowledge", {"note": "A can is on the way"}).status_code == 302
    assert "A can is on the way" in text(town.desk.get(f"/desk/alarms/{alarm.pk}/"))


def asked_for_fuel(town: Town) -> None:
    request = town.report(kind="request", thing="fuel.diesel", quantity=20, urgency="now")
    assert "School" in text(town.desk.get("/desk/requests/"))
    assert town.desk.post(f"/desk/stock/new/{TOWN}/", {"name": "Fire brigade"}).status_code == 302
    depot = Depot.objects.get()
    counted = {"ulid": new_ulid(), "item": "fuel.diesel", "kind": "count", "quantity": "200"}
    assert town.desk.post(f"/desk/stock/{depot.pk}/", counted).status_code == 302
    path = f"/desk/requests/{request}/steps"
    assert town.desk.post(f"{path}/accept", {"ulid": new_ulid()}).status_code == 302
    way = {"source": f"{depot.pk}:fuel.diesel", "quantity": "20", "expected_at": "2026-01-15T10:30"}
    assert town.desk.post(f"{path}/send", {"ulid": new_ulid(), **way}).status_code == 302
    assert "on the way" in text(town.console.get(f"/keep/{town.point.code}/")).lower()


def delivered(town: Town) -> None:
    request = SupplyRequest.objects.get()
    sent = RequestStep.objects.get(kind="send")
    town.report(kind="arrival", request=request.pk, quantity=20, sent=sent.pk)
    request.refresh_from_db()
    assert request.state == "delivered"
    assert "180" in text(town.desk.get(f"/desk/stock/{Depot.objects.get().pk}/"))
    check_alarms()
    assert not Alarm.objects.filter(ended_at=None).exists(), "20 litres more last longer than the limit"


def official_information(town: Town) -> None:
    told = {f"headline_{code}": f"News {code}" for code in LANGUAGES} | {f"text_{code}": "Text." for code in LANGUAGES}
    given = {
        "topic": "situation", "category": "Infra", "urgency": "Expected", "severity": "Minor", "certainty": "Likely",
        "valid_until": "2026-01-16T12:00", "office": "Town council", **told,
    }  # fmt: skip
    assert town.desk.post(f"/desk/notices/bulletin/{TOWN}/", given).status_code == 302
    assert "News en" in town.door()
    assert Bulletin.objects.count() == 1


def complained_of(town: Town) -> None:
    town.report(state="open", headcount=40)
    answer = town.street.post(f"/p/{town.point.code}/wrong", {"kind": "closed", "note": "Dark"})
    assert answer.status_code == 303
    told = Complaint.objects.get()
    assert "Dark" in text(town.desk.get("/desk/complaints/"))
    given = {"outcome": "not_right", "answer": "The side door is open", "reply": "Come to the side door"}
    assert town.desk.post(f"/desk/complaints/{told.pk}/", given).status_code == 302
    assert "Come to the side door" in text(town.street.get(f"/complaint/{told.receipt}"))
    assert "Open" in town.door()


def closed(town: Town) -> None:
    town.report(state="closed", headcount=0)
    assert "Closed" in town.door()
    activation = Activation.objects.get()
    well = {f"criterion.{one}": "yes" for one in ClosingCriterion}
    assert town.desk.post(f"/desk/activations/{activation.pk}/close", well).status_code == 302


def figures(town: Town) -> None:
    told = town.desk.get("/desk/figures/figures.json", {"from": "2026-01-15", "to": "2026-01-15"}).json()
    values = {key: one["value"] for key, one in told["whole"]["values"].items()}
    # From 8:30 to 12:30 by one word, and from 13:00, when it was said again, to 17:00, when it was shut.
    assert values["open_hours"] == 8.0
    assert (values["opened"], values["half_within"], values["kept_promise"]) == (1, 30.0, 1.0)
    assert values["person_hours"] == 24 * 4 + 40 * 4
    assert (values["people_most"], values["visits"]) == (40, 31)
    assert values["false_open"] == 0.0, "the complaint was not right, and who shut the door said so at once"
    assert town.desk.get("/desk/figures/figures.csv").status_code == 200
    public = town.street.get("/figures.json", {"from": "2026-01-15", "to": "2026-01-15"})
    assert public.json()["whole"]["values"]["open_hours"]["value"] == 8.0
