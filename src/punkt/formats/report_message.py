"""Reports as JSON: what a console, a program and a queue send. It may come from anybody, so every word is checked."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import UTC, datetime
from typing import Any

from punkt.errors import InvalidValue, PunktError
from punkt.ids import normal_point_code
from punkt.model.reports import ReportContent, ReportMessage, check_ulid
from punkt.wording import gettext_noop as _

_KINDS: Mapping[str, tuple[type, ...]] = {
    "state": (str,),
    "headcount": (int,),
    "services": (dict,),
    "fuel_l": (int, float),
    "fuel_quarters": (int,),
    "indoor_c": (int, float),
    "water_l": (int, float),
    "n_staff": (int,),
    "shortages": (list,),
    "bands": (dict,),
    "note": (str,),
}
_ENVELOPE = ("id", "point", "observed_at")
_REMEDY = _("The page on reports (docs/reference/reports.md) says what a report holds.")


def read_report(given: object) -> ReportMessage:
    """One report from what ``json.loads`` gives. Raises ``InvalidValue`` or ``InvalidCode``, with what is wrong."""
    if not isinstance(given, dict):
        raise InvalidValue(_("A report is an object with keys."), remedy=_REMEDY)
    ulid = _text(given, "id")
    where = f"report {ulid[:26]!r}"
    check_ulid(ulid, where)
    strangers = sorted(str(key) for key in given.keys() - {*_ENVELOPE, *_KINDS})
    if strangers:
        raise _fault(_("A report has no %(name)s."), where, strangers[0][:40])
    content = {key: _checked(key, value, where) for key, value in given.items() if key in _KINDS and value is not None}
    try:
        code = normal_point_code(_text(given, "point"))
    except PunktError as error:
        error.where = where
        raise
    return ReportMessage(
        ulid, code, read_moment(_text(given, "observed_at"), where), ReportContent(**content).checked(where)
    )


def written_report(message: ReportMessage) -> dict[str, Any]:
    """The same as JSON has it; what was not spoken of is left out."""
    content = {
        column.name: value
        for column in fields(message.content)
        if (value := getattr(message.content, column.name)) != _left_out(column)
    }
    if "shortages" in content:
        content["shortages"] = list(content["shortages"])
    moment = message.observed_at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"id": message.ulid, "point": message.point_code, "observed_at": moment, **content}


def _left_out(column: Any) -> Any:
    return column.default if column.default is not MISSING else column.default_factory()


def _text(given: Mapping[Any, Any], key: str) -> str:
    value = given.get(key)
    if not isinstance(value, str):
        raise _fault(_("A report needs %(name)s, a text."), "report", key)
    return value[:200]


def _checked(key: str, value: Any, where: str) -> Any:
    if isinstance(value, bool) or not isinstance(value, _KINDS[key]):
        raise _fault(_("What stands under %(name)s is of another kind."), where, key)
    if isinstance(value, dict):
        wanted = str if key == "services" else int
        if not all(isinstance(one, wanted) and not isinstance(one, bool) for one in value.values()):
            raise _fault(_("What stands under %(name)s is of another kind."), where, key)
    if isinstance(value, list) and not all(isinstance(one, str) for one in value):
        raise _fault(_("What stands under %(name)s is of another kind."), where, key)
    return value


def read_moment(text: str, where: str) -> datetime:
    """A moment with its zone, in UTC. Raises ``InvalidValue`` for what is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise _fault(_("%(name)s is no time as 2026-01-15T14:00:00Z is one."), where, text[:40]) from error
    if moment.tzinfo is None:
        raise InvalidValue(_("A time without its zone."), where=where)
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise _fault(_("%(name)s is no time as 2026-01-15T14:00:00Z is one."), where, text[:40]) from error


def _fault(what: str, where: str, name: str) -> InvalidValue:
    return InvalidValue(what, where=where, remedy=_REMEDY, values={"name": name})
