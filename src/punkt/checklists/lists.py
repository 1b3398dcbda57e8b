"""Checklists as data: a TOML file for each version of a list, each line with its texts and where it comes from.

A file that was given out is never changed: what was answered by it stays explainable. A change is a new version.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from punkt.errors import InvalidValue
from punkt.wording import LANGUAGES
from punkt.wording import gettext_noop as _

_FILE = re.compile(r"([a-z]+)-([1-9][0-9]*)\.toml")
_KEY = re.compile(r"[a-z][a-z_]{1,39}")
_COUNTRIES = frozenset({"UA", "EE", "SE"})
_LINE_KEYS = frozenset({"key", "source", "countries", *LANGUAGES})


class ListKind(StrEnum):
    """When a list is gone through."""

    OPENING = "opening"
    ROUND = "round"
    CLOSING = "closing"


LIST_LABELS: Mapping[ListKind, str] = {
    ListKind.OPENING: _("Opening list"),
    ListKind.ROUND: _("Round of the shift"),
    ListKind.CLOSING: _("Closing list"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its texts by language, and its source; one that begins with ``DECISION`` is a choice of ours.

    ``countries`` are those in which it is asked; empty for all.
    """

    key: str
    texts: Mapping[str, str]
    source: str
    countries: frozenset[str]

    def is_asked_in(self, country: str) -> bool:
        """Whether points of the country are asked."""
        return not self.countries or country in self.countries


@dataclass(frozen=True, slots=True)
class Checklist:
    """A version of a list, its lines in the order in which they are gone through."""

    kind: ListKind
    version: int
    lines: tuple[Line, ...]

    def asked_in(self, country: str) -> list[Line]:
        """The lines for a point of the country."""
        return [line for line in self.lines if line.is_asked_in(country)]


def read_checklist(text: str, kind: ListKind, version: int) -> Checklist:
    """A list from the text of its file. Raises ``InvalidValue`` that names every fault."""
    where = f"{kind}-{version}"
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidValue(_("This is no TOML: %(why)s"), where=where, values={"why": str(error)}) from error
    lines = told.get("line")
    rows = lines if isinstance(lines, list) else []
    faults = list(_faults(told, rows))
    if faults:
        raise InvalidValue(
            _("These figures cannot be used: %(faults)s."), where=where, values={"faults": "; ".join(faults)}
        )
    return Checklist(kind, version, tuple(_line(row) for row in rows))


def _line(row: Mapping[str, Any]) -> Line:
    texts = {language: row[language] for language in LANGUAGES}
    return Line(row["key"], texts, row["source"], frozenset(row.get("countries", ())))


def _faults(told: Mapping[str, Any], rows: list[Any]) -> Iterator[str]:
    yield from (f"{name} is not known" for name in told if name != "line")
    if not rows:
        yield "there are no lines"
    seen: set[str] = set()
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            yield f"line {number} is no table"
            continue
        key = row.get("key")
        if not isinstance(key, str) or not _KEY.fullmatch(key) or key in seen:
            yield f"line {number} has no key of its own"
        seen.add(str(key))
        texts = (*LANGUAGES, "source")
        yield from (f"line {number} lacks {name}" for name in texts if not _is_text(row.get(name)))
        yield from (f"line {number}: {name} is not known" for name in row if name not in _LINE_KEYS)
        countries = row.get("countries", [])
        if not isinstance(countries, list) or not set(map(str, countries)) <= _COUNTRIES:
            yield f"line {number}: countries are a list of UA, EE, SE"


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


@cache
def _versions() -> Mapping[ListKind, Mapping[int, Checklist]]:
    found: dict[ListKind, dict[int, Checklist]] = {kind: {} for kind in ListKind}
    for file in (files("punkt.checklists") / "data").iterdir():
        name = _FILE.fullmatch(file.name)
        if name is not None:
            kind, version = ListKind(name[1]), int(name[2])
            found[kind][version] = read_checklist(file.read_text("utf-8"), kind, version)
    return found


def newest(kind: ListKind) -> Checklist:
    """The version of a list that is gone through now."""
    versions = _versions()[kind]
    return versions[max(versions)]


def of_version(kind: ListKind, version: int) -> Checklist | None:
    """A version of a list; ``None`` for one that this library does not hold."""
    return _versions()[kind].get(version)
