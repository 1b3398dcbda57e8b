"""The text of an overlay written for somebody: from the answers of a form, or as an example to begin with."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from punkt.standards.requirements import Check, Requirement, Standard
from punkt.standards.sharpening import implies
from punkt.standards.terms import Comparison, Force, Scope
from punkt.wording import LANGUAGES
from punkt_web.common.texts import one_line
from punkt_web.registry.models import Territory

_ONE_SIDED = {Comparison.AT_LEAST, Comparison.MORE_THAN, Comparison.AT_MOST, Comparison.LESS_THAN}


@dataclass(frozen=True, slots=True)
class Sharper:
    """What is asked beyond a requirement. ``check`` and ``force`` are ``None``, and ``text`` empty, where they stay."""

    requirement: Requirement
    check: Check | None
    force: Force | None
    text: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Decided:
    """By what, and from which day on."""

    title: str
    where: str
    valid_from: date


def amount_check(requirement: Requirement) -> Check | None:
    """The check with an amount that can be sharpened, the strictest of a measure; ``None`` where there is none."""
    if requirement.is_any:
        return None
    amounts = [one for one in requirement.checks if one.comparison in _ONE_SIDED]
    return next((one for one in amounts if all(_is_no_milder(one, other) for other in amounts)), None)


def _is_no_milder(one: Check, other: Check) -> bool:
    return one.measure != other.measure or implies(one, other)


def stronger(force: Force) -> list[Force]:
    """The forces that ask more strongly."""
    every = list(Force)
    return every[: every.index(force)]


def can_be_sharpened(requirement: Requirement) -> bool:
    """Whether a form of one amount and one force can ask for more."""
    return requirement.scope is Scope.POINT and bool(amount_check(requirement) or stronger(requirement.force))


def sharpening_text(territory: Territory, standard: Standard, sharper: Sharper, decided: Decided) -> str:
    """An overlay that sharpens one requirement; stated anew for the same one, it is its next version."""
    asked = sharper.requirement.id
    source = _source_key(territory, asked)
    names = _Names(sharpening_key(territory, asked), source, asked)
    head = _head(territory, standard, names, decided)
    lines = [*head, "", *_sharpen(sharper, source, standard.language)]
    return "\n".join(lines) + "\n"


def sharpening_key(territory: Territory, requirement: str) -> str:
    """The id of the overlay that sharpens one requirement there."""
    return _slug("-".join((territory.country, territory.code, requirement)))


def example_text(territory: Territory, standard: Standard, today: date, source: str) -> str:
    """A text to begin from: the first requirement with an amount, as it is asked now. ``source`` stands for the title
    of what the territory decided.
    """
    one = next((one for one in standard.of(Scope.POINT) if amount_check(one)), None)
    key, decided = _source_key(territory), Decided(source, "https://", today)
    names = _Names(_slug(f"{territory.country}-{territory.code}"), key)
    lines = [*_head(territory, standard, names, decided)]
    if one:
        lines += ["", *_sharpen(Sharper(one, amount_check(one), None, {}), key, standard.language)]
    return "\n".join(lines) + "\n"


def amended(check: Check, amount: float) -> Check:
    """The same check with another amount."""
    return replace(check, value=amount)


class _Names(NamedTuple):
    """How an overlay and its source are called; ``asked`` is the requirement that it is about, where it is one."""

    key: str
    source: str
    asked: str = ""


def _head(territory: Territory, standard: Standard, names: _Names, decided: Decided) -> Iterator[str]:
    day = decided.valid_from.isoformat()
    language = standard.language
    yield f"id = {_quoted(names.key)}"
    yield f"version = {_quoted(day)}"
    yield f"valid_from = {day}"
    yield f"country = {_quoted(territory.country)}"
    yield f"language = {_quoted(language)}"
    yield f"overlay_of = {_quoted(standard.id)}"
    yield f"territories = [{_quoted(territory.code)}]"
    yield ""
    yield "[title]"
    for one in dict.fromkeys((language, "en")):
        yield f"{one} = {_quoted(': '.join(filter(None, (_name(territory, one), names.asked))))}"
    yield ""
    yield "[[source]]"
    yield f"key = {_quoted(names.source)}"
    yield f"title = {_quoted(decided.title)}"
    yield f"where = {_quoted(decided.where)}"
    yield 'grade = "read"'


def _sharpen(sharper: Sharper, source: str, language: str) -> Iterator[str]:
    yield "[[sharpen]]"
    yield f"id = {_quoted(sharper.requirement.id)}"
    yield f"sources = [{_quoted(source)}]"
    if sharper.force:
        yield f"force = {_quoted(sharper.force.value)}"
    if sharper.check and sharper.check.value is not None:
        yield f"measure = {_quoted(sharper.check.measure)}"
        yield f"comparison = {_quoted(sharper.check.comparison.value)}"
        yield f"value = {_number(sharper.check.value)}"
        if sharper.check.unit:
            yield f"unit = {_quoted(sharper.check.unit)}"
    if sharper.text:
        yield f"translated = [{', '.join(_quoted(one) for one in LANGUAGES if one != language)}]"
        yield "[sharpen.text]"
        yield from (f"{one} = {_quoted(sharper.text[one])}" for one in LANGUAGES)


def _name(territory: Territory, language: str) -> str:
    names = territory.names
    return names.get(language) or names.get("en") or next(iter(names.values()), territory.code)


def _source_key(territory: Territory, requirement: str = "") -> str:
    """Another one for each territory and requirement: overlays that are laid over each other share their sources."""
    return ".".join(filter(None, (territory.code[-10:], requirement[:13])))


def _slug(text: str) -> str:
    """As ids are written: lower case, digits and hyphens, each part once where country and code begin alike."""
    parts = "".join(one if one.isascii() and one.isalnum() else "-" for one in text.lower()).split("-")
    kept = [part for part in parts if part]
    return "-".join(kept[1:] if len(kept) > 1 and kept[0] == kept[1] else kept)


def _number(amount: float) -> str:
    return str(int(amount)) if float(amount).is_integer() else repr(amount)


def _quoted(text: str) -> str:
    """A text as TOML writes it; JSON writes it alike once nothing invisible is in it."""
    return json.dumps(one_line(text), ensure_ascii=False)
