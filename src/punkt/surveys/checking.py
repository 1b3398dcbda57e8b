"""Answers from outside, checked: what fits is kept, and every fault names its question and says what to do."""

from collections.abc import Mapping
from dataclasses import dataclass

from punkt.surveys.answer_faults import (
    MOST_SHOWN,
    NO_ANSWER,
    NO_SUCH_QUESTION,
    NOT_ANSWERED,
    AnswerFault,
    Place,
    Unfit,
)
from punkt.surveys.answers import Answer, Answers, is_asked
from punkt.surveys.one_answer import Raw, is_blank, read_answer
from punkt.surveys.questionnaire import Question, Questionnaire
from punkt.surveys.words import Kind
from punkt.wording import gettext_noop as _

MOST_ENTRIES = 100
"""Of a group that sets no limit of its own."""
MOST_FAULTS = 500
"""Faults of one member's answers that are told: hostile answers are no reason for a page without an end."""


@dataclass(frozen=True, slots=True)
class Checked:
    """``answers`` fit; ``not_asked`` are questions that were answered though an earlier answer made them needless.

    What was answered to those is set aside and not checked.
    """

    answers: Answers
    faults: tuple[AnswerFault, ...]
    not_asked: tuple[str, ...]


def check_answers(
    questionnaire: Questionnaire, given: Mapping[str, Raw], *, language: str = "", is_final: bool = False
) -> Checked:
    """The answers that fit, and all faults.

    ``given`` has for each question what was received: a plain value as a form sends it (text, number, list of ids,
    for a matrix a mapping of rows, for a group a list of mappings), a mapping in the form of ``answer_json``, or an
    ``Answer``. A blank (``None``, empty) is no answer and no fault; with ``is_final`` required questions must have
    one, for which "not known" does. ``language`` is that in which numbers are written (``spellings.local_number``).
    """
    checking = _Checking(questionnaire, language, is_final=is_final)
    answers = checking.several(questionnaire.questions, given, Place(), {})
    return Checked(answers, tuple(checking.faults[:MOST_FAULTS]), tuple(checking.not_asked))


class _Checking:
    """One run over the answers of one member."""

    def __init__(self, questionnaire: Questionnaire, language: str, *, is_final: bool) -> None:
        self._known = {one.id for one in questionnaire.every_question()}
        self._language, self._is_final = language, is_final
        self.faults: list[AnswerFault] = []
        self.not_asked: list[str] = []

    def several(
        self, questions: tuple[Question, ...], given: Mapping[str, Raw], place: Place, around: Answers
    ) -> dict[str, Answer]:
        answers: dict[str, Answer] = {}
        own = {one.id for one in questions}
        for key in given:
            if key not in own:
                self.faults.append(NO_SUCH_QUESTION.at(Place(str(key)[:MOST_SHOWN], place.entry)))
        for question in questions:
            here = Place(question.id, place.entry)
            raw = given.get(question.id)
            if not is_asked(question, answers, around):
                if not is_blank(raw):
                    self.not_asked.append(question.id)
                continue
            answer = self._one(question, raw, here, {**around, **answers})
            if answer is not None:
                answers[question.id] = answer
            elif self._is_final and question.is_required and is_blank(raw):
                self.faults.append(NOT_ANSWERED.at(here))
        return answers

    def _one(self, question: Question, raw: Raw, place: Place, around: Answers) -> Answer | None:
        if is_blank(raw):
            if question.kind is Kind.GROUP and self._is_final and question.is_required:
                self._count_entries(question, 0, place)
            return None
        if question.kind is Kind.GROUP:
            return self._entries(question, raw, place, around)
        try:
            return read_answer(question, raw, language=self._language)
        except Unfit as unfit:
            self.faults.append(unfit.at(place))
            return None

    def _entries(self, question: Question, raw: Raw, place: Place, around: Answers) -> Answer | None:
        told = raw.entries if isinstance(raw, Answer) else raw
        if isinstance(told, Mapping):
            told = told.get("entries")
        if not isinstance(told, list | tuple) or not all(isinstance(one, Mapping) for one in told):
            self.faults.append(NO_ANSWER.at(place))
            return None
        entries = [one for one in told if not all(is_blank(value) for value in one.values())]
        if not self._count_entries(question, len(entries), place) or not entries:
            return None
        read = [self.several(question.parts, one, Place("", n), around) for n, one in enumerate(entries, 1)]
        kept = tuple(one for one in read if one)
        return Answer(kept) if kept else None

    def _count_entries(self, question: Question, n: int, place: Place) -> bool:
        most = int(question.most) if question.most is not None else MOST_ENTRIES
        least = int(question.least) if question.least is not None else 0
        if n > most:
            what = _("There are %(n)s entries; the most are %(most)s.")
            self.faults.append(Unfit(what, _("Leave the least important out."), n=n, most=most).at(place))
        elif n < least:
            what = _("There are %(n)s entries; the fewest are %(least)s.")
            self.faults.append(Unfit(what, _("Add what is missing."), n=n, least=least).at(place))
        return n <= most
