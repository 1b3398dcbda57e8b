"""Numbers, days and texts as people write them."""

import re
from datetime import date
from decimal import Decimal

MOST_DIGITS = 13
MOST_PLACES = 6
_SPACES = re.compile("[\\s\u00a0\u202f\u2009'’]")
_PLAIN = re.compile(rf"-?\d{{1,{MOST_DIGITS}}}(\.\d{{1,{MOST_PLACES}}})?")
_GROUPED = re.compile(r"-?\d{1,3}([\s\u00a0\u202f\u2009'’]\d{3})+([.,]\d+)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_POINT_LANGUAGES = frozenset({"en"})
_YEARS = range(1900, 2101)


class Ambiguous(ValueError):
    """A number whose separator may be of thousands or of decimals: 1.234."""


def plain_number(text: str) -> Decimal:
    """A number in digits with a decimal point. Raises ``ValueError`` for anything else."""
    if not _PLAIN.fullmatch(text) or not text.isascii():
        raise ValueError(text[:40])
    return settled(Decimal(text))


def settled(number: Decimal) -> Decimal:
    """The number with no more places than it needs, so that equal numbers are written alike; no minus before zero."""
    number = round(number, MOST_PLACES)
    if number == number.to_integral_value():
        return number.quantize(Decimal(1)) + 0
    return number.normalize()


def local_number(text: str, *, language: str = "", unit: str = "", is_whole: bool = False) -> Decimal:
    """A number as it is written in a language: ``1 234,5``, ``1.234,5``, ``1,234.5``, ``45 %`` with its ``unit``.

    Raises ``Ambiguous`` where one separator may be of thousands or of decimals, and ``ValueError`` for no number.
    A whole number has no decimals, so there is no doubt in it; else the language tells, where it is known.
    """
    told = text.strip().replace("\u2212", "-").replace("\u2013", "-")
    if unit and told.endswith(unit):
        told = told.removesuffix(unit).rstrip()
    if len(told) > 40:
        raise ValueError(text[:40])
    if _SPACES.search(told):
        if not _GROUPED.fullmatch(told):
            raise ValueError(text[:40])
        told = _SPACES.sub("", told)
        return plain_number(told.replace(",", "."))
    return plain_number(_with_point(told, language, is_whole=is_whole))


def _with_point(told: str, language: str, *, is_whole: bool) -> str:
    """The digits with a point before the decimals and no other separator."""
    marks = re.findall("[.,]", told)
    if not marks:
        return told
    last = marks[-1]
    if len(set(marks)) == 2:
        whole, _mark, places = told.rpartition(last)
        return f"{_joined(whole, '.' if last == ',' else ',')}.{places}"
    if len(marks) > 1:
        return _joined(told, last)
    if not re.fullmatch(r"-?[1-9]\d{0,2}[.,]\d{3}", told):
        return told.replace(",", ".")
    if is_whole:
        return told.replace(last, "")
    if language and (last == ".") == (language in _POINT_LANGUAGES):
        return told.replace(last, ".")
    raise Ambiguous(told)


def _joined(whole: str, thousands: str) -> str:
    if not re.fullmatch(rf"-?\d{{1,3}}(\{thousands}\d{{3}})+", whole):
        raise ValueError(whole)
    return whole.replace(thousands, "")


def local_day(text: str) -> date:
    """A day: ``2026-01-19`` or ``19.01.2026``. Raises ``ValueError`` for anything else, so that nobody guesses."""
    told = text.strip()
    if found := _ISO.fullmatch(told):
        year, month, day = map(int, found.groups())
    elif found := _DAY_FIRST.fullmatch(told):
        day, month, year = map(int, found.groups())
    else:
        raise ValueError(told[:40])
    if year not in _YEARS:
        raise ValueError(told[:40])
    return date(year, month, day)


def clean_words(text: str) -> str:
    """A text of several lines without letters that nobody sees: control characters, marks of direction."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    shown = ("".join(letter if letter.isprintable() else " " for letter in line).rstrip() for line in lines)
    return "\n".join(shown).strip()
