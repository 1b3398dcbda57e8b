"""The actions on inspections, in every way in which they write."""

import base64
from datetime import date, timedelta
from io import BytesIO

from PIL import Image

from punkt import clock
from punkt.ids import new_ulid
from punkt.model.items import Item
from punkt.model.vocabulary import ReportBearer, ReportChannel
from punkt_web.accounts.models import User
from punkt_web.common.audit import Actor
from punkt_web.operations.actions import inbox
from punkt_web.operations.actions.keeping.items import receive_items
from punkt_web.readiness.actions import campaigns, inspection_tasks, inspections, signing
from punkt_web.readiness.kinds import INSPECTION_KINDS
from punkt_web.readiness.models import Inspection, InspectionTask
from punkt_web.registry.models import Point, Territory
from tests.architecture.scenario_making import ACTOR, ANYWHERE, Call, administrator, point, scenario, territory

_GOOD = {"key": "power.n_generators", "value": 1}
_BAD = {"key": "power.lighting", "answer": "no", "note": "two lamps are broken"}


def _due() -> date:
    return clock.now().date() + timedelta(days=20)


def _in_ukraine() -> Territory:
    Territory.objects.update(country="UA")
    return territory()


def _point() -> Point:
    return point(territory=_in_ukraine())


def _asked() -> tuple[Inspection, User]:
    about, inspector = _point(), administrator()
    (made,) = inspections.ask_inspections(ACTOR, [about], inspections.Asking(inspector, _due()), within=ANYWHERE)
    return made, inspector


def _sending(inspection: Inspection, by: User, kind: str, **content: object) -> Call:
    about = Point.objects.get(pk=inspection.point_id)
    told = {"inspection": inspection.pk, **content}
    sent = Item(kind, new_ulid(), about.code, clock.now(), told)
    sender = inbox.Sender(
        Actor(by.email, by.pk), [], ReportBearer.CONSOLE, inspecting=[(ReportChannel.COORDINATOR, ANYWHERE)]
    )

    def send() -> None:
        (receipt,) = receive_items(sender, [sent], INSPECTION_KINDS)
        assert receipt.outcome is inbox.Outcome.TAKEN, receipt.fault

    return send


def _handed_in(*answers: object) -> Inspection:
    inspection, inspector = _asked()
    _sending(inspection, inspector, "inspection", answers=list(answers), final=True)()
    return inspection


def _signing(inspection: Inspection) -> Call:
    sheets = list(inspection.sheets.values_list("ulid", flat=True))
    return lambda: signing.sign(ACTOR, inspection.pk, signing.Signing(sheets), within=ANYWHERE)


def _task() -> InspectionTask:
    _signing(_handed_in(_GOOD, _BAD))()
    return InspectionTask.objects.get(line_key="power.lighting")


@scenario
def a_campaign_of_inspections_is_started() -> Call:
    where, ulid = _in_ukraine(), new_ulid()
    plan = campaigns.CampaignPlan("Before 1 October", _due())
    return lambda: campaigns.start_campaign(ACTOR, ulid, where, plan, within=ANYWHERE)


@scenario
def a_campaign_of_inspections_is_ended() -> Call:
    plan = campaigns.CampaignPlan("Before 1 October", _due())
    made = campaigns.start_campaign(ACTOR, new_ulid(), _in_ukraine(), plan, within=ANYWHERE)
    return lambda: campaigns.end_campaign(ACTOR, made.pk, "The season is over", within=ANYWHERE)


@scenario
def an_inspection_is_asked_for() -> Call:
    about, asking = _point(), inspections.Asking(administrator(), _due())
    return lambda: inspections.ask_inspections(ACTOR, [about], asking, within=ANYWHERE)


@scenario
def an_inspection_is_given_to_another_day() -> Call:
    inspection, inspector = _asked()
    later = _due() + timedelta(days=1)
    return lambda: inspections.reassign(ACTOR, inspection.pk, inspector, later, within=ANYWHERE)


@scenario
def an_inspection_is_cancelled() -> Call:
    inspection, _inspector = _asked()
    return lambda: inspections.cancel_inspection(ACTOR, inspection.pk, "The point moved", within=ANYWHERE)


@scenario
def a_part_of_an_inspection_is_sent() -> Call:
    return _sending(*_asked(), "inspection", answers=[_GOOD], final=False)


@scenario
def an_inspection_is_handed_in() -> Call:
    return _sending(*_asked(), "inspection", answers=[_GOOD, _BAD], final=True)


@scenario
def a_picture_of_an_inspection_is_sent() -> Call:
    out = BytesIO()
    Image.new("RGB", (20, 10)).save(out, "JPEG")
    jpeg = base64.b64encode(out.getvalue()).decode()
    return _sending(*_asked(), "inspection_photo", line="power.lighting", description="Lamp", jpeg=jpeg)


@scenario
def an_inspection_is_sent_back() -> Call:
    inspection = _handed_in(_GOOD)
    return lambda: inspections.send_back(ACTOR, inspection.pk, "Look at the water", within=ANYWHERE)


@scenario
def an_inspection_is_signed_and_something_failed() -> Call:
    return _signing(_handed_in(_GOOD, _BAD))


@scenario
def what_failed_is_looked_at_again() -> Call:
    task, inspector = _task(), User.objects.get(email="chief@example.org")
    asking = inspections.Asking(inspector, _due())
    return lambda: inspections.ask_again(ACTOR, task.inspection_id, asking, within=ANYWHERE)


def _signed_again(answer: str, *, is_done: bool) -> Call:
    task, inspector = _task(), User.objects.get(email="chief@example.org")
    if is_done:
        inspection_tasks.do_task(ACTOR, task.pk, "New lamps", within=ANYWHERE)
    asking = inspections.Asking(inspector, _due())
    again = inspections.ask_again(ACTOR, task.inspection_id, asking, within=ANYWHERE)
    told = {"key": "power.lighting", "answer": answer}
    _sending(again, inspector, "inspection", answers=[told], final=True)()
    return _signing(again)


@scenario
def a_later_inspection_closes_a_task() -> Call:
    return _signed_again("yes", is_done=False)


@scenario
def a_later_inspection_finds_a_task_not_done() -> Call:
    return _signed_again("no", is_done=True)


@scenario
def a_task_is_given_to_somebody() -> Call:
    ulid, owner = _task().pk, User.objects.get(email="chief@example.org")
    return lambda: inspection_tasks.assign_task(ACTOR, ulid, owner, _due(), within=ANYWHERE)


@scenario
def a_task_is_said_to_be_done() -> Call:
    ulid = _task().pk
    return lambda: inspection_tasks.do_task(ACTOR, ulid, "New lamps", within=ANYWHERE)


@scenario
def a_task_is_dropped() -> Call:
    ulid = _task().pk
    return lambda: inspection_tasks.drop_task(ACTOR, ulid, "The point is given up", within=ANYWHERE)
