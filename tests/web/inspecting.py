"""Inspections for tests: points in the town of the cast that Ukraine's standard is asked of, and what people send."""

import base64
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from PIL import Image

from punkt import clock
from punkt.errors import PunktError
from punkt.ids import new_ulid
from punkt.model.items import Item
from punkt.model.vocabulary import EvidenceMethod, ReportBearer
from punkt_web.accounts.access import actor
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import Reach
from punkt_web.accounts.roles import Power
from punkt_web.common.audit import Actor
from punkt_web.keeper.sendings import sender_of
from punkt_web.operations.actions.inbox import Outcome
from punkt_web.operations.actions.keeping.items import receive_items
from punkt_web.readiness.actions.inspections import Asking, ask_inspections
from punkt_web.readiness.actions.signing import Signed, Signing, sign
from punkt_web.readiness.kinds import INSPECTION_KINDS
from punkt_web.readiness.models import Inspection
from punkt_web.registry.actions.points import register_point
from punkt_web.registry.models import Point, PointKind, Territory
from punkt_web.registry.queries import reach_now
from punkt_web.registry.statements import Evidence
from tests.conftest import TOWN

EVERYWHERE = Reach(is_everywhere=True)
LISTED = Evidence("town list", EvidenceMethod.IMPORTED, "2024-05-01")
GOOD = {"key": "power.n_generators", "value": 2}
BY_LAW = {"key": "power.lighting", "answer": "no", "note": "two lamps are broken"}
BY_PRACTICE = {"key": "practice.door_open", "answer": "no", "note": "nobody came for ten minutes"}
NOT_SEEN = {"key": "water.drinking_l", "answer": "not_seen"}


def in_ukraine() -> None:
    Territory.objects.update(country="UA")


def make_point(town: str = TOWN, **stated: Any) -> Point:
    in_ukraine()
    kind = PointKind.objects.get(pk="ua-stationary")
    told = {"name": {"en": "School"}, "territory": Territory.objects.get(code=town), "kind": kind, **stated}
    return register_point(Actor("tester@example.org"), told, LISTED)


def due(days: int = 20) -> date:
    return clock.now().date() + timedelta(days=days)


def ask(by: User, inspector: User, *points: Point, days: int = 20, **more: Any) -> list[Inspection]:
    within = reach_now(by, Power.EDIT)
    return ask_inspections(actor(by), points, Asking(inspector, due(days), **more), within=within)


def jpeg(colour: str = "red") -> str:
    out = BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG")
    return base64.b64encode(out.getvalue()).decode()


def item_of(inspection: Inspection, kind: str = "inspection", at: datetime | None = None, **content: Any) -> Item:
    told = {"inspection": inspection.pk, **content}
    return Item(kind, new_ulid(), inspection.point.code, at or clock.now(), told)


def sheet(inspection: Inspection, *answers: Any, final: bool = True, at: datetime | None = None) -> Item:
    return item_of(inspection, at=at, answers=list(answers), final=final)


def picture(inspection: Inspection, line: str = "power.lighting", **more: Any) -> Item:
    return item_of(inspection, "inspection_photo", line=line, **{"description": "Lamp", "jpeg": jpeg(), **more})


def send(by: User, *items: Item) -> list[Outcome | PunktError]:
    """What became of each; why where it was refused."""
    receipts = receive_items(sender_of(by, ReportBearer.CONSOLE), items, INSPECTION_KINDS)
    return [receipt.fault or receipt.outcome for receipt in receipts]


def hand_in(by: User, inspection: Inspection, *answers: Any) -> None:
    assert send(by, sheet(inspection, *answers)) == [Outcome.TAKEN]


def signed(by: User, inspection: Inspection, **more: Any) -> Signed:
    sheets = [one.ulid for one in inspection.sheets.filter(is_final=True)]
    told = {"sheets": sheets, **more}
    return sign(actor(by), inspection.pk, Signing(**told), within=reach_now(by, Power.EDIT))
