"""A made-up season of inspections in the town of the demo's inspector: signed, handed in, begun and only asked for."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from punkt import clock
from punkt.ids import new_ulid
from punkt.inspection.lines import InspectionLine, LineForm
from punkt.model.items import Item
from punkt.model.vocabulary import ReportBearer, ReportChannel
from punkt_web.accounts.access import actor
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import Reach
from punkt_web.demo.drawings import drawing_of
from punkt_web.demo.people import KHARKIV
from punkt_web.operations.actions.inbox import Sender
from punkt_web.operations.actions.keeping.items import receive_items
from punkt_web.readiness.actions.campaigns import CampaignPlan, start_campaign
from punkt_web.readiness.actions.inspection_tasks import do_task
from punkt_web.readiness.actions.inspections import Asking, ask_inspections, send_back
from punkt_web.readiness.actions.signing import Signing, sign
from punkt_web.readiness.inspections.sheets import lines_asked
from punkt_web.readiness.kinds import INSPECTION_KINDS
from punkt_web.readiness.models import Inspection, InspectionTask
from punkt_web.registry.models import Point, Territory
from punkt_web.registry.standing import standing_points
from punkt_web.registry.statements import stated_value

_ANYWHERE = Reach(is_everywhere=True)
_N_ASKED, _N_SIGNED, _N_HANDED_IN, _N_BEGUN = 24, 9, 4, 2
_NOTES = ("DEMO: не працює", "DEMO: замовлено, ще немає", "DEMO: нікого не було")
_FAILS, _NOT_SEEN = 0.06, 0.03
"""Shares of the lines."""
_N_DRAWN = 6
"""Pictures of the whole season: enough to see where they stand, few enough to cost the loading nothing."""


def show_inspections(territories: dict[str, Territory], *, seed: int) -> None:
    """Tells the season by the real actions. Nothing where the demo is without that town or its people."""
    town = territories.get(KHARKIV)
    people = {user.email.partition("@")[0]: user for user in User.objects.filter(is_demo=True)}
    if town is None or not {"inspector", "coordinator", "region"} <= people.keys():
        return
    points = list(standing_points(Point.objects.filter(territory__path__startswith=town.path)).order_by("code"))
    season = _Season(people, Random(f"{seed} inspections"))  # noqa: S311 - a play network, not a secret
    season.tell(town, points[:_N_ASKED])


class _Season:
    """The people of a town, and what they see by chance."""

    def __init__(self, people: dict[str, User], random: Random) -> None:
        self._people, self._random, self._n_drawn = people, random, 0

    def tell(self, town: Territory, points: Sequence[Point]) -> None:
        """From the start of the campaign to where it stands now."""
        coordinator, inspector = self._people["coordinator"], self._people["inspector"]
        plan = CampaignPlan("DEMO: до 1 жовтня", _next_first_of_october())
        campaign = start_campaign(actor(coordinator), new_ulid(), town, plan, within=_ANYWHERE)
        asking = Asking(inspector, plan.due_on, campaign)
        asked = ask_inspections(actor(coordinator), points, asking, within=_ANYWHERE)
        signed, rest = asked[:_N_SIGNED], asked[_N_SIGNED:]
        for inspection in signed:
            self._send(inspector, inspection)
            self._sign(inspection)
        for inspection in rest[:_N_HANDED_IN]:
            self._send(inspector, inspection)
        for inspection in rest[:1]:
            self._send(coordinator, inspection)
        for inspection in rest[_N_HANDED_IN : _N_HANDED_IN + _N_BEGUN]:
            self._send(inspector, inspection, is_final=False)
        for inspection in rest[_N_HANDED_IN - 1 : _N_HANDED_IN]:
            send_back(actor(coordinator), inspection.pk, "DEMO: не оглянуто запас води", within=_ANYWHERE)
        self._mend()

    def _send(self, by: User, inspection: Inspection, *, is_final: bool = True) -> None:
        lines = lines_asked(inspection)
        answered = lines if is_final else lines[: len(lines) // 3]
        told = {
            "inspection": inspection.pk,
            "final": is_final,
            "answers": [self._answer(line, inspection.point) for line in answered],
        }
        seen_at = clock.now() - timedelta(hours=self._random.randint(1, 40))
        item = Item("inspection", new_ulid(), inspection.point.code, seen_at, told)
        sender = Sender(actor(by), [], ReportBearer.CONSOLE, inspecting=[(ReportChannel.COORDINATOR, _ANYWHERE)])
        receive_items(sender, [item, *self._pictures(item, lines)], INSPECTION_KINDS)

    def _pictures(self, sheet: Item, lines: Sequence[InspectionLine]) -> Iterator[Item]:
        """Drawings of the first two lines that failed, until the season has its number of them."""
        labels = {line.key: line.label for line in lines if line.label}
        failed = [told for told in sheet.content["answers"] if "note" in told and told["key"] in labels]
        for told in failed[: min(2, _N_DRAWN - self._n_drawn)]:
            self._n_drawn += 1
            drawn = {
                "inspection": sheet.content["inspection"],
                "line": told["key"],
                "description": "DEMO: малюнок, а не фотографія",
                "jpeg": b64encode(drawing_of(labels[told["key"]])).decode(),
            }
            yield Item("inspection_photo", new_ulid(), sheet.point_code, sheet.observed_at, drawn)

    def _answer(self, line: InspectionLine, point: Point) -> dict[str, Any]:
        """Mostly what the registry says; here and there it is not so, or was not seen."""
        drawn = self._random.random()
        if drawn < _NOT_SEEN:
            return {"key": line.key, "answer": "not_seen"}
        fails = drawn < _NOT_SEEN + _FAILS
        note = {"note": self._random.choice(_NOTES)} if fails else {}
        if line.form is LineForm.YES_NO:
            return {"key": line.key, "answer": "no" if fails else "yes", **note}
        known = stated_value(point, line.field)
        if line.form is LineForm.CHOICE:
            options = [value for value, _label in line.options]
            return {"key": line.key, "value": known if known in options else options[0]}
        return {"key": line.key, "value": self._number(line, known)}

    def _number(self, line: InspectionLine, known: object) -> float:
        if isinstance(known, int | float):
            return known
        return self._random.choice(_LIKELY.get(line.key, (2, 4, 8, 12)))

    def _sign(self, inspection: Inspection) -> None:
        sheets = list(inspection.sheets.values_list("ulid", flat=True))
        signing = Signing(sheets, owner=self._people["coordinator"])
        sign(actor(self._people["region"]), inspection.pk, signing, within=_ANYWHERE)

    def _mend(self) -> None:
        """The first of the tasks is said to be done."""
        for task in InspectionTask.objects.order_by("made_at", "ulid")[:1]:
            do_task(actor(self._people["coordinator"]), task.pk, "DEMO: полагоджено", within=_ANYWHERE)


_LIKELY: dict[str, tuple[float, ...]] = {
    "power.n_sockets": (50, 60, 80),
    "power.generator_distance_m": (6, 8, 10),
    "power.group_tank_l": (40, 60),
    "communication.backup_h": (72,),
    "capacity_seated": (60, 100, 120),
    "water.drinking_l": (100, 200),
    "water.technical_l": (300, 500),
    "power.fuel_stock_l": (40, 60, 120),
}


def _next_first_of_october() -> date:
    today = clock.now().date()
    this_year = date(today.year, 10, 1)
    return this_year if today <= this_year else date(today.year + 1, 10, 1)
