"""Words about shifts as items of a queue. They may come from anybody, and from a form as text: each is checked.

The people of a shift have the numbers that follow its own, so that who planned it can speak of them before it was
received: the first of ``users`` the next number, and so on through the lines of ``names``, empty ones counted.
``roster.js`` numbers them alike.
"""

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime
from itertools import chain, islice

from punkt.errors import InvalidValue
from punkt.formats.item_message import REMEDY, fault, read_moment
from punkt.ids import ulid_after
from punkt.model.items import Item, told_text
from punkt.model.reports import check_ulid
from punkt.model.shifts import MOST_PEOPLE, PlannedPerson, ShiftPlan
from punkt.wording import gettext_noop as _

_LINES = re.compile(r"\r\n|\r|\n")
_KEY = re.compile(r"[0-9]{1,18}")
_COUNT = re.compile(r"[0-9]{1,4}")


def read_shift(item: Item) -> ShiftPlan:
    """A shift that is planned. Raises ``InvalidValue``, with what is wrong."""
    given = _checked(item, {"begins_at", "ends_at", "n_needed", "users", "names"})
    begins_at, ends_at = (_moment(given, key, item.where) for key in ("begins_at", "ends_at"))
    # One too many is refused; the numbers of a million more would keep the server busy for a quarter of a minute.
    people = islice(chain(_by_account(given, item), _by_name(given, item)), MOST_PEOPLE + 1)
    return ShiftPlan(begins_at, ends_at, _n_needed(given, item.where), tuple(people)).checked(item.where)


def read_number_of(item: Item, about: str) -> str:
    """The number under ``about``, of an item that says nothing else. Raises ``InvalidValue``."""
    return _number(_checked(item, {about}), about, item.where)


def read_step(item: Item) -> tuple[str, bool]:
    """The number of somebody in a shift, and whether they end it; else they begin. Raises ``InvalidValue``."""
    given = _checked(item, {"person", "step"})
    step = given.get("step")
    if step not in ("begin", "end"):
        raise InvalidValue(_("A shift begins or ends: “begin” or “end”."), where=item.where)
    return _number(given, "person", item.where), step == "end"


def _checked(item: Item, known: AbstractSet[str]) -> Mapping[str, object]:
    strangers = sorted(item.content.keys() - known)
    if strangers:
        raise fault(_("A message about shifts has no %(name)s."), item.where, strangers[0][:40])
    return item.content


def _number(given: Mapping[str, object], key: str, where: str) -> str:
    ulid = str(given.get(key))[:40]
    check_ulid(ulid, where)
    return ulid


def _moment(given: Mapping[str, object], key: str, where: str) -> datetime:
    moment = given.get(key)
    if not moment:
        raise InvalidValue(_("Say when the shift begins and when it ends."), where=where, remedy=REMEDY)
    return read_moment(str(moment)[:200], where)


def _n_needed(given: Mapping[str, object], where: str) -> int:
    n_needed = given.get("n_needed", 1)
    if isinstance(n_needed, str) and _COUNT.fullmatch(n_needed):
        return int(n_needed)
    if isinstance(n_needed, bool) or not isinstance(n_needed, int):
        raise fault(_("What stands under %(name)s is of another kind."), where, "n_needed")
    return n_needed


def _users(given: Mapping[str, object]) -> list[object]:
    users = given.get("users", [])
    return users if isinstance(users, list) else [users]


def _by_account(given: Mapping[str, object], item: Item) -> Iterator[PlannedPerson]:
    seen: set[int] = set()
    for place, value in enumerate(_users(given), 1):
        text = str(value)
        if isinstance(value, bool) or not _KEY.fullmatch(text):
            raise fault(_("What stands under %(name)s is of another kind."), item.where, "users")
        if int(text) not in seen:
            seen.add(int(text))
            yield PlannedPerson(ulid_after(item.ulid, place), user=int(text))


def _by_name(given: Mapping[str, object], item: Item) -> Iterator[PlannedPerson]:
    """Two of the same name are two people."""
    names = given.get("names", "")
    if not isinstance(names, str):
        raise fault(_("What stands under %(name)s is of another kind."), item.where, "names")
    for place, line in enumerate(_LINES.split(names), len(_users(given)) + 1):
        name = told_text(line)
        if name:
            yield PlannedPerson(ulid_after(item.ulid, place), name=name)
