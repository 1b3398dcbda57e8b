"""What a form of the console says, as the content of an item. ``item_forms.js`` reads the same forms alike."""

from typing import Any

from django.http import QueryDict

_ENVELOPE = frozenset({"csrfmiddlewaretoken", "ulid", ""})
_LIST = "[]"


def content_of(given: QueryDict) -> dict[str, Any]:
    """``lines.fuel.why`` stands deeper, ``called[]`` is a list; what is empty was not spoken of."""
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
        place[last.removesuffix(_LIST)] = said if last.endswith(_LIST) else said[-1]
    return content
