"""Practice lists: what inspectors of a place look at beside the standard, as data with sources.

A file that was given out is never changed: what was answered by it stays explainable. A change is a new version.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from punkt.errors import InvalidValue
from punkt.inspection.lines import PRACTICE_PREFIX, InspectionLine, LineForm
from punkt.model.fields import FACTS
from punkt.standards.measures import MEASURES, MeasureKind
from punkt.standards.terms import Basis, Topic
from punkt.wording import LANGUAGES
from punkt.wording import gettext_noop as _

_FILE = re.compile(r"([a-z]+)-([1-9][0-9]*)\.toml")
_KEY = re.compile(r"[a-z][a-z_]{1,39}")
_COUNTRIES = frozenset({"UA", "EE", "SE"})
_NAMES = frozenset({"countries", "title", "line"})
_LINE_NAMES = frozenset({"key", "topic", "field", "source", *LANGUAGES})
_FORMS = {
    MeasureKind.YES_NO: LineForm.YES_NO,
    MeasureKind.NUMBER: LineForm.NUMBER,
    MeasureKind.CHOICE: LineForm.CHOICE,
}


@dataclass(frozen=True, slots=True)
class PracticeList:
    """A version of a list: ``name`` is that of its file, ``title`` by language, ``countries`` those it is asked in."""

    name: str
    title: Mapping[str, str]
    countries: frozenset[str]
    lines: tuple[InspectionLine, ...]


def field_line(key: str, topic: Topic, *, source: str = "") -> InspectionLine:
    """The line that verifies a field of the register."""
    measure = MEASURES[key]
    return InspectionLine(
        key,
        _FORMS[measure.kind],
        topic,
        label=measure.label,
        unit=measure.unit,
        options=measure.options,
        bases=(Basis.PRACTICE,) if source else (),
        source=source,
    )


def read_practice(text: str, name: str) -> PracticeList:
    """A list from the text of its file. Raises ``InvalidValue`` that names every fault."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidValue(_("This is no TOML: %(why)s"), where=name, values={"why": str(error)}) from error
    faults = list(_faults(told))
    if faults:
        raise InvalidValue(
            _("These figures cannot be used: %(faults)s."), where=name, values={"faults": "; ".join(faults)}
        )
    return PracticeList(
        name, told["title"], frozenset(told.get("countries", ())), tuple(_line(row) for row in told["line"])
    )


def _line(row: Mapping[str, Any]) -> InspectionLine:
    topic = Topic(row["topic"])
    if row.get("field"):
        return field_line(row["field"], topic, source=row["source"])
    return InspectionLine(
        PRACTICE_PREFIX + row["key"],
        LineForm.YES_NO,
        topic,
        texts={language: row[language] for language in LANGUAGES},
        bases=(Basis.PRACTICE,),
        source=row["source"],
    )


def _faults(told: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"{name} is not known" for name in told if name not in _NAMES)
    countries = told.get("countries", [])
    if not isinstance(countries, list) or not set(map(str, countries)) <= _COUNTRIES:
        yield "countries are a list of UA, EE, SE"
    title = told.get("title")
    if not isinstance(title, dict) or not all(_is_text(title.get(language)) for language in LANGUAGES):
        yield "the title is not told in every language"
    rows = told.get("line")
    if not isinstance(rows, list) or not rows:
        yield "there are no lines"
        return
    seen: set[str] = set()
    for number, row in enumerate(rows, 1):
        yield from (f"line {number} {fault}" for fault in _line_faults(row, seen))


def _line_faults(row: object, seen: set[str]) -> Iterator[str]:
    if not isinstance(row, dict):
        yield "is no table"
        return
    key = row.get("key")
    if not isinstance(key, str) or not _KEY.fullmatch(key) or key in seen:
        yield "has no key of its own"
    seen.add(str(key))
    yield from (f"lacks {name}" for name in (*LANGUAGES, "source") if not _is_text(row.get(name)))
    yield from (f"has {name}, which is not known" for name in row if name not in _LINE_NAMES)
    if row.get("topic") not in set(Topic):
        yield "has no topic of standards"
    field = row.get("field", "")
    if field and (field not in FACTS or MEASURES[field].kind not in _FORMS):
        yield "verifies no field that can be seen"


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


@cache
def packaged_practices() -> Mapping[str, PracticeList]:
    """The lists that come with the library, by name, read once."""
    named = [file for file in (files("punkt.inspection") / "data").iterdir() if _FILE.fullmatch(file.name)]
    read = (read_practice(file.read_text("utf-8"), file.name.removesuffix(".toml")) for file in named)
    return {one.name: one for one in read}


def practice_in(country: str) -> PracticeList | None:
    """The list by which points of a country are inspected now: its latest version; ``None`` where there is none."""
    found = [one for one in packaged_practices().values() if not one.countries or country in one.countries]
    return max(found, key=lambda one: int(one.name.rpartition("-")[2]), default=None)
