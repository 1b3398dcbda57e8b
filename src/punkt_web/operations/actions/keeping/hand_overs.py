"""Hand-overs and the word of who comes that it was read, as items of the queue."""

from typing import Any

from punkt.errors import InvalidValue
from punkt.model.items import Item, checked_note, told_text
from punkt.model.reports import check_ulid
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Write, record
from punkt_web.operations.actions.keeping.items import Arrival, ItemKind, NotYet
from punkt_web.operations.keeping.hand_overs import known_of
from punkt_web.operations.models import HandOver, HandOverRead
from punkt_web.registry.standing import heir_id

MOST_LETTERS = 1_000


def _read(item: Item) -> dict[str, Any]:
    _check_keys(item, {"note"})
    return {"note": checked_note(told_text(item.content.get("note", "")), item.where, most=MOST_LETTERS)}


def _keep(arrival: Arrival, columns: dict[str, Any]) -> None:
    made = HandOver.objects.create(**arrival.columns(), **columns, known=known_of(arrival.point, arrival.received_at))
    record(arrival.actor, Write("hand over", "point", arrival.point.code, {}, {"hand_over": made.ulid}))


def _read_word(item: Item) -> dict[str, Any]:
    _check_keys(item, {"hand_over"})
    ulid = str(item.content.get("hand_over"))[:40]
    check_ulid(ulid, item.where)
    return {"hand_over_ulid": ulid}


def _keep_word(arrival: Arrival, columns: dict[str, Any]) -> None:
    about = HandOver.objects.filter(pk=columns["hand_over_ulid"]).select_related("point").first()
    if about is None or arrival.point.pk != heir_id(about.point):
        raise NotYet(_("There is no such hand-over at this point yet."), where=arrival.item.where)
    made = HandOverRead.objects.create(**arrival.columns(), **columns)
    record(arrival.actor, Write("read hand-over", "point", arrival.point.code, {}, {"hand_over": made.hand_over_ulid}))


def _check_keys(item: Item, known: set[str]) -> None:
    strangers = sorted(item.content.keys() - known)
    if strangers:
        fault = _("A hand-over has no %(name)s.")
        raise InvalidValue(fault, where=item.where, values={"name": strangers[0][:40]})


HAND_OVER = ItemKind(HandOver, _read, _keep)
HAND_OVER_READ = ItemKind(HandOverRead, _read_word, _keep_word)
