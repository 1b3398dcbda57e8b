"""What the console tells of the requests of a point, and takes in without scripts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from punkt import clock
from punkt.errors import PunktError
from punkt.ids import new_ulid
from punkt.model.request_words import OPEN_STATES, RequestKind, RequestState, RequestStepKind, RequestUrgency
from punkt.model.requests import SupplyContent, SupplyMessage
from punkt.model.vocabulary import ReportBearer, label
from punkt_web.accounts.access import actor
from punkt_web.accounts.models import User
from punkt_web.common.moments import clock_and_day
from punkt_web.keeper.supply_forms import AskForm
from punkt_web.operations.actions.inbox import Sender
from punkt_web.operations.actions.supply_inbox import receive_supplies
from punkt_web.operations.models import SupplyRequest
from punkt_web.operations.request_wording import (
    StepLine,
    offered_things,
    quantity_words,
    state_words,
    step_line,
    what_words,
)
from punkt_web.operations.requests import progress_of, told_requests
from punkt_web.operations.voices import voices_of
from punkt_web.registry.models import Point

_LOOKS = {RequestState.DELIVERED: "open", RequestState.DECLINED: "shut", RequestState.CANCELLED: "shut"}
_TELLING = {RequestStepKind.DECLINE, RequestStepKind.CANCEL, RequestStepKind.TURN_BACK}


@dataclass(frozen=True, slots=True)
class Coming:
    """What is on its way. ``ulid`` is of the step that sent it, ``form_ulid`` of the form that says that it came."""

    ulid: str
    words: str
    form_ulid: str


@dataclass(frozen=True, slots=True)
class SupplyCard:
    """One request in words. ``why`` is what somebody wrote where it does not come.

    ``form_ulid`` and ``end_ulid`` are of the forms that say that it came, and that it is not needed any more.
    """

    ulid: str
    what: str
    state: str
    look: str
    asked: str
    why: str
    is_open: bool
    coming: list[Coming]
    came: list[StepLine]
    form_ulid: str
    end_ulid: str


def supply_page(point: Point, form: AskForm | None = None) -> dict[str, Any]:
    """The part of the console that is about supplies."""
    cards = supply_cards(point, clock.now())
    return {"supply_cards": cards, "ask": form or AskForm(point=point), "ask_ulid": new_ulid()}


def supply_cards(point: Point, at: datetime) -> list[SupplyCard]:
    """What is open of the requests of a point, and what ended a short while ago."""
    return [_card(request, point.country) for request in told_requests(point, at)]


def _card(request: SupplyRequest, country: str) -> SupplyCard:
    steps = list(request.steps.all())
    come_to, kind = progress_of(steps), RequestKind(request.kind)
    coming = [
        Coming(step.ulid, _coming_words(kind, step.quantity, step.expected_at, country), new_ulid())
        for step in come_to.coming
    ]
    said = {"at": clock_and_day(request.asked_at, country), "by": request.asked_by}
    arrivals = {step.ulid for step in come_to.came}
    why = [step.note for step in steps if step.kind in _TELLING and step.note]
    return SupplyCard(
        request.ulid,
        what_words(request),
        state_words(request, country),
        _LOOKS.get(RequestState(request.state), ""),
        _("asked for at %(at)s by %(by)s") % said,
        why[-1] if why else "",
        request.state in OPEN_STATES,
        coming,
        [step_line(request, step, country, seen_points=None) for step in steps if step.ulid in arrivals],
        new_ulid(),
        new_ulid(),
    )


def _coming_words(kind: RequestKind, quantity: float | None, expected_at: datetime | None, country: str) -> str:
    words = quantity_words(kind, quantity)
    if expected_at is None:
        return words
    return _("%(what)s, expected at %(at)s") % {"what": words, "at": clock_and_day(expected_at, country)}


def entered_word(user: User, point: Point, ulid: str, content: SupplyContent) -> PunktError | None:
    """Takes in what was entered without scripts; gives why it was not taken, ``None`` where it is there."""
    try:
        message = SupplyMessage(ulid, point.code, clock.now(), content.checked("message"))
    except PunktError as error:
        return error
    sender = Sender(actor(user), voices_of(user), ReportBearer.CONSOLE)
    return receive_supplies(sender, [message])[0].fault


def supply_script_words(point: Point) -> dict[str, Any]:
    """The words that the script of supplies writes."""
    return {
        "thing": dict(offered_things(point)),
        "urgency": {word.value: _(label(word)) for word in RequestUrgency},
        "asked": _("Needed: #"),
        "arrived": _("Arrived: #"),
        "withdrawn": _("Not needed any more"),
        "unknown": _("quantity not known"),
        "enough": _("that is all that is needed"),
        "more": _("more is needed"),
    }
