"""What a member's place is like: checking what somebody says of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from punkt.errors import InvalidValue
from punkt.model.network_words import CONTEXT_MEASURES, CONTEXT_WORDS
from punkt.wording import gettext_noop as _
from punkt_web.common.texts import one_line

MAX_SOURCE = 200


@dataclass(frozen=True, slots=True)
class ContextFact:
    """One thing that is known of a place: a number or a word of ``CONTEXT_WORDS``, where it is from and of what day."""

    value: float | str
    source: str = ""
    on: date | None = None


def stored(context: Mapping[str, ContextFact]) -> dict[str, Any]:
    """The facts as the column holds them, in the order of the lists. Raises ``InvalidValue`` at the first that cannot
    be, naming its key."""
    unknown = sorted(context.keys() - CONTEXT_MEASURES.keys() - CONTEXT_WORDS.keys())
    if unknown:
        raise InvalidValue(_("There is no such fact: %(key)s."), where="context", values={"key": unknown[0][:40]})
    return {
        key: {
            "value": _checked(key, context[key].value),
            "source": one_line(context[key].source)[:MAX_SOURCE],
            "on": _day(context[key].on),
        }
        for key in (*CONTEXT_MEASURES, *CONTEXT_WORDS)
        if key in context
    }


def facts_of(column: Mapping[str, Any]) -> dict[str, ContextFact]:
    """The facts of a column."""
    return {
        key: ContextFact(row["value"], row["source"], date.fromisoformat(row["on"]) if row["on"] else None)
        for key, row in column.items()
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _checked(key: str, value: float | str) -> float | str:
    if key in CONTEXT_WORDS:
        vocabulary = CONTEXT_WORDS[key][1]
        if value not in set(vocabulary):
            raise InvalidValue(_("Choose one of the words of the list."), where=key)
        return str(value)
    measure = CONTEXT_MEASURES[key]
    if isinstance(value, str) or not measure.lowest <= value <= measure.highest:
        raise InvalidValue(
            _("Write a number between %(lowest)s and %(highest)s."),
            where=key,
            values={"lowest": measure.lowest, "highest": measure.highest},
        )
    return int(value) if measure.is_whole else float(value)
