"""Points as a table for spreadsheets. An empty cell is not known or withheld; availability says "unknown" in words."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from punkt_web.api.as_json import SHOWN_FACTS, point_as_json
from punkt_web.common.spreadsheets import csv_lines
from punkt_web.finder.answers import Found

_LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
_NOW = ("state", "sureness", "confirmed_at", "channel", "expires_at", "people", "people_at")
_PLAIN = (
    "country", "host_kind", "host", "authority", "settlement", "address", "entrance_note", "latitude",
    "longitude", "position_kind", "position_accuracy_m", "capacity_seated", "capacity_lying", "opening_mode",
    "promised_minutes", "hours_normal", "hours_activated", "updated_at",
)  # fmt: skip
_COLUMNS = (
    "code", *_NOW, "name", *(f"name.{language}" for language in _LANGUAGES), "territory", *_PLAIN, *SHOWN_FACTS,
)  # fmt: skip


def points_as_csv(found: Iterable[Found]) -> str:
    """A line of keys and a line for each point; in a demo network the first column says DEMO in every row."""
    rows = [_row(point_as_json(one)) for one in found]
    return "".join(csv_lines(_COLUMNS, rows, is_demo=settings.IS_DEMO))


def _row(told: dict[str, Any]) -> list[Any]:
    names, now = told["names"], told["now"]
    other_name = next((name for language, name in names.items() if language not in _LANGUAGES), "")
    return [
        told["code"],
        *(now[key] for key in _NOW),
        other_name,
        *(names.get(language, "") for language in _LANGUAGES),
        (told["territories"] or [""])[-1],
        *(told[key] for key in _PLAIN),
        *(told["services"][fact] for fact in SHOWN_FACTS),
    ]
