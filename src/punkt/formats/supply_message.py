"""Words about supplies as JSON, beside reports in the same queue. They may come from anybody: every word is checked."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from punkt.errors import InvalidValue, PunktError
from punkt.formats.report_message import read_moment
from punkt.ids import normal_point_code
from punkt.model.reports import check_ulid
from punkt.model.requests import Arrived, Asked, SupplyContent, SupplyMessage, Withdrawn
from punkt.wording import gettext_noop as _

_ENVELOPE = ("id", "point", "observed_at")
_KINDS: Mapping[str, Mapping[str, tuple[type, ...]]] = {
    "asked": {
        "kind": (str,), "urgency": (str,), "item": (str,), "quantity": (int, float), "needed_by": (str,),
        "note": (str,),
    },
    "arrived": {"request": (str,), "quantity": (int, float), "is_enough": (bool,), "sent": (str,), "note": (str,)},
    "withdrawn": {"request": (str,), "note": (str,)},
}  # fmt: skip
_NEEDED = {"asked": ("kind",), "arrived": ("request",), "withdrawn": ("request",)}
_MAKE: Mapping[str, type[SupplyContent]] = {"asked": Asked, "arrived": Arrived, "withdrawn": Withdrawn}
_REMEDY = _("The page on reports (docs/reference/reports.md) says what a message about supplies holds.")


def is_of_supplies(given: object) -> bool:
    """Whether this is to be a message about supplies, and no report."""
    return isinstance(given, dict) and not given.keys().isdisjoint(_KINDS)


def read_supply(given: object) -> SupplyMessage:
    """One message from what ``json.loads`` gives. Raises ``InvalidValue`` or ``InvalidCode``, with what is wrong."""
    if not isinstance(given, dict):
        raise InvalidValue(_("A message is an object with keys."), remedy=_REMEDY)
    ulid = _text(given, "id")
    where = f"message {ulid[:26]!r}"
    check_ulid(ulid, where)
    spoken = [word for word in _KINDS if word in given]
    strangers = sorted(str(key) for key in given.keys() - {*_ENVELOPE, *spoken})
    if len(spoken) != 1 or strangers:
        raise InvalidValue(_("A message says one thing about supplies, and nothing else."), where=where, remedy=_REMEDY)
    try:
        code = normal_point_code(_text(given, "point"))
    except PunktError as error:
        error.where = where
        raise
    content = _content(spoken[0], given[spoken[0]], where)
    return SupplyMessage(ulid, code, read_moment(_text(given, "observed_at"), where), content)


def _content(word: str, given: object, where: str) -> SupplyContent:
    if not isinstance(given, dict):
        raise _fault(_("What stands under %(name)s is of another kind."), where, word)
    kinds = _KINDS[word]
    for key, value in given.items():
        if key not in kinds:
            raise _fault(_("A message about supplies has no %(name)s."), where, str(key)[:40])
        if not isinstance(value, kinds[key]) or (isinstance(value, bool) and bool not in kinds[key]):
            raise _fault(_("What stands under %(name)s is of another kind."), where, key)
    for key in _NEEDED[word]:
        if key not in given:
            raise _fault(_("A message about supplies needs %(name)s."), where, key)
    told = {key: value for key, value in given.items() if key != "needed_by"}
    content: SupplyContent = _MAKE[word](**told)
    if isinstance(content, Asked) and "needed_by" in given:
        content = replace(content, needed_by=read_moment(given["needed_by"], where))
    return content.checked(where)


def _text(given: Mapping[Any, Any], key: str) -> str:
    value = given.get(key)
    if not isinstance(value, str):
        raise _fault(_("A message about supplies needs %(name)s."), "message", key)
    return value[:200]


def _fault(what: str, where: str, name: str) -> InvalidValue:
    return InvalidValue(what, where=where, remedy=_REMEDY, values={"name": name})
