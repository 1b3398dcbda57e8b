"""Figures as data: a TOML file in which each figure has a value and where it comes from, checked on loading.

All faults are named at once: who edits a file sees them in one go.
"""

import math
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from punkt.errors import InvalidValue
from punkt.wording import DECISION
from punkt.wording import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and its source; a source that begins with ``DECISION`` is a choice of ours with its reason."""

    value: float
    source: str


Check = Callable[[float], bool]
"""Whether a value can be one of its kind."""


def share(value: float) -> bool:
    """Strictly between 0 and 1: nothing is ever known for sure, and the log odds of 0 and 1 have no end."""
    return 0.0 < value < 1.0


def weight(value: float) -> bool:
    """Not below zero and not so great that one piece of evidence could never be outweighed."""
    return 0.0 <= value <= 10.0


def span(value: float) -> bool:
    """Above zero and at most a year of hours."""
    return 0.0 < value <= 366 * 24


def count(value: float) -> bool:
    """A whole number above zero."""
    return value >= 1 and float(value).is_integer()


Wanted = Mapping[str, Mapping[str, Check]]
Figures = Mapping[str, Mapping[str, Figure]]


def read_figures(text: str, wanted: Wanted, *, where: str) -> tuple[int, Figures]:
    """The version and the figures of a file, by section and name. Raises ``InvalidValue`` that names all faults."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidValue(
            _("This is no TOML file: %(fault)s."), where=where, values={"fault": str(error).rstrip(".")}
        ) from error
    faults = [*_version_faults(told), *_section_faults(told, wanted)]
    if faults:
        raise InvalidValue(
            _("These figures cannot be used: %(faults)s."), where=where, values={"faults": "; ".join(faults)}
        )
    return told["version"], {
        section: {name: Figure(float(told[section][name]["value"]), told[section][name]["source"]) for name in names}
        for section, names in wanted.items()
    }


def packaged(name: str) -> str:
    """The text of a file that comes with the library."""
    return (files("punkt.confidence") / "data" / name).read_text("utf-8")


def _version_faults(told: Mapping[str, Any]) -> Iterable[str]:
    version = told.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        yield "version is not a whole number above zero"


def _section_faults(told: Mapping[str, Any], wanted: Wanted) -> Iterable[str]:
    yield from (f"{name} is not known" for name in told if name != "version" and name not in wanted)
    for section, names in wanted.items():
        given = told.get(section)
        if not isinstance(given, dict):
            yield f"{section} is missing"
            continue
        yield from (f"{section}.{name} is not known" for name in given if name not in names)
        for name, check in names.items():
            fault = _fault(given.get(name), check)
            if fault:
                yield f"{section}.{name} {fault}"


def _fault(figure: object, check: Check) -> str:
    if figure is None:
        return "is missing"
    if not isinstance(figure, dict) or figure.keys() != {"value", "source"}:
        return "is not a value with its source"
    value, source = figure["value"], figure["source"]
    if not isinstance(source, str) or len(source.strip()) < len(f"{DECISION} why"):
        return "does not say where it comes from"
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if not is_number or not check(value):
        return f"cannot be {value!r}: it has to be {(check.__doc__ or '').split('.')[0].split(':')[0].lower()}"
    return ""
