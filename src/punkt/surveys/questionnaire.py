"""A questionnaire and its questions, as read from its file. Nothing here is changed after it was read.

Texts are mappings of language (``uk``, ``en``, ``et``, ``sv``) to words. ``Question.id`` is stable: it is never used
again for another question, so that answers by an old version stay readable under a new one (``carrying.py``).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from punkt.surveys.conditions import Relevance
from punkt.surveys.words import Kind
from punkt.toml.sources import SourceDocument

Texts = Mapping[str, str]


def text_in(texts: Texts, language: str) -> str:
    """The text in the language, else in English, else in any there is; "" for none."""
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be chosen. ``is_alone``: it cannot be chosen together with another (such as "none")."""

    id: str
    text: Texts
    is_alone: bool = False


@dataclass(frozen=True, slots=True)
class Matrix:
    """The rows and columns of a table to tick; ``takes_several``: a row takes several columns, else one."""

    rows: tuple[Option, ...]
    columns: tuple[Option, ...]
    takes_several: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    ``number`` is that of the source; questions that share one are its parts. ``unit`` is of numbers, with the codes of
    ``punkt.units`` where it has one; ``currencies`` are the codes of which an amount of money names one. ``least`` and
    ``most`` are the bounds of a number (both included), of the letters of a text, or of the entries of a group.
    ``when`` says after which answers it is asked. ``asks_source``: the answer says where it comes from
    (``AnswerBasis``) and of which day it is. ``is_coded``: the words can be coded to practices and concerns.
    ``prefill`` is a key of ``prefills.PREFILLS``. ``relates_to`` names requirements of standards and practices.
    ``is_sensitive``: an answer is never published by itself, only within figures. ``parts`` are the questions of a
    group. ``translated`` names the languages in which the texts are translations; where it is empty the questionnaire
    says it (``Questionnaire.translated_of``).
    """

    id: str
    number: int
    kind: Kind
    text: Texts
    help: Texts = field(default_factory=dict)
    translated: frozenset[str] = frozenset()
    unit: str = ""
    currencies: tuple[str, ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None
    is_whole: bool = False
    options: tuple[Option, ...] = ()
    matrix: Matrix | None = None
    is_required: bool = False
    when: Relevance | None = None
    asks_source: bool = False
    is_coded: bool = False
    prefill: str = ""
    relates_to: tuple[str, ...] = ()
    is_sensitive: bool = False
    parts: tuple["Question", ...] = ()

    @property
    def takes_unknown(self) -> bool:
        """Whether "not known" can be answered: everywhere but to a group, which is left without entries."""
        return self.kind is not Kind.GROUP

    def option(self, key: str) -> Option | None:
        """The option of that id."""
        return next((one for one in self.options if one.id == key), None)


@dataclass(frozen=True, slots=True)
class Section:
    """Questions about one thing; ``id`` begins the ids of its questions: ``s4`` and ``s4.autonomy_median_h``."""

    id: str
    title: Texts
    questions: tuple[Question, ...]
    note: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A version of a questionnaire. ``is_proposal``: nobody decided yet to ask exactly this."""

    id: str
    version: date
    title: Texts
    sections: tuple[Section, ...]
    sources: tuple[SourceDocument, ...] = ()
    note: Texts = field(default_factory=dict)
    translated: frozenset[str] = frozenset()
    is_proposal: bool = False

    @property
    def name(self) -> str:
        """``ID@VERSION``: what answers keep."""
        return f"{self.id}@{self.version.isoformat()}"

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions of all sections in order; a group is one."""
        return tuple(one for section in self.sections for one in section.questions)

    def every_question(self) -> Iterator[Question]:
        """The questions in order, each group followed by its parts."""
        for one in self.questions:
            yield one
            yield from one.parts

    def question(self, key: str) -> Question | None:
        """The question of that id, also one within a group."""
        return next((one for one in self.every_question() if one.id == key), None)

    def translated_of(self, question: Question) -> frozenset[str]:
        """The languages in which the texts of a question are translations: as it says, else as the file says."""
        return question.translated or self.translated

    def label(self, question: Question) -> str:
        """The number as people say it: ``25``, or ``5a``, ``5b`` for the parts of one; ``48.1`` within a group."""
        for one in self.questions:
            if question in one.parts:
                return f"{self.label(one)}.{one.parts.index(question) + 1}"
        same = [one.id for one in self.questions if one.number == question.number]
        if len(same) < 2 or question.id not in same:
            return str(question.number)
        place = same.index(question.id)
        return f"{question.number}{'abcdefghijklmnopqrstuvwxyz'[place % 26]}"
