"""Words about supplies as items of a queue. They may come from anybody, and from a form as text: each is checked."""

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from punkt.errors import InvalidValue
from punkt.formats.item_message import REMEDY, fault, read_moment
from punkt.model.items import Item, told_text
from punkt.model.request_words import RequestUrgency
from punkt.model.requests import Arrived, Asked, Withdrawn
from punkt.model.stock_items import kind_and_item
from punkt.wording import gettext_noop as _

_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")
_ENOUGH = {"yes": True, "no": False}


def read_request(item: Item) -> Asked:
    """What a point asks for. Raises ``InvalidValue``, with what is wrong."""
    given = _checked(item, {"thing", "quantity", "urgency", "needed_by", "note"}, "thing")
    thing, needed_by = _text(given, "thing", item.where), _text(given, "needed_by", item.where)
    try:
        kind, of_kind = kind_and_item(thing)
    except ValueError as error:
        what = _("There is no %(item)s to ask for.")
        raise InvalidValue(what, where=item.where, values={"item": repr(thing[:40])}, remedy=REMEDY) from error
    # As a text: which urgencies there are is checked with all the rest.
    urgency: Any = _text(given, "urgency", item.where) or RequestUrgency.TODAY
    return Asked(
        kind,
        urgency,
        of_kind,
        _quantity(given, item.where),
        read_moment(needed_by, item.where) if needed_by else None,
        _text(given, "note", item.where),
    ).checked(item.where)


def read_arrival(item: Item) -> Arrived:
    """What came of a request. Raises ``InvalidValue``, with what is wrong."""
    where = item.where
    given = _checked(item, {"request", "quantity", "enough", "sent", "note"}, "request")
    enough = given.get("enough", True)
    is_enough = _ENOUGH.get(enough) if isinstance(enough, str) else enough
    if not isinstance(is_enough, bool):
        raise fault(_("What stands under %(name)s is of another kind."), where, "enough")
    request, sent, note = (_text(given, key, where) for key in ("request", "sent", "note"))
    return Arrived(request, _quantity(given, where), is_enough, sent, note).checked(where)


def read_withdrawal(item: Item) -> Withdrawn:
    """That a request is not needed any more. Raises ``InvalidValue``, with what is wrong."""
    given = _checked(item, {"request", "note"}, "request")
    return Withdrawn(_text(given, "request", item.where), _text(given, "note", item.where)).checked(item.where)


def _checked(item: Item, known: AbstractSet[str], needed: str) -> Mapping[str, Any]:
    strangers = sorted(item.content.keys() - known)
    if strangers:
        raise fault(_("A message about supplies has no %(name)s."), item.where, strangers[0][:40])
    if not item.content.get(needed):
        raise fault(_("A message about supplies needs %(name)s."), item.where, needed)
    return item.content


def _text(given: Mapping[str, Any], key: str, where: str) -> str:
    value = given.get(key, "")
    if not isinstance(value, str):
        raise fault(_("What stands under %(name)s is of another kind."), where, key)
    return told_text(value)


def _quantity(given: Mapping[str, Any], where: str) -> float | None:
    value = given.get("quantity")
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        return float(value)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise fault(_("What stands under %(name)s is of another kind."), where, "quantity")
    return value
