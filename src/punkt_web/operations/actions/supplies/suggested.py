"""Making a request of what was suggested, or of what a point is short of: one press at the desk."""

from dataclasses import dataclass

from django.db import transaction

from punkt import clock
from punkt.errors import InvalidValue
from punkt.ids import new_ulid
from punkt.model.reports import check_ulid
from punkt.model.request_words import OPEN_STATES, RequestKind, RequestStepKind, RequestUrgency
from punkt.model.requests import Asked
from punkt.model.stock_items import kind_of
from punkt.wording import gettext_noop as _
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.keeping.items import standing_point
from punkt_web.operations.actions.supplies.request_steps import DeskStep, take_step
from punkt_web.operations.actions.supplies.requests import by_the_desk, columns_of, keep_request
from punkt_web.operations.models import Depot, SupplyRequest
from punkt_web.operations.supplies.requests import requests_of
from punkt_web.registry.models import Point
from punkt_web.registry.queries import lineage_of


@dataclass(frozen=True, slots=True)
class Suggested:
    """One transfer that was suggested: from a depot, or from a point that can spare it."""

    ulid: str
    taker: Point
    item: str
    litres: float
    depot: Depot | None = None
    giver: Point | None = None


@transaction.atomic
def take_suggestion(actor: Actor, suggested: Suggested, *, within: Reach) -> bool:
    """Asks for it and accepts it, with where it comes from; ``False`` for a form sent again.

    What is sent off then is a step of its own. Raises ``NotYours`` and ``InvalidValue``.
    """
    if (suggested.depot is None) == (suggested.giver is None):
        raise InvalidValue(_("Say where it comes from."))
    if suggested.giver is not None and not within.covers(lineage_of(suggested.giver), suggested.giver.code):
        raise NotYours(_("You do not coordinate this point."), where=suggested.giver.code)
    asked = Asked(kind_of(suggested.item), RequestUrgency.HOURS, _item(suggested.item), suggested.litres)
    if not ask_from_desk(actor, suggested.taker, suggested.ulid, asked, within=within):
        return False
    step = DeskStep(
        new_ulid(),
        RequestStepKind.ACCEPT,
        suggested.litres,
        suggested.item,
        depot_id=None if suggested.depot is None else suggested.depot.pk,
        from_point=suggested.giver,
    )
    return take_step(actor, suggested.ulid, step, within=within)


@transaction.atomic
def ask_from_desk(actor: Actor, point: Point, ulid: str, asked: Asked, *, within: Reach) -> bool:
    """Asks for a point; ``False`` for a form sent again. Raises ``NotYours`` and ``InvalidValue``."""
    point = standing_point(point.pk)
    if not within.covers(lineage_of(point), point.code):
        raise NotYours(_("You do not coordinate this point."), where=point.code)
    check_ulid(ulid, "ulid")
    known = SupplyRequest.objects.filter(pk=ulid).first()
    if known is not None and known.author_name != actor.name:
        raise InvalidValue(_("This form belongs to somebody else."), remedy=_("Open a new one."))
    if known is not None:
        return False
    told = columns_of(asked.checked("request"))
    keep_request(actor, SupplyRequest(ulid=ulid, **by_the_desk(actor, point, clock.now()), **told))
    return True


@transaction.atomic
def ask_for_shortage(actor: Actor, point: Point, kind: RequestKind, *, within: Reach) -> SupplyRequest:
    """Makes a request of what a point is short of, how much nobody knows yet; the open one where there is one."""
    point = standing_point(point.pk)
    is_open = requests_of(point).filter(kind=kind, state__in=[state.value for state in OPEN_STATES])
    waiting = is_open.first()
    if waiting is not None:
        return waiting
    ulid = new_ulid()
    ask_from_desk(actor, point, ulid, Asked(kind, RequestUrgency.TODAY), within=within)
    return SupplyRequest.objects.get(pk=ulid)


def _item(item: str) -> str:
    """As it is asked for: of water the kind says it all."""
    return "" if kind_of(item) is RequestKind.WATER else item
