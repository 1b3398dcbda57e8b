"""What the console tells of the requests of a point, and offers to ask for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from punkt.ids import new_ulid
from punkt.model.request_words import OPEN_STATES, RequestKind, RequestState, RequestStepKind, RequestUrgency
from punkt.model.vocabulary import label
from punkt_web.accounts.names import shown_name
from punkt_web.common.moments import clock_and_day
from punkt_web.operations.models import SupplyRequest
from punkt_web.operations.supplies.request_wording import (
    StepLine,
    offered_things,
    quantity_words,
    state_words,
    step_line,
    what_words,
)
from punkt_web.operations.supplies.requests import progress_of, told_requests
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


def supply_page(point: Point, at: datetime) -> dict[str, Any]:
    """The part of the console that is about supplies."""
    return {
        "supply_cards": supply_cards(point, at),
        "things": offered_things(point),
        "urgencies": [(word.value, _(label(word))) for word in RequestUrgency],
        "usual_urgency": RequestUrgency.TODAY.value,
        "ask_ulid": new_ulid(),
    }


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
    said = {"at": clock_and_day(request.observed_at, country), "by": shown_name(request.author_name)}
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
