"""Rows of what standards ask and of what was found, as the text of a file."""

import json
from collections.abc import Iterable, Mapping

from punkt_web.common.spreadsheets import csv_lines

Row = Mapping[str, object]
"""A row by its columns, in their order."""


def as_csv(rows: Iterable[Row], *, is_demo: bool = False) -> str:
    """Rows under the keys of the first. Of a demo network each row says so."""
    listed = list(rows)
    return "".join(csv_lines(listed[0], (row.values() for row in listed), is_demo=is_demo)) if listed else ""


def as_json(rows: Iterable[Row], *, is_demo: bool = False) -> str:
    """A list of objects; what is not there is null. Of a demo network each says so."""
    mark = {"demo": True} if is_demo else {}
    told = [{**mark, **{key: None if value == "" else value for key, value in row.items()}} for row in rows]
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
