"""Items of a queue as JSON, of any kind: what all of them carry. It may come from anybody, so every word is checked."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from punkt.errors import InvalidValue, PunktError
from punkt.ids import normal_point_code
from punkt.model.items import REPORT, Item
from punkt.model.reports import check_ulid
from punkt.wording import gettext_noop as _

ENVELOPE = ("kind", "id", "point", "observed_at")
"""The keys that an item of any kind may have; all others are its content."""
REMEDY = _("The page on reports (docs/reference/reports.md) says what a report holds.")
_MOST_KIND_LETTERS = 20


def kind_of(given: object) -> str:
    """The kind of an item from what ``json.loads`` gives; a report where it names none or is no item at all."""
    kind = given.get("kind", REPORT) if isinstance(given, dict) else REPORT
    return kind[:_MOST_KIND_LETTERS] if isinstance(kind, str) else ""


def read_item(given: object) -> Item:
    """One item. Raises ``InvalidValue`` or ``InvalidCode``, with what is wrong; its content is not checked."""
    if not isinstance(given, dict):
        raise InvalidValue(_("A report is an object with keys."), remedy=REMEDY)
    ulid, where = read_number(given)
    code, observed_at = read_door_and_time(given, where)
    content = {str(key): value for key, value in given.items() if key not in ENVELOPE and value is not None}
    return Item(kind_of(given), ulid, code, observed_at, content)


def read_number(given: Mapping[Any, Any]) -> tuple[str, str]:
    """The number of an item, and how errors name it. Raises ``InvalidValue``."""
    ulid = _text(given, "id")
    where = f"{kind_of(given)} {ulid[:26]!r}"
    check_ulid(ulid, where)
    return ulid, where


def read_door_and_time(given: Mapping[Any, Any], where: str) -> tuple[str, datetime]:
    """Whose door an item speaks of, and when it was so. Raises ``InvalidValue`` or ``InvalidCode``."""
    try:
        code = normal_point_code(_text(given, "point"))
    except PunktError as error:
        error.where = where
        raise
    return code, read_moment(_text(given, "observed_at"), where)


def fault(what: str, where: str, name: str) -> InvalidValue:
    """An error about the key ``name``."""
    return InvalidValue(what, where=where, remedy=REMEDY, values={"name": name})


def _text(given: Mapping[Any, Any], key: str) -> str:
    value = given.get(key)
    if not isinstance(value, str):
        raise fault(_("A report needs %(name)s, a text."), "report", key)
    return value[:200]


def read_moment(text: str, where: str) -> datetime:
    """A moment with its zone, in UTC. Raises ``InvalidValue`` for what is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise fault(_("%(name)s is no time as 2026-01-15T14:00:00Z is one."), where, text[:40]) from error
    if moment.tzinfo is None:
        raise InvalidValue(_("A time without its zone."), where=where)
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise fault(_("%(name)s is no time as 2026-01-15T14:00:00Z is one."), where, text[:40]) from error
