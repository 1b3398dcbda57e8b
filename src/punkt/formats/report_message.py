"""Reports as JSON: what a console, a program and a queue send. It may come from anybody, so every word is checked."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import UTC
from typing import Any

from punkt.errors import InvalidValue
from punkt.formats.item_message import ENVELOPE, REMEDY, fault, read_door_and_time, read_number
from punkt.model.reports import ReportContent, ReportMessage
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
    "n_visits": (int,),
    "visit_bands": (dict,),
    "note": (str,),
}


def read_report(given: object) -> ReportMessage:
    """One report from what ``json.loads`` gives. Raises ``InvalidValue`` or ``InvalidCode``, with what is wrong."""
    if not isinstance(given, dict):
        raise InvalidValue(_("A report is an object with keys."), remedy=REMEDY)
    ulid, where = read_number(given)
    strangers = sorted(str(key) for key in given.keys() - {*ENVELOPE, *_KINDS})
    if strangers:
        raise fault(_("A report has no %(name)s."), where, strangers[0][:40])
    content = {key: _checked(key, value, where) for key, value in given.items() if key in _KINDS and value is not None}
    code, observed_at = read_door_and_time(given, where)
    return ReportMessage(ulid, code, observed_at, ReportContent(**content).checked(where))


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


def _checked(key: str, value: Any, where: str) -> Any:
    if isinstance(value, bool) or not isinstance(value, _KINDS[key]):
        raise fault(_("What stands under %(name)s is of another kind."), where, key)
    if isinstance(value, dict):
        wanted = str if key == "services" else int
        if not all(isinstance(one, wanted) and not isinstance(one, bool) for one in value.values()):
            raise fault(_("What stands under %(name)s is of another kind."), where, key)
    if isinstance(value, list) and not all(isinstance(one, str) for one in value):
        raise fault(_("What stands under %(name)s is of another kind."), where, key)
    return value
