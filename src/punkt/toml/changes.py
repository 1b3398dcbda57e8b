"""What differs between two versions of what a file says: parts by their names, before and after."""

from collections.abc import Collection
from dataclasses import fields
from enum import StrEnum
from typing import Any, NamedTuple


class ChangeKind(StrEnum):
    """What became of a thing that is told by its id."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class PartChange(NamedTuple):
    """One part of a thing, or of the file itself, before and after."""

    part: str
    before: object
    after: object


def part_changes(old: Any, new: Any, *, without: Collection[str] = ()) -> list[PartChange]:
    """The fields in which two dataclasses of one kind differ, in their order; those ``without`` are told elsewhere."""
    pairs = [(part.name, getattr(old, part.name), getattr(new, part.name)) for part in fields(old)]
    return [PartChange(name, was, now) for name, was, now in pairs if was != now and name not in without]
