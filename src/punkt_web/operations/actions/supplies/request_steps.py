"""What the desk does about a request: takes it to deal with, accepts, sends, confirms, declines, ends it.

Of two who accept at once the first one counts and the other is told. A form that is sent twice does nothing twice.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from punkt import clock
from punkt.errors import InvalidValue
from punkt.model.reports import check_ulid
from punkt.model.request_words import OPEN_STATES, RequestState, RequestStepKind
from punkt.model.requests import checked_quantity
from punkt.model.stock_items import STOCKED
from punkt.wording import gettext_noop as _
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.names import shown_name
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor, Write, record
from punkt_web.common.texts import one_line
from punkt_web.operations.actions.claims import free, hold
from punkt_web.operations.actions.supplies.requests import by_the_desk, keep_step, locked_request
from punkt_web.operations.actions.supplies.stock import issue, locked_depot, take_back
from punkt_web.operations.models import RequestStep, SupplyRequest
from punkt_web.operations.supplies.requests import TAKEN_FOR, progress_of, standing
from punkt_web.registry.models import Point
from punkt_web.registry.queries import lineage_of

LONGEST_AHEAD = timedelta(days=30)
MAX_NOTE, MAX_SOURCE = 300, 120
_NEED_A_REASON = frozenset({RequestStepKind.DECLINE, RequestStepKind.CANCEL, RequestStepKind.TURN_BACK})
_K, _S = RequestStepKind, RequestState
_FITTING = {
    _K.ACCEPT: {_S.ASKED, _S.DECLINED, _S.CANCELLED},
    _K.SEND: {*OPEN_STATES},
    _K.RECEIVE: {*_S},
    _K.TURN_BACK: {*_S},
    _K.DECLINE: {_S.ASKED, _S.ACCEPTED},
    _K.CANCEL: {*OPEN_STATES},
}
"""In which states the desk does what. What keepers say counts in any: they stand at the door."""


def fits(kind: RequestStepKind, state: RequestState) -> bool:
    """Whether the desk does that to a request that is so far."""
    return state in _FITTING[kind]


@dataclass(frozen=True, slots=True)
class DeskStep:
    """One step as it is entered. ``depot_id``, ``from_point`` or ``source`` say where it comes from.

    ``is_back``: what does not come is in its depot again.
    """

    ulid: str
    kind: RequestStepKind
    quantity: float | None = None
    item: str = ""
    expected_at: datetime | None = None
    sent: str = ""
    is_enough: bool = False
    depot_id: int | None = None
    from_point: Point | None = None
    source: str = ""
    note: str = ""
    is_back: bool = False


@transaction.atomic
def claim_request(actor: Actor, ulid: str, *, within: Reach) -> bool:
    """Takes it to deal with, for a while; ``False`` where somebody else does. Raises ``NotYours``."""
    request, now = _reached(ulid, within), clock.now()
    if request.is_held_by_another(actor.name, now):
        return False
    hold(SupplyRequest.objects.filter(pk=ulid), actor.name, now + TAKEN_FOR)
    record(actor, Write("take request", "request", ulid))
    return True


@transaction.atomic
def release_request(actor: Actor, ulid: str, *, within: Reach) -> bool:
    """Gives back what the person holds; ``False`` where they do not. Raises ``NotYours``."""
    request = _reached(ulid, within)
    if not request.claimed_by or request.claimed_by != actor.name:
        return False
    free(SupplyRequest.objects.filter(pk=ulid))
    record(actor, Write("give request back", "request", ulid))
    return True


@transaction.atomic
def take_step(actor: Actor, ulid: str, entered: DeskStep, *, within: Reach) -> bool:
    """Does one step; ``False`` for a form sent again.

    ``within`` is where the actor coordinates: the point of the request, and the depot it comes from, lie there. Raises
    ``NotYours``, and ``InvalidValue`` for a step that does not fit how far the request is, or is not whole.
    """
    request = _reached(ulid, within)
    check_ulid(entered.ulid, "ulid")
    known = RequestStep.objects.filter(pk=entered.ulid).first()
    if known is not None:
        if (known.request_id, known.author_name) != (ulid, actor.name):
            raise InvalidValue(_("This form belongs to somebody else."), remedy=_("Open a new one."))
        return False
    now = clock.now()
    _refuse_unfit(actor, request, entered.kind, now)
    step = _step(actor, request, entered, now)
    depot = None if entered.depot_id is None else locked_depot(entered.depot_id, within)
    if entered.kind is _K.TURN_BACK:
        turned = _turned_back(request, entered)
        keep_step(actor, request, step)
        if entered.is_back and turned.depot_id is not None:
            take_back(actor, locked_depot(turned.depot_id, within), entered.ulid, turned)
        return True
    step.depot = depot
    keep_step(actor, request, step)
    if depot is not None and entered.kind is _K.SEND:
        issue(actor, depot, step)
    return True


def _reached(ulid: str, within: Reach) -> SupplyRequest:
    request = locked_request(ulid)
    point = None if request is None else standing(request)
    if request is None or point is None or not within.covers(lineage_of(point), point.code):
        raise NotYours(_("You do not coordinate the point of this request."), where=ulid)
    return request


def _refuse_unfit(actor: Actor, request: SupplyRequest, kind: RequestStepKind, now: datetime) -> None:
    if request.is_held_by_another(actor.name, now) and kind is not _K.RECEIVE:
        raise InvalidValue(
            _("%(name)s deals with this request now."),
            remedy=_("Ask them, or wait until they give it back."),
            values={"name": shown_name(request.claimed_by)},
        )
    if not fits(kind, RequestState(request.state)):
        raise InvalidValue(
            _("This does not fit any more: somebody did something about the request meanwhile."),
            remedy=_("Look at how far it is now."),
        )


def _step(actor: Actor, request: SupplyRequest, entered: DeskStep, now: datetime) -> RequestStep:
    note = one_line(entered.note)[:MAX_NOTE]
    if entered.kind in _NEED_A_REASON and not note:
        raise InvalidValue(_("Write why, in a few words: keepers read it."), where="note")
    if entered.item and entered.item not in STOCKED:
        raise InvalidValue(_("There is no such thing in depots."), where="item")
    return RequestStep(
        ulid=entered.ulid,
        request=request,
        kind=entered.kind.value,
        **by_the_desk(actor, standing(request), now),
        item=entered.item,
        quantity=checked_quantity(entered.quantity, "quantity", least=0.0 if entered.kind is _K.RECEIVE else None),
        expected_at=_expected_at(entered, now),
        sent=entered.sent,
        is_enough=entered.is_enough,
        from_point=entered.from_point,
        source=one_line(entered.source)[:MAX_SOURCE],
        note=note,
    )


def _expected_at(entered: DeskStep, now: datetime) -> datetime | None:
    if entered.kind is not _K.SEND:
        return None
    if entered.expected_at is None or not now < entered.expected_at <= now + LONGEST_AHEAD:
        raise InvalidValue(_("Say when it is expected, within the next 30 days."), where="expected_at")
    return entered.expected_at


def _turned_back(request: SupplyRequest, entered: DeskStep) -> RequestStep:
    steps = list(request.steps.all())
    out = {one.ulid for one in progress_of(steps).out}
    turned = next((one for one in steps if one.ulid == entered.sent and one.ulid in out), None)
    if turned is None:
        raise InvalidValue(_("This is not on its way any more."), where="sent")
    return turned
