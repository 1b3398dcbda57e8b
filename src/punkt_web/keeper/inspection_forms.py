"""The form of an inspection from a page without scripts, as items. ``inspection_form.js`` reads the same form alike."""

from base64 import b64encode
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from punkt.model.items import Item
from punkt_web.keeper.receiving import drawn_from
from punkt_web.registry.actions.photos import redrawn

_PARTS = ("answer", "value", "note")


def answers_of(given: QueryDict) -> list[dict[str, str]]:
    """What was entered, line by line: the fields are ``answer:KEY``, ``value:KEY`` and ``note:KEY``."""
    rows: dict[str, dict[str, str]] = {}
    for name in given:
        part, _colon, key = name.partition(":")
        told = str(given[name]).strip()
        if part in _PARTS and told:
            rows.setdefault(key, {"key": key})[part] = told
    return list(rows.values())


def sheet_item(given: QueryDict, code: str, at: datetime) -> Item:
    """What was entered, as an item; it is handed in with the button that says so."""
    content: dict[str, Any] = {
        "inspection": given.get("inspection", ""),
        "answers": answers_of(given),
        "final": given.get("do") == "hand_in",
    }
    return Item("inspection", given.get("ulid", ""), code, at, content)


def photo_items(given: QueryDict, files: MultiValueDict[str, Any], code: str, at: datetime) -> Iterator[Item]:
    """The pictures that were chosen, drawn anew. Sent again with the same form they are the same pictures.

    Raises ``InvalidValue`` for what is too large or no picture.
    """
    ulid = given.get("ulid", "")
    for name in files:
        part, _colon, key = name.partition(":")
        for number, upload in enumerate(files.getlist(name) if part == "photo" else ()):
            jpeg = b64encode(redrawn(upload)).decode()
            content = {"inspection": given.get("inspection", ""), "line": key, "jpeg": jpeg}
            yield Item("inspection_photo", drawn_from(f"{ulid} {key} {number}", ulid), code, at, content)
