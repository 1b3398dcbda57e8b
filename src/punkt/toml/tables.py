"""Tables of a TOML file, asked for what they should hold; what is missing, strange or never asked for is a fault."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from punkt.toml.faults import BadFile, Fault, Lines, Path
from punkt.wording import gettext_noop as _

Word = TypeVar("Word", bound=StrEnum)
_AT_LINE = re.compile(r"at line (\d+)")
_MOST_SHOWN = 60
_TOO_MUCH = 1e12
_LONGEST_TEXT = 2000
_MOST_DOTS = 100
"""In a line. What it costs to read a key with dots grows with the square of their number."""


class Table:
    """One table of the file. What is asked of it and is not right is added to the faults of the whole file."""

    def __init__(self, told: Mapping[str, Any], path: Path, lines: Lines, faults: list[Fault]) -> None:
        self._told, self._path, self._lines, self.faults = told, path, lines, faults
        self._asked: set[str] = set()

    @property
    def path(self) -> Path:
        """Where the table stands, to look its lines up."""
        return self._path

    def fault(self, key: str, what: str, /, **values: object) -> None:
        """Adds a fault at the line of ``key``, or of the table for an empty key."""
        path = (*self._path, key) if key else self._path
        self.faults.append(Fault(self._lines.of(path), what, values))

    def line(self, key: str) -> int:
        """The line of a key, or of the table."""
        return self._lines.of((*self._path, key))

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self._told

    def text(self, key: str, *, is_needed: bool = True, pattern: str = "") -> str:
        """A text; empty where it is wrong or, if it is not needed, missing."""
        value = self._value(key, is_needed=is_needed)
        if value is None:
            return ""
        if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST_TEXT:
            self.fault(key, _("%(key)s is a text of 1 to %(most)s characters."), key=key, most=_LONGEST_TEXT)
            return ""
        if pattern and not re.fullmatch(pattern, value):
            self.fault(key, _("%(key)s cannot be %(value)s."), key=key, value=_shown(value))
            return ""
        return value.strip()

    def number(self, key: str) -> float | None:
        """A number, or ``None`` where there is none."""
        value = self._value(key, is_needed=False)
        if value is None:
            return None
        if not _is_number(value):
            self.fault(key, _("%(key)s is a number, and not %(value)s."), key=key, value=_shown(value))
            return None
        return float(value)

    def count(self, key: str) -> int | None:
        """A whole number above nothing, or ``None``."""
        value = self.number(key)
        if value is None:
            return None
        if value < 1 or not value.is_integer():
            self.fault(key, _("%(key)s is a whole number above zero."), key=key)
            return None
        return int(value)

    def numbers(self, key: str) -> tuple[float, ...]:
        """A list of numbers; empty where there is none."""
        value = self._value(key, is_needed=False)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(_is_number(one) for one in value):
            self.fault(key, _("%(key)s is a list of numbers."), key=key)
            return ()
        return tuple(map(float, value))

    def flag(self, key: str) -> bool:
        """True or false; false where it is not told."""
        value = self._value(key, is_needed=False)
        if value is not None and not isinstance(value, bool):
            self.fault(key, _("%(key)s is true or false."), key=key)
        return value is True

    def day(self, key: str, *, is_needed: bool = True) -> date | None:
        """A date."""
        value = self._value(key, is_needed=is_needed)
        if value is None or (isinstance(value, date) and type(value) is date):
            return value
        self.fault(key, _("%(key)s is a date such as 2026-01-19, without quotation marks."), key=key)
        return None

    def word(self, key: str, words: type[Word], *, otherwise: Word | None = None) -> Word | None:
        """A word of a list; ``otherwise`` where none is told, and without it one is needed."""
        value = self._value(key, is_needed=otherwise is None)
        if value is None:
            return otherwise
        return self._word_of(key, value, words)

    def words(self, key: str, allowed: frozenset[str] | None = None, *, is_needed: bool = False) -> tuple[str, ...]:
        """A list of texts, each once and, where ``allowed`` says which there are, one of those."""
        value = self._value(key, is_needed=is_needed)
        if value is None:
            return ()
        if not isinstance(value, list) or not value or not all(isinstance(one, str) and one for one in value):
            self.fault(key, _("%(key)s is a list of texts."), key=key)
            return ()
        if len(set(value)) < len(value):
            self.fault(key, _("%(key)s names something twice."), key=key)
        for one in value:
            if allowed is not None and one not in allowed:
                listed = ", ".join(sorted(allowed))
                self.fault(
                    key, _("%(key)s: %(word)s is not one of %(listed)s."), key=key, word=_shown(one), listed=listed
                )
        return tuple(value)

    def table(self, key: str, *, is_needed: bool = False) -> "Table | None":
        """A table within this one."""
        value = self._value(key, is_needed=is_needed)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.fault(key, _("%(key)s is a table."), key=key)
            return None
        return Table(value, (*self._path, key), self._lines, self.faults)

    def tables(self, key: str) -> Iterator["Table"]:
        """A list of tables; none where the key is not there."""
        value = self._value(key, is_needed=False)
        if value is None:
            return
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.fault(key, _("%(key)s is a list of tables."), key=key)
            return
        for number, one in enumerate(value):
            yield Table(one, (*self._path, key, number), self._lines, self.faults)

    def by_language(self, needed: tuple[str, ...], allowed: tuple[str, ...]) -> dict[str, str]:
        """The texts of a table that has one for each language."""
        return {language: text for language in allowed if (text := self.text(language, is_needed=language in needed))}

    def end(self) -> None:
        """Adds a fault for each key that nothing was asked about: a slip of the pen must not pass as nothing."""
        for key in sorted(self._told.keys() - self._asked):
            self.fault(key, _("%(key)s is not a key here."), key=_shown(key))

    def _value(self, key: str, *, is_needed: bool) -> Any:
        self._asked.add(key)
        value = self._told.get(key)
        if value is None and is_needed:
            self.fault("", _("%(key)s is missing."), key=key)
        return value

    def _word_of(self, key: str, value: object, words: type[Word]) -> Word | None:
        try:
            return words(value)  # type: ignore[arg-type]
        except ValueError:
            listed = ", ".join(words)
            self.fault(
                key, _("%(key)s: %(word)s is not one of %(listed)s."), key=key, word=_shown(value), listed=listed
            )
            return None


def read_toml(text: str, where: str, bad: type[BadFile] = BadFile) -> Table:
    """The whole file as a table. Raises ``bad`` where it is no TOML."""
    for of_line, content in enumerate(text.split("\n"), 1):
        if content.count(".") > _MOST_DOTS:
            raise bad(where, [Fault(of_line, _("This is no TOML: %(why)s"), {"why": "too many dots"})])
    try:
        told = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: no TOML, or a number of thousands of digits
        at = _AT_LINE.search(str(error))
        line = int(at[1]) if at else _last_line(text)
        raise bad(where, [Fault(line, _("This is no TOML: %(why)s"), {"why": str(error)})]) from error
    return Table(told, (), Lines(text), [])


def _last_line(text: str) -> int:
    """Where a file ends: what was begun in it and not ended is noticed there."""
    return len(text.rstrip().split("\n"))


def _shown(value: object) -> str:
    try:
        return repr(value)[:_MOST_SHOWN]
    except ValueError:  # a number of thousands of digits
        return type(value).__name__


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _TOO_MUCH
