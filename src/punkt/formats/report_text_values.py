"""Numbers of a text. What may be read in two ways is refused: a wrong number is worse than none."""

import re

from punkt.errors import InvalidValue
from punkt.formats.report_text_tokens import shown
from punkt.model.reports import N_QUARTERS
from punkt.wording import gettext_noop as _

_WHOLE = re.compile(r"[0-9]{1,9}")
_DECIMAL = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,6})?")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})+")


def count_of(text: str, word: str) -> int:
    """A whole number of people. Raises ``InvalidValue`` for "2.5" and "1.000"."""
    if not _WHOLE.fullmatch(text):
        raise InvalidValue(_("%(number)s is not a whole number."), where=shown(word), values={"number": shown(text)})
    _check_no_zero_first(text, word)
    return int(text)


def amount_of(text: str, word: str) -> float:
    """A number with a decimal point or comma. "1.000" may be one or a thousand and is refused."""
    if _THOUSANDS.fullmatch(text):
        raise InvalidValue(
            _("%(text)s may be read in two ways."),
            where=shown(word),
            remedy=_("Write 1000 for a thousand and 1.0 for one."),
            values={"text": shown(text)},
        )
    if not _DECIMAL.fullmatch(text):
        raise InvalidValue(_("%(number)s is not a number."), where=shown(word), values={"number": shown(text)})
    _check_no_zero_first(text, word)
    return float(text.replace(",", "."))


def _check_no_zero_first(text: str, word: str) -> None:
    """ "06" may be 60 with its digits swapped, which the check of a text would not always tell."""
    if len(text) > 1 and text[0] == "0" and text[1].isdecimal():
        raise InvalidValue(
            _("%(text)s may be read in two ways."),
            where=shown(word),
            remedy=_("Write the number without a zero before it."),
            values={"text": shown(text)},
        )


def quarters_of(text: str) -> int:
    """Quarters of a tank: 2 of "2/4" and of "1/2". Raises ``InvalidValue`` for what is not a number of quarters."""
    upper, _slash, lower = text.partition("/")
    if len(upper) > 1 or lower not in {"2", "4"} or not upper.isdecimal() or int(upper) > int(lower):
        raise InvalidValue(
            _("%(text)s is not a number of quarters of a tank."),
            where=shown(text),
            remedy=_("A gauge is 0/4, 1/4, 2/4, 3/4 or 4/4."),
            values={"text": shown(text)},
        )
    return int(upper) * N_QUARTERS // int(lower)


def quarters_of_percent(text: str) -> int:
    """Quarters of a tank of 0, 25, 50, 75 or 100 percent; any other share would be rounded and is refused."""
    share = amount_of(text, f"{text} %")
    if share not in {0, 25, 50, 75, 100}:
        raise InvalidValue(
            _("%(text)s is not a number of quarters of a tank."),
            where=shown(text),
            remedy=_("A gauge is 0/4, 1/4, 2/4, 3/4 or 4/4."),
            values={"text": f"{shown(text)} %"},
        )
    return int(share) // 25
