"""What the columns of a sheet of reports are about, and how a cell under them reads as a piece of the text code."""

import re
from dataclasses import dataclass

from punkt.errors import InvalidValue
from punkt.formats.report_text_statements import COUNTS, service_of
from punkt.formats.report_text_tokens import Kind, Token, plain, tokens_of
from punkt.formats.report_text_words import written_word

_OWN_MEANINGS = ("column.code", "column.date", "column.time", "column.state", "note")
_BARE_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """``subject`` is "code", "date", "time", "state", "note" or a meaning of the text code ("fuel", "service.heat").

    ``unit`` stands behind a bare number of the column: "L", "/4", "%" or nothing. ``keys`` are what a cell may state.
    """

    subject: str
    unit: str = ""
    keys: frozenset[str] = frozenset()

    def as_text(self, cell: str) -> str:
        """The cell as the text code would say it: "2/4" under "fuel" is "FUEL 2/4"."""
        if self.subject == "state":
            return cell
        unit = self.unit if _BARE_NUMBER.fullmatch(cell) else ""
        return f"{written_word(self.subject)} {cell}{unit}"


def column_of(heading: str) -> SheetColumn | None:
    """What a heading means, ``None`` for one that is not known: "Пальне, л", "fuel_l", "Temperatur (°C)"."""
    try:
        tokens = [token for token in tokens_of(plain(heading.replace("_", " "))) if token.kind is not Kind.JOINER]
    except InvalidValue:
        return None
    if not tokens or len(tokens) > 2:
        return None
    subject = _subject(tokens[0])
    unit = _unit(tokens[1]) if len(tokens) == 2 else ""
    if subject is None or (len(tokens) == 2 and not unit):
        return None
    return SheetColumn(subject, unit.strip("°"), _keys(subject))


def _subject(token: Token) -> str | None:
    own = next((meaning for meaning in _OWN_MEANINGS if token.means(meaning)), "")
    if own:
        return own.removeprefix("column.")
    named = next((name for name in (*COUNTS, "fuel", "water", "temperature", "short") if token.means(name)), "")
    return named or service_of(token) or None


def _unit(token: Token) -> str:
    if token.kind is Kind.FRACTION or token.means("quarters"):
        return "/4"
    units = {"litre": "L", "percent": "%", "degree": "°"}
    return next((sign for meaning, sign in units.items() if token.means(meaning)), "")


def _keys(subject: str) -> frozenset[str]:
    several = {
        "fuel": ("fuel_l", "fuel_quarters"),
        "water": ("water_l", "service.water"),
        "temperature": ("indoor_c",),
        "short": ("shortages",),
    }
    return frozenset(several.get(subject, (COUNTS.get(subject, subject),)))
