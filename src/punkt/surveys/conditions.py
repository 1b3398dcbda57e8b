"""After which answers a question is asked: comparisons joined by ``and`` and ``or``, and nothing else.

``s2.plan = yes``, ``s8.channels_before contains web``, ``s3.n_opened > 0 and s1.country = UA``. ``and`` binds closer
than ``or``; there are no brackets. What was not answered, or answered "not known", meets no comparison. Nothing is ever
run: a text that is not of this form is refused.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from punkt.errors import InvalidValue
from punkt.surveys.words import UNKNOWN
from punkt.wording import gettext_noop as _

QUESTION_ID = r"[a-z][a-z0-9]{0,9}\.[a-z][a-z0-9_]{0,39}"
"""The id of the section, a dot, the name of the question."""
_VALUE = r"[A-Za-z0-9_\-.]{1,40}"
_COMPARISON = re.compile(rf"\s*({QUESTION_ID})\s*(=|>|<|\bcontains\b)\s*({_VALUE})\s*")
_LONGEST = 400


class Operator(StrEnum):
    """How an answer is held against a value."""

    EQUALS = "="
    CONTAINS = "contains"
    MORE = ">"
    LESS = "<"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer to one question held against an option, ``yes``, ``no`` or a number."""

    question: str
    operator: Operator
    value: str

    def __str__(self) -> str:
        return f"{self.question} {self.operator} {self.value}"

    def holds(self, answer: object) -> bool:
        """Whether the answer (``None``: blank) meets it."""
        if self.operator is Operator.CONTAINS:
            return isinstance(answer, tuple) and self.value in answer
        if isinstance(answer, Decimal):
            return _compares(answer, self.operator, self.value)
        is_word = isinstance(answer, str) and answer is not UNKNOWN
        return is_word and self.operator is Operator.EQUALS and str(answer) == self.value


@dataclass(frozen=True, slots=True)
class Relevance:
    """Asked where all comparisons of one of the alternatives hold."""

    any_of: tuple[tuple[Comparison, ...], ...]

    def __str__(self) -> str:
        return " or ".join(" and ".join(map(str, all_of)) for all_of in self.any_of)

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        """All of them, in the order in which they are written."""
        return tuple(one for all_of in self.any_of for one in all_of)

    def holds(self, answered: Callable[[str], object] | Mapping[str, object]) -> bool:
        """Whether it is met. ``answered`` gives the value answered to a question by its id, ``None`` for a blank."""
        value_of = answered.get if isinstance(answered, Mapping) else answered
        return any(all(one.holds(value_of(one.question)) for one in all_of) for all_of in self.any_of)


def read_relevance(text: str) -> Relevance:
    """A condition from its text. Raises ``InvalidValue`` for what is not of the form above."""
    if len(text) > _LONGEST:
        raise _unreadable(text)
    alternatives = [re.split(r"\s+and\s+", one.strip()) for one in re.split(r"\s+or\s+", text.strip())]
    return Relevance(tuple(tuple(_comparison(one) for one in all_of) for all_of in alternatives))


def _comparison(text: str) -> Comparison:
    found = _COMPARISON.fullmatch(text)
    if found is None:
        raise _unreadable(text)
    return Comparison(found[1], Operator(found[2]), found[3])


def _unreadable(text: str) -> InvalidValue:
    return InvalidValue(
        _("A condition compares answers, such as s2.plan = yes, and not: %(text)s."),
        remedy=_("Use =, contains, > or <, joined by and, or."),
        values={"text": text[:80]},
    )


def _compares(number: Decimal, operator: Operator, value: str) -> bool:
    try:
        other = Decimal(value)
    except InvalidOperation:
        return False
    if not other.is_finite():
        return False
    return {Operator.EQUALS: number == other, Operator.MORE: number > other, Operator.LESS: number < other}[operator]
