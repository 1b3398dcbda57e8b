"""What was answered to the lines of an inspection, checked, and what several people answered, held side by side."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from punkt.errors import InvalidValue, PunktError
from punkt.inspection.lines import InspectionLine, LineForm
from punkt.model.fields import checked_fact
from punkt.model.items import told_text
from punkt.model.vocabulary import Availability
from punkt.wording import gettext_noop as _

MOST_NOTE_LETTERS = 500
_NAMES = frozenset({"key", "answer", "value", "note"})
_MOST_FAULTS = 20


class LineAnswer(StrEnum):
    """What was seen. A line without an answer is not answered: that is never a no."""

    YES = "yes"
    NO = "no"
    NOT_SEEN = "not_seen"
    """Somebody was there and could not see it."""


ANSWER_LABELS: Mapping[LineAnswer, str] = {
    LineAnswer.YES: _("Yes"),
    LineAnswer.NO: _("No"),
    LineAnswer.NOT_SEEN: _("Not seen"),
}
Value = str | float | int


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one line: ``value`` for a number or a choice that was seen, else ``answer``."""

    key: str
    answer: LineAnswer | None = None
    value: Value | None = None
    note: str = ""

    @property
    def is_seen(self) -> bool:
        """Whether it says how things are."""
        return self.answer is not LineAnswer.NOT_SEEN

    @property
    def stated(self) -> Value | None:
        """As the register states it; ``None`` where it was not seen."""
        if self.value is not None:
            return self.value
        return None if self.answer is None else _STATED.get(self.answer)

    def as_json(self) -> dict[str, Any]:
        """As a sheet keeps it."""
        answer = self.answer.value if self.answer else ""
        return {"key": self.key, "answer": answer, "value": self.value, "note": self.note}


_STATED = {LineAnswer.YES: Availability.YES.value, LineAnswer.NO: Availability.NO.value}


class BadAnswers(InvalidValue):
    """Answers that cannot be; ``faults`` are all that were found, each with the key of its line.

    ``names`` are what lines are called, by key, in the words of the reader; a key without one stands for itself.
    """

    def __init__(self, where: str, faults: Sequence[PunktError], names: Mapping[str, str] | None = None) -> None:
        super().__init__(_("Some answers cannot be taken."), where=where)
        self.faults = tuple(faults)
        self.names = names or {}

    def advice(self, translate: Callable[[str], str] = str) -> str:
        """What is wrong with each line."""
        told = [
            f"{self.names.get(fault.where, fault.where)}: {fault.advice(translate)}"
            for fault in self.faults[:_MOST_FAULTS]
        ]
        return " ".join([super().advice(translate), "; ".join(told)])


def read_answers(lines: Sequence[InspectionLine], told: object, where: str) -> tuple[Answer, ...]:
    """The answers of a sheet, ``[{key, answer, value, note}]``, in the order of the lines.

    Raises ``BadAnswers``, which tells every fault. A line that is not in it, or has neither answer nor value, is not
    answered.
    """
    if not isinstance(told, list) or len(told) > 2 * len(lines) + 1:
        raise InvalidValue(_("The answers are no list of lines."), where=where)
    known = {line.key: line for line in lines}
    found: dict[str, Answer] = {}
    faults: list[PunktError] = []
    for row in told:
        try:
            answer = _read(known, row)
            if answer.key in found:
                raise InvalidValue(_("is answered twice"), where=answer.key)
        except PunktError as error:
            faults.append(error)
            continue
        if answer.answer is not None or answer.value is not None:
            found[answer.key] = answer
    if faults:
        raise BadAnswers(where, faults)
    return tuple(found[line.key] for line in lines if line.key in found)


def _read(known: Mapping[str, InspectionLine], row: object) -> Answer:
    if not isinstance(row, dict) or not all(isinstance(name, str) for name in row) or not row.keys() <= _NAMES:
        raise InvalidValue(_("an answer has key, answer, value and note, and nothing else"))
    key = str(row.get("key"))[:60]
    line = known.get(key)
    if line is None:
        raise InvalidValue(_("there is no such line"), where=key)
    note = row.get("note") or ""
    if not isinstance(note, str) or len(note) > MOST_NOTE_LETTERS:
        raise InvalidValue(
            _("the note has more than %(most)s characters"), where=key, values={"most": MOST_NOTE_LETTERS}
        )
    word, value = _word(row.get("answer"), key), row.get("value")
    if value in (None, ""):
        value = None
    if line.form is LineForm.YES_NO:
        if value is not None:
            raise InvalidValue(_("is answered by yes, no or not seen"), where=key)
        return Answer(key, word, None, told_text(note))
    return Answer(key, *_measured(line, word, value), told_text(note))


def _word(told: object, key: str) -> LineAnswer | None:
    if told in (None, ""):
        return None
    try:
        return LineAnswer(told)  # type: ignore[arg-type] # whatever it is, it is looked up
    except (ValueError, TypeError):
        raise InvalidValue(_("is answered by yes, no or not seen"), where=key) from None


def _measured(line: InspectionLine, word: LineAnswer | None, value: object) -> tuple[LineAnswer | None, Value | None]:
    """``value`` is told, or it was not seen; not both."""
    if value is None:
        if word in (LineAnswer.YES, LineAnswer.NO):
            raise InvalidValue(_("needs a number or a choice, or not seen"), where=line.key)
        return word, None
    if word is not None:
        raise InvalidValue(_("has a value and is not seen at once"), where=line.key)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise InvalidValue(_("has no value that can be"), where=line.key)
    text = value.strip().replace(",", ".")[:40] if isinstance(value, str) else value
    return None, checked_fact(line.key, text)


def answers_from(rows: Sequence[Mapping[str, Any]]) -> tuple[Answer, ...]:
    """The answers that a sheet keeps, as they were read once."""
    return tuple(
        Answer(row["key"], LineAnswer(row["answer"]) if row["answer"] else None, row["value"], row["note"])
        for row in rows
    )


def facts_of(lines: Sequence[InspectionLine], answers: Sequence[Answer]) -> dict[str, Value]:
    """What the answers state, by field of the register. What was not answered, or not seen, states nothing."""
    fields = {line.key: line.field for line in lines if line.field}
    return {fields[one.key]: one.stated for one in answers if one.key in fields and one.stated is not None}


Sheets = Mapping[str, Sequence[Answer]]
"""Answers by who gave them."""


def differences(sheets: Sheets) -> tuple[str, ...]:
    """The keys of lines of which two people saw different things. Not to have seen it is no difference."""
    told = _by_line(sheets)
    return tuple(key for key, pairs in told.items() if len({one.stated for _by, one in pairs if one.is_seen}) > 1)


def settled(sheets: Sheets, choices: Mapping[str, str]) -> dict[str, tuple[str, Answer]]:
    """For each line that was answered: whose answer counts, and the answer.

    ``choices`` says for lines on which people differ who is followed. Raises ``InvalidValue`` where that is left open
    or names somebody who did not see it. Who saw it goes before who did not.
    """
    told = _by_line(sheets)
    seen = {key: [pair for pair in pairs if pair[1].is_seen] for key, pairs in told.items()}
    chosen = {key: [pair for pair in pairs if pair[0] == choices.get(key)] for key, pairs in seen.items()}
    left_open = [key for key in differences(sheets) if not chosen[key]]
    if left_open:
        raise InvalidValue(
            _("It is not decided whose answer counts for: %(keys)s."), values={"keys": ", ".join(left_open)}
        )
    return {key: (chosen[key] or seen[key] or pairs)[0] for key, pairs in told.items()}


def _by_line(sheets: Sheets) -> dict[str, list[tuple[str, Answer]]]:
    found: dict[str, list[tuple[str, Answer]]] = {}
    for by, answers in sheets.items():
        for one in answers:
            found.setdefault(one.key, []).append((by, one))
    return found
