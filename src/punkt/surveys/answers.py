"""Answers as they are kept after they were checked, and what became of each question."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from punkt.surveys.questionnaire import Question, Questionnaire
from punkt.surveys.words import UNKNOWN, AnswerBasis, Unknown

Ticks = Mapping[str, tuple[str, ...]]
"""Of a matrix: the columns that are ticked in each row that was answered."""
Entries = tuple[Mapping[str, "Answer"], ...]
"""Of a group: the answers of each entry by question."""
Value = Decimal | str | date | tuple[str, ...] | Ticks | Entries | Unknown
"""A number, ``YesNo``, the id of an option, a text, the name of a file; a date; ids of options; ticks; entries."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered. A question that is not among the answers was left blank.

    ``currency`` is of amounts of money. ``basis`` says where the answer comes from and ``as_of`` of which day it is,
    where that was told.
    """

    value: Value
    currency: str = ""
    basis: AnswerBasis | None = None
    as_of: date | None = None

    @property
    def is_unknown(self) -> bool:
        """Whether somebody looked and does not know."""
        return self.value is UNKNOWN

    @property
    def entries(self) -> Entries:
        """The entries of a group; none for anything else."""
        value = self.value
        if not isinstance(value, tuple):
            return ()
        return tuple(one for one in value if isinstance(one, Mapping))

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the options chosen, of one or of several; none for anything else."""
        if isinstance(self.value, str) and not self.is_unknown:
            return (str(self.value),)
        return tuple(one for one in self.value if isinstance(one, str)) if isinstance(self.value, tuple) else ()

    @property
    def ticks(self) -> Ticks:
        """The ticks of a matrix; none for anything else."""
        return self.value if isinstance(self.value, Mapping) else {}


Answers = Mapping[str, Answer]
"""The answers of one member by question."""


class Given(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    UNKNOWN = "unknown"
    BLANK = "blank"
    NOT_ASKED = "not_asked"


def given(question: Question, answers: Answers) -> Given:
    """What became of a question that stands by itself: answered, answered "not known", left blank, or not asked."""
    if not is_asked(question, answers):
        return Given.NOT_ASKED
    answer = answers.get(question.id)
    if answer is None:
        return Given.BLANK
    return Given.UNKNOWN if answer.is_unknown else Given.ANSWERED


def is_asked(question: Question, answers: Answers, around: Answers | None = None) -> bool:
    """Whether the question is asked after these answers; of a part ``around`` are those outside of its entry."""
    if question.when is None:
        return True

    def value_of(key: str) -> object:
        answer = answers.get(key) or (around or {}).get(key)
        return answer.value if answer else None

    return question.when.holds(value_of)


def n_answered(questionnaire: Questionnaire, answers: Answers) -> tuple[int, int]:
    """How many of the questions asked have an answer, "not known" among them, and how many are asked."""
    became = [given(question, answers) for question in questionnaire.questions]
    n_asked = sum(one is not Given.NOT_ASKED for one in became)
    return n_asked - sum(one is Given.BLANK for one in became), n_asked
