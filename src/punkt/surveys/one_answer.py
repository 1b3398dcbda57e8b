"""One answer read: by the kind of its question, from what a form, a file or a colleague sent."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from punkt.surveys.answer_faults import MOST_SHOWN, NO_ANSWER, Unfit
from punkt.surveys.answers import Answer, Value
from punkt.surveys.questionnaire import Option, Question
from punkt.surveys.spellings import MOST_DIGITS, Ambiguous, clean_words, local_day, local_number, plain_number, settled
from punkt.surveys.words import UNKNOWN, AnswerBasis, Kind, YesNo
from punkt.wording import gettext_noop as _

Raw = Any
"""What was received: nothing is known of it."""
MOST_LETTERS = 5000
"""Of a text whose question sets no limit of its own."""
MOST_FILE_LETTERS = 200
ANSWER_KEYS = frozenset({"value", "number", "unknown", "currency", "source", "as_of"})
_BESIDE = frozenset({"currency", "source", "as_of"})
"""What is no answer by itself."""
_DEEPEST = 5
_TOO_LARGE = 10**MOST_DIGITS
_CHOOSE = _("Choose one of: %(listed)s.")


def is_blank(raw: Raw, depth: int = 0) -> bool:
    """Whether nothing was answered: no value, or one without content."""
    if raw is None or raw is False or (isinstance(raw, str) and not raw.strip()):
        return True
    if depth > _DEEPEST:
        return False
    if isinstance(raw, Mapping):
        return all(is_blank(value, depth + 1) for key, value in raw.items() if key not in _BESIDE)
    if isinstance(raw, list | tuple):
        return all(is_blank(one, depth + 1) for one in raw)
    return False


def read_answer(question: Question, raw: Raw, *, language: str = "") -> Answer:
    """The answer to a question that is no group; ``raw`` is not blank. Raises ``Unfit``."""
    if isinstance(raw, Answer):
        raw = _as_mapping(raw)
    told: Mapping[str, Raw] = raw if _is_answer_form(question, raw) else {"value": raw}
    strangers = [key for key in told if key not in ANSWER_KEYS]
    if strangers:
        raise NO_ANSWER
    value = _value(question, told, language)
    currency = _currency(question, told) if value is not UNKNOWN else ""
    if question.kind is Kind.NUMBER and value is not UNKNOWN:
        _check_bounds(question, value)
    return Answer(value, currency, _basis(question, told), _as_of(question, told))


def _is_answer_form(question: Question, raw: Raw) -> bool:
    if not isinstance(raw, Mapping):
        return False
    if question.kind is not Kind.MATRIX:
        return True
    return isinstance(raw.get("value"), Mapping) or raw.get("unknown") is True


def _as_mapping(answer: Answer) -> Mapping[str, Raw]:
    told: dict[str, Raw] = {"currency": answer.currency, "source": answer.basis, "as_of": answer.as_of}
    return {**told, **({"unknown": True} if answer.is_unknown else {"value": answer.value})}


def _value(question: Question, told: Mapping[str, Raw], language: str) -> Value:
    value, number, unknown = told.get("value"), told.get("number"), told.get("unknown")
    has_value = not (is_blank(value) and is_blank(number))
    is_said_unknown = unknown is True or (question.kind is not Kind.TEXT and value == UNKNOWN)
    if is_said_unknown and has_value and value != UNKNOWN:
        what = _("It is answered, and it is said not to be known.")
        raise Unfit(what, _("Keep one of both."))
    if is_said_unknown:
        return UNKNOWN
    if not has_value or not (unknown is None or unknown is False):
        raise NO_ANSWER
    if number is not None:
        return _plain(question, number)
    return _READERS[question.kind](question, value, language)


def _plain(question: Question, number: Raw) -> Decimal:
    if question.kind is not Kind.NUMBER or not isinstance(number, str):
        raise NO_ANSWER
    try:
        return plain_number(number)
    except ValueError as error:
        raise _no_number(number) from error


def _number(question: Question, value: Raw, language: str) -> Value:
    try:
        if isinstance(value, str):
            return local_number(value, language=language, unit=question.unit, is_whole=question.is_whole)
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool) and abs(value) < _TOO_LARGE:
            return settled(Decimal(str(value)))
    except Ambiguous as error:
        what = _("%(value)s may be read in two ways.")
        remedy = _("Write it without a separator of thousands, or with a space there.")
        raise Unfit(what, remedy, value=_shown(value)) from error
    except (ValueError, ArithmeticError) as error:
        raise _no_number(value) from error
    raise _no_number(value)


def _no_number(value: object) -> Unfit:
    what = _("%(value)s is no number.")
    return Unfit(what, _("Write digits, such as 1 234,5, or say that it is not known."), value=_shown(value))


def _check_bounds(question: Question, value: Value) -> None:
    if not isinstance(value, Decimal):
        return
    again = _("Look at the number and its unit again.")
    if question.is_whole and value != value.to_integral_value():
        raise Unfit(_("%(value)s is no whole number."), again, value=value)
    if question.least is not None and value < question.least:
        raise Unfit(_("%(value)s is below %(least)s."), again, value=value, least=question.least)
    if question.most is not None and value > question.most:
        raise Unfit(_("%(value)s is above %(most)s."), again, value=value, most=question.most)


def _yes_no(_question: Question, value: Raw, _language: str) -> Value:
    if value is True:
        return YesNo.YES
    if isinstance(value, str) and value in set(YesNo):
        return YesNo(value)
    raise _not_there(value, (*YesNo, UNKNOWN))


def _single(question: Question, value: Raw, _language: str) -> Value:
    if isinstance(value, list | tuple) and len(value) == 1:
        value = value[0]
    if isinstance(value, list | tuple):
        raise Unfit(_("Only one can be chosen."), _("Choose the one that fits best."))
    return _one_of(question.options, value).id


def _multiple(question: Question, value: Raw, _language: str) -> Value:
    if isinstance(value, list | tuple) and list(value) == [UNKNOWN]:
        return UNKNOWN
    return _several_of(question.options, value)


def _several_of(options: tuple[Option, ...], value: Raw) -> tuple[str, ...]:
    told = [value] if isinstance(value, str) else value
    if not isinstance(told, list | tuple) or len(told) > 10 * len(options):
        raise NO_ANSWER
    chosen = {_one_of(options, one).id for one in told if not is_blank(one)}
    alone = [one.id for one in options if one.is_alone and one.id in chosen]
    if alone and len(chosen) > 1:
        what = _("%(value)s cannot be chosen together with others.")
        raise Unfit(what, _("Choose it alone, or leave it out."), value=alone[0])
    return tuple(one.id for one in options if one.id in chosen)


def _one_of(options: tuple[Option, ...], value: Raw) -> Option:
    for option in options:
        if isinstance(value, str) and option.id == value:
            return option
    raise _not_there(value, [one.id for one in options])


def _not_there(value: object, listed: object) -> Unfit:
    words = [str(one) for one in listed] if isinstance(listed, list | tuple) else []
    what = _("%(value)s cannot be chosen here.")
    return Unfit(what, _CHOOSE, value=_shown(value), listed=", ".join(words[:30]))


def _matrix(question: Question, value: Raw, _language: str) -> Value:
    if question.matrix is None or not isinstance(value, Mapping):
        raise NO_ANSWER
    rows, columns = question.matrix.rows, question.matrix.columns
    for key in value:
        _one_of(rows, key)
    ticks: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if is_blank(value.get(row.id)):
            continue
        ticks[row.id] = _several_of(columns, value[row.id])
        if len(ticks[row.id]) > 1 and not question.matrix.takes_several:
            raise Unfit(_("Only one can be chosen."), _("Choose the one that fits best."))
    return ticks


def _text(question: Question, value: Raw, _language: str) -> Value:
    return _words(value, int(question.most) if question.most is not None else MOST_LETTERS)


def _file(_question: Question, value: Raw, _language: str) -> Value:
    name = _words(value, MOST_FILE_LETTERS)
    if any(sign in name for sign in "/\\\n") or name.startswith("."):
        raise Unfit(_("%(value)s is no name of a file."), _("Add the file anew."), value=_shown(name))
    return name


def _words(value: Raw, most: int) -> str:
    if not isinstance(value, str):
        raise NO_ANSWER
    if len(value) > 20 * most + 1000:
        raise Unfit(_("The text is far too long; the most are %(most)s characters."), _("Shorten it."), most=most)
    text = clean_words(value)
    if len(text) > most:
        what = _("The text has %(n)s characters; the most are %(most)s.")
        raise Unfit(what, _("Shorten it."), n=len(text), most=most)
    if not text:
        raise NO_ANSWER
    return text


def _day(_question: Question, value: Raw, _language: str) -> Value:
    return _read_day(value)


def _read_day(value: Raw) -> date:
    if type(value) is date:
        value = value.isoformat()
    try:
        return local_day(value if isinstance(value, str) else "")
    except ValueError as error:
        what = _("%(value)s is no date.")
        raise Unfit(what, _("Write it as 2026-01-19 or 19.01.2026."), value=_shown(value)) from error


def _currency(question: Question, told: Mapping[str, Raw]) -> str:
    code = told.get("currency")
    if not question.currencies:
        if is_blank(code):
            return ""
        raise NO_ANSWER
    if not isinstance(code, str) or code not in question.currencies:
        what = _("The currency is missing, or it is none of those asked for.")
        raise Unfit(what, _CHOOSE, listed=", ".join(question.currencies))
    return code


def _basis(question: Question, told: Mapping[str, Raw]) -> AnswerBasis | None:
    word = told.get("source")
    if is_blank(word):
        return None
    if not question.asks_source or not isinstance(word, str) or word not in set(AnswerBasis):
        what = _("%(value)s is no source of an answer.")
        raise Unfit(what, _CHOOSE, value=_shown(word), listed=", ".join(AnswerBasis))
    return AnswerBasis(word)


def _as_of(question: Question, told: Mapping[str, Raw]) -> date | None:
    value = told.get("as_of")
    if is_blank(value):
        return None
    if not question.asks_source:
        raise NO_ANSWER
    return _read_day(value)


def _shown(value: object) -> str:
    """The beginning of what was received, fit for a page and a terminal."""
    try:
        text = value if isinstance(value, str) else repr(value)
    except (ValueError, RecursionError):  # a number of thousands of digits; a list of lists without an end
        text = type(value).__name__
    return " ".join(clean_words(text[: 2 * MOST_SHOWN]).split())[:MOST_SHOWN]


_READERS: Mapping[Kind, Callable[[Question, Raw, str], Value]] = {
    Kind.NUMBER: _number,
    Kind.YES_NO_UNKNOWN: _yes_no,
    Kind.SINGLE: _single,
    Kind.MULTIPLE: _multiple,
    Kind.TEXT: _text,
    Kind.DATE: _day,
    Kind.MATRIX: _matrix,
    Kind.FILE: _file,
}
