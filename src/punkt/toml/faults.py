"""What is wrong with a file, all of it at once, each with its line."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from punkt.errors import PunktError
from punkt.wording import gettext_noop as _

_HEADER = re.compile(r"^\s*(\[{1,2})\s*([A-Za-z0-9_.\-]+)\s*\]{1,2}")
_KEY = re.compile(r"^\s*([A-Za-z0-9_.\-]+)\s*=")
_TRIPLE = re.compile(r'"""|' + "'''")

MOST_TOLD = 100
"""Faults of one file that are told; more of them are counted. Nobody mends thousands one by one."""
Path = tuple[str | int, ...]
"""Keys and, after the name of a list, the number of the entry, from 0."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: ``what`` is a text to translate, ``values`` fill it. ``line`` counts from 1; 0 is the whole file."""

    line: int
    what: str
    values: Mapping[str, object] = field(default_factory=dict)

    def told(self, translate: Callable[[str], str] = str) -> str:
        """The fault in words, without its line."""
        return translate(self.what) % self.values if self.values else translate(self.what)


class BadFile(PunktError):
    """A file that cannot be used, with every fault that was found, in the order of the file.

    The message tells the first ``MOST_TOLD`` of them and how many there are; a kind of file says it in its own words.
    """

    said = _("%(count)s faults in this file. %(told)s")

    def __init__(self, where: str, faults: Iterable[Fault]) -> None:
        self.faults = sorted(set_once(faults), key=lambda fault: fault.line)
        told = "; ".join(f"{fault.line}: {fault.told()}" for fault in self.faults[:MOST_TOLD])
        super().__init__(self.said, where=where, values={"count": len(self.faults), "told": told})


def set_once(faults: Iterable[Fault]) -> list[Fault]:
    """The faults, those that say the same of the same line once."""
    seen: dict[tuple[int, str], Fault] = {}
    for fault in faults:
        seen.setdefault((fault.line, fault.told()), fault)
    return list(seen.values())


class Lines:
    """On which line of a TOML text a key or a table stands. Texts of several lines are stepped over."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Path, int] = {}
        counts: dict[Path, int] = {}
        table: Path = ()
        within = ""
        for number, line in enumerate(text.split("\n"), 1):
            if within:
                within = "" if line.count(within) % 2 else within
                continue
            table = self._note(line, number, table, counts)
            marks = _TRIPLE.findall(line)
            within = marks[0] if len(marks) % 2 else ""

    def _note(self, line: str, number: int, table: Path, counts: dict[Path, int]) -> Path:
        if header := _HEADER.match(line):
            table = _table(header[2], counts, is_list=header[1] == "[[")
            self._lines.setdefault(table, number)
        elif key := _KEY.match(line):
            path = (*table, *key[1].split("."))
            self._lines.setdefault(path, number)
        return table

    def of(self, path: Sequence[str | int]) -> int:
        """The line of what ``path`` leads to, or of the nearest thing around it; 0 for the file."""
        for end in range(len(path), 0, -1):
            if line := self._lines.get(tuple(path[:end])):
                return line
        return 0


def _table(name: str, counts: dict[Path, int], *, is_list: bool) -> Path:
    path: Path = ()
    parts = name.split(".")
    for place, part in enumerate(parts, 1):
        path = (*path, part)
        if is_list and place == len(parts):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path
