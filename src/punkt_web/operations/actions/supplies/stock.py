"""Depots and what moves in and out of them. A form that is sent twice moves nothing the second time."""

from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction

from punkt import clock
from punkt.errors import InvalidValue
from punkt.model.reports import check_ulid
from punkt.model.request_words import MovementKind
from punkt.model.requests import checked_quantity
from punkt.model.stock_items import STOCKED
from punkt.wording import gettext_noop as _
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor, Write, record
from punkt_web.common.texts import one_line
from punkt_web.operations.models import Depot, Movement, RequestStep
from punkt_web.operations.supplies.stock import level_of
from punkt_web.registry.models import Point, Territory
from punkt_web.registry.queries import lineage_of

MAX_REASON = 300


@dataclass(frozen=True, slots=True)
class DepotTerms:
    """What a depot is. ``point`` is the point that it is at; then its position counts."""

    name: str
    point: Point | None = None
    latitude: float | None = None
    longitude: float | None = None
    phone: str = ""
    note: str = ""
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """One movement as it is entered; ``quantity`` in litres or pieces. A count other than known needs a reason."""

    ulid: str
    item: str
    kind: MovementKind
    quantity: float
    reason: str = ""


@transaction.atomic
def save_depot(actor: Actor, territory: Territory, terms: DepotTerms, *, within: Reach, pk: int | None = None) -> Depot:
    """Adds a depot, or changes the one of that number. Raises ``NotYours`` and ``InvalidValue``."""
    _refuse_unreached(territory, within)
    if terms.point is not None and not within.covers(lineage_of(terms.point), terms.point.code):
        raise NotYours(_("You do not coordinate this point."), where=terms.point.code)
    if terms.point is not None and territory.code not in lineage_of(terms.point):
        # Who coordinates the territory sees the code of the point, which may be hidden from them elsewhere.
        raise InvalidValue(_("This point is not in the territory of the depot."), where="point")
    columns = _columns(terms)
    depot = Depot(territory=territory) if pk is None else Depot.objects.get(pk=pk, territory=territory)
    before = {} if pk is None else _told(depot)
    for name, value in columns.items():
        setattr(depot, name, value)
    try:
        with transaction.atomic():
            depot.save()
    except IntegrityError as error:
        raise InvalidValue(
            _("There is a depot of this name, or at this point, already."), remedy=_("Change that one.")
        ) from error
    after = _told(depot)
    changed = {key: value for key, value in after.items() if before.get(key) != value}
    was = {key: before[key] for key in changed if key in before}
    record(actor, Write("add depot" if pk is None else "change depot", "depot", str(depot.pk), was, changed))
    return depot


def _columns(terms: DepotTerms) -> dict[str, object]:
    name = one_line(terms.name)[:120]
    if not name:
        raise InvalidValue(_("Give the depot a name."), where="name")
    return {
        "name": name,
        "point": terms.point,
        "latitude": terms.latitude,
        "longitude": terms.longitude,
        "phone": one_line(terms.phone)[:40],
        "note": one_line(terms.note)[:MAX_REASON],
        "is_closed": terms.is_closed,
    }


def _told(depot: Depot) -> dict[str, object]:
    """What the trail tells of it: its telephone is of a person."""
    return {"name": depot.name, "point": depot.point.code if depot.point else None, "is_closed": depot.is_closed}


@transaction.atomic
def move(actor: Actor, depot_id: int, moved: Moved, *, within: Reach) -> bool:
    """Takes in a count or a delivery to the depot; ``False`` for a form sent again.

    Raises ``NotYours``, and ``InvalidValue`` for what cannot be, and for a count other than known without a reason.
    """
    depot = locked_depot(depot_id, within)
    check_ulid(moved.ulid, "ulid")
    known = Movement.objects.filter(pk=moved.ulid).first()
    if known is not None:
        if known.depot_id != depot_id or known.said_by != actor.name:
            raise InvalidValue(_("This form belongs to somebody else."), remedy=_("Open a new one."))
        return False
    quantity = checked_quantity(moved.quantity, "quantity", least=0.0)
    if quantity is None or moved.item not in STOCKED:
        raise InvalidValue(_("Say what, and how much."), where="item")
    if moved.kind not in {MovementKind.COUNT, MovementKind.RECEIVED}:
        raise InvalidValue(_("Stock is given out on the page of a request."), where="kind")
    reason = one_line(moved.reason)[:MAX_REASON]
    level = level_of(depot, moved.item)
    if moved.kind is MovementKind.COUNT and level is not None and level != quantity and not reason:
        raise InvalidValue(
            _("By the ledger there are %(level)s. Write why the count is another one."),
            where="reason",
            values={"level": f"{level:g}"},
        )
    _note(actor, depot, Moved(moved.ulid, moved.item, moved.kind, quantity, reason), None)
    return True


def issue(actor: Actor, depot: Depot, step: RequestStep) -> None:
    """Takes what a step sends out of a locked depot. Raises ``InvalidValue`` where less is known to be there."""
    quantity = step.quantity
    if quantity is None or step.item not in STOCKED:
        raise InvalidValue(_("Say what, and how much, is taken from the depot."), where="quantity")
    level = level_of(depot, step.item)
    if level is not None and quantity > level:
        raise InvalidValue(
            _("There are only %(level)s in %(depot)s."),
            where="quantity",
            remedy=_("Send less, or count the stock anew first."),
            values={"level": f"{level:g}", "depot": depot.name},
        )
    _note(actor, depot, Moved(step.ulid, step.item, MovementKind.ISSUED, quantity), step)


def take_back(actor: Actor, depot: Depot, ulid: str, step: RequestStep) -> None:
    """Puts what a step sent back into a locked depot."""
    if step.quantity is not None:
        _note(actor, depot, Moved(ulid, step.item, MovementKind.CAME_BACK, step.quantity), step)


def locked_depot(depot_id: int, within: Reach) -> Depot:
    """Two who move its stock wait for each other to the commit. Raises ``NotYours``, ``InvalidValue``."""
    rows = Depot.objects.select_related("territory")
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    depot = rows.filter(pk=depot_id).first()
    if depot is None:
        raise InvalidValue(_("There is no such depot."), where="depot")
    _refuse_unreached(depot.territory, within)
    return depot


def _note(actor: Actor, depot: Depot, moved: Moved, step: RequestStep | None) -> None:
    Movement.objects.create(
        ulid=moved.ulid,
        depot=depot,
        item=moved.item,
        kind=moved.kind.value,
        quantity=moved.quantity,
        at=clock.now(),
        said_by=actor.name,
        reason=moved.reason,
        step=step,
    )
    after = {"item": moved.item, "movement": moved.kind.value, "quantity": moved.quantity}
    record(actor, Write("move stock", "depot", str(depot.pk), {}, after, moved.reason))


def _refuse_unreached(territory: Territory, within: Reach) -> None:
    if not within.covers(territory.lineage):
        raise NotYours(_("You do not coordinate this territory."), where=territory.code)
