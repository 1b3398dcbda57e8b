"""What points ask for and what becomes of it: words as they come in, from the console or the desk.

A word has a number that its sender made: it counts once, however often it comes. How far a request is follows from all
its steps together, so late and shuffled ones end in the same state.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction

from punkt import clock
from punkt.errors import InvalidValue, PunktError
from punkt.model.reports import check_ulid
from punkt.model.request_words import RequestStepKind
from punkt.model.requests import Arrived, Asked, SupplyContent, Withdrawn
from punkt.model.vocabulary import ReportBearer
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Actor, Write, record
from punkt_web.common.texts import one_line
from punkt_web.operations.actions.clocks import by_our_clock
from punkt_web.operations.models import RequestStep, SupplyRequest
from punkt_web.operations.requests import progress_of, standing

_SETTLED = ("state", "expected_at", "received")


class NotYetKnown(PunktError):
    """A word about a request that has not come yet: it may come with the next message."""


@dataclass(frozen=True, slots=True)
class Said:
    """One word about supplies at a point; ``lag`` as of reports. ``point_id`` is of the point that stands."""

    ulid: str
    point_id: int
    observed_at: datetime
    content: SupplyContent
    bearer: ReportBearer | None = None
    lag: timedelta | None = None


def take_word(actor: Actor, said: Said) -> bool:
    """Takes in a word; ``False`` where it was known. Who may speak of the point is the caller's part.

    Raises ``InvalidValue`` for a known number with other content and for what cannot be, ``NotYetKnown`` for a word
    about a request that is not known at this point.
    """
    try:
        return _taken(actor, said)
    except IntegrityError:
        return _taken(actor, said)  # the same word came twice at once: now it is known


@transaction.atomic
def _taken(actor: Actor, said: Said) -> bool:
    check_ulid(said.ulid, "message")
    received_at = clock.now()
    at = by_our_clock(said.observed_at, received_at, "message", lag=said.lag, bearer=said.bearer)
    content = said.content.checked("message")
    if isinstance(content, Asked):
        return _asked(actor, said, content, at, received_at)
    return _stepped(actor, said, content, at, received_at)


def _asked(actor: Actor, said: Said, content: Asked, at: datetime, received_at: datetime) -> bool:
    columns = {
        "point_id": said.point_id,
        "kind": content.kind.value,
        "item": content.item,
        "quantity": content.quantity,
        "urgency": content.urgency.value,
        "needed_by": content.needed_by,
        "note": one_line(content.note),
    }
    if _is_known(SupplyRequest.objects.filter(pk=said.ulid).first(), columns):
        return False
    SupplyRequest.objects.create(
        ulid=said.ulid,
        **columns,
        asked_at=at,
        received_at=received_at,
        asked_by=actor.name,
        bearer=said.bearer or "",
    )
    told = {
        "request_kind": content.kind.value,
        "request_urgency": content.urgency.value,
        **{name: columns[name] for name in ("item", "quantity") if columns[name]},
    }
    record(actor, Write("ask for supplies", "request", said.ulid, {}, told, str(columns["note"])))
    return True


def _stepped(actor: Actor, said: Said, content: Arrived | Withdrawn, at: datetime, received_at: datetime) -> bool:
    request = locked_request(content.request)
    if request is None or standing(request).pk != said.point_id:
        # The same words for a request of another point: numbers are not to be tried out here.
        raise NotYetKnown(
            _("The request that this is about is not known at this point."), remedy=_("Send the request first.")
        )
    step = RequestStep(ulid=said.ulid, request=request, note=one_line(content.note), at=at, received_at=received_at)
    if isinstance(content, Arrived):
        step.kind, step.quantity = RequestStepKind.RECEIVE.value, content.quantity
        step.sent, step.is_enough = content.sent, content.is_enough
    else:
        step.kind = RequestStepKind.CANCEL.value
    step.said_by, step.bearer = actor.name, said.bearer or ""
    compared = ("request_id", "kind", "quantity", "sent", "is_enough", "note")
    if _is_known(RequestStep.objects.filter(pk=said.ulid).first(), {name: getattr(step, name) for name in compared}):
        return False
    keep_step(actor, request, step)
    return True


def _is_known(earlier: Any, columns: dict[str, Any]) -> bool:
    if earlier is None:
        return False
    if any(getattr(earlier, name) != value for name, value in columns.items()):
        raise InvalidValue(_("Another message with this number was received before."), remedy=_("Make a new one."))
    return True


def locked_request(ulid: str) -> SupplyRequest | None:
    """Two who do something about it wait for each other to the commit; ``None`` for none of that number."""
    rows = SupplyRequest.objects.select_related("point__territory", "point__merged_into__territory")
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    return rows.filter(pk=ulid).first()


def keep_step(actor: Actor, request: SupplyRequest, step: RequestStep) -> None:
    """Adds a step to a locked request, and settles how far that is now."""
    before = {name: getattr(request, name) for name in _SETTLED}
    come_to = progress_of([*request.steps.all(), step])
    request.state, request.expected_at = come_to.state.value, come_to.expected_at
    request.received = come_to.received if come_to.came else None
    step.state_before, step.state_after = str(before["state"]), request.state
    step.save(force_insert=True)
    request.save(update_fields=list(_SETTLED))
    told = {"step": step.kind, "quantity": step.quantity, "item": step.item, "source": step.source}
    after = {name: value for name, value in told.items() if value not in (None, "")}
    changed = {"request_state": request.state} if request.state != before["state"] else {}
    was = {"request_state": str(before["state"])} if changed else {}
    record(actor, Write("deal with request", "request", request.ulid, was, {**after, **changed}, step.note))
