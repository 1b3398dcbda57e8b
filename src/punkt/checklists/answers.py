"""What was answered to the lines of a list, checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from punkt.checklists.lists import ListKind
from punkt.errors import InvalidValue
from punkt.model.items import told_text
from punkt.wording import gettext_noop as _

MOST_WHY_LETTERS = 200


class LineAnswer(StrEnum):
    """What became of a line. A line without an answer is open: nobody looked yet."""

    DONE = "done"
    NOT_POSSIBLE = "not_possible"
    NOT_ASKED = "not_asked"
    """It does not apply at this point."""


ANSWER_LABELS: Mapping[LineAnswer, str] = {
    LineAnswer.DONE: _("Done"),
    LineAnswer.NOT_POSSIBLE: _("Not possible"),
    LineAnswer.NOT_ASKED: _("Not here"),
}


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to one line, and ``why`` it is not possible."""

    key: str
    answer: LineAnswer
    why: str = ""


@dataclass(frozen=True, slots=True)
class AnsweredLines:
    """A list that was gone through: which, by which version, and the lines that were answered, in any order."""

    kind: ListKind
    version: int
    lines: tuple[Answered, ...]


def read_answers(content: Mapping[str, object], where: str) -> AnsweredLines:
    """From an item's content. Raises ``InvalidValue``, which names ``where``, for what cannot be.

    Whether there are such lines is for whoever holds the version.
    """
    strangers = sorted(content.keys() - {"list", "version", "lines"})
    if strangers:
        raise InvalidValue(
            _("A list that was gone through has no %(name)s."), where=where, values={"name": strangers[0][:40]}
        )
    try:
        kind = ListKind(str(content.get("list")))
        version = int(str(content.get("version"))[:6])
    except ValueError as error:
        raise InvalidValue(_("It does not say which list was gone through."), where=where) from error
    lines = content.get("lines")
    if not isinstance(lines, dict) or not lines:
        raise InvalidValue(_("No line of the list was answered."), where=where)
    return AnsweredLines(kind, version, tuple(_line(str(key), told, where) for key, told in sorted(lines.items())))


def _line(key: str, told: object, where: str) -> Answered:
    answer, why = (told.get("answer"), told.get("why", "")) if isinstance(told, dict) else (None, "")
    try:
        word = LineAnswer(str(answer))
    except ValueError as error:
        fault = _("The line %(key)s has an answer that there is not.")
        raise InvalidValue(fault, where=where, values={"key": key[:40]}) from error
    if not isinstance(why, str) or len(why) > MOST_WHY_LETTERS:
        fault = _("The word why of the line %(key)s is too long.")
        raise InvalidValue(fault, where=where, values={"key": key[:40]})
    text = told_text(why)
    return Answered(key, word, text if word is LineAnswer.NOT_POSSIBLE else "")
