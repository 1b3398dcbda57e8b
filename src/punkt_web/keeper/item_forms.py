"""What a form of the console says, as the content of an item. ``item_forms.js`` reads the same forms alike."""

from contextlib import suppress
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict

_ENVELOPE = frozenset({"csrfmiddlewaretoken", "ulid", ""})
_LIST, _MOMENT = "[]", "@"


def content_of(given: QueryDict, zone: ZoneInfo) -> dict[str, Any]:
    """``lines.fuel.why`` stands deeper, ``called[]`` is a list, ``needed_by@`` a moment by the clocks of ``zone``.

    What is empty was not spoken of.
    """
    content: dict[str, Any] = {}
    for name, values in given.lists():
        said = [value.strip() for value in values if value.strip()]
        if name in _ENVELOPE or not said:
            continue
        *above, last = name.split(".")
        place = content
        for key in above:
            deeper = place.setdefault(key, {})
            place = deeper if isinstance(deeper, dict) else {}
        if last.endswith(_MOMENT):
            place[last.removesuffix(_MOMENT)] = _moment(said[-1], zone)
        else:
            place[last.removesuffix(_LIST)] = said if last.endswith(_LIST) else said[-1]
    return content


def _moment(text: str, zone: ZoneInfo) -> str:
    """As items have it; what is no time stays as it is, for whoever reads the content."""
    with suppress(ValueError, OverflowError):
        return datetime.fromisoformat(text).replace(tzinfo=zone).isoformat()
    return text
