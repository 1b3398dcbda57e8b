"""Conditions and bounds as an XLSForm writes them (XPath), and back as far as we have words for them."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from punkt.surveys.conditions import Comparison, Operator, Relevance
from punkt.surveys.questionnaire import Question
from punkt.surveys.words import UNKNOWN, Kind

_MOST_LETTERS = 2000
_MOST_ALTERNATIVES = 30
_NAME = r"\$\{\s*([A-Za-z_][\w.\-]*)\s*\}"
_WORD = r"(?:'([^']*)'|\"([^\"]*)\")"
_SELECTED = re.compile(rf"selected\(\s*{_NAME}\s*,\s*{_WORD}\s*\)")
_COMPARED = re.compile(rf"{_NAME}\s*(=|>|<)\s*(?:{_WORD}|(-?[0-9]+(?:\.[0-9]+)?))")
_BOUND = re.compile(r"\.\s*(>=|<=)\s*(-?[0-9]+(?:\.[0-9]+)?)")
_LENGTH = re.compile(r"string-length\(\s*\.\s*\)\s*(<=)\s*([0-9]+)")
_ALONE = re.compile(r"not\(\s*selected\(\s*\.\s*,\s*'([^']*)'\s*\)\s+and\s+count-selected\(\s*\.\s*\)\s*>\s*1\s*\)")


class Bounds(NamedTuple):
    """What a constraint says: of the value, or of the letters of a text, and which options stand alone."""

    least: Decimal | None = None
    most: Decimal | None = None
    alone: frozenset[str] = frozenset()


def relevant_text(relevance: Relevance, kind_of: Callable[[str], Kind], name_of: Callable[[str], str]) -> str:
    """The condition for the column ``relevant``."""

    def one(comparison: Comparison) -> str:
        name, value = f"${{{name_of(comparison.question)}}}", comparison.value
        if comparison.operator is Operator.CONTAINS:
            return f"selected({name}, '{value}')"
        told = value if kind_of(comparison.question) is Kind.NUMBER else f"'{value}'"
        return f"{name} {comparison.operator} {told}"

    return " or ".join(" and ".join(map(one, all_of)) for all_of in relevance.any_of)


def constraint_text(question: Question) -> str:
    """The bounds of a question for the column ``constraint``; a text has no end without one."""
    if question.kind is Kind.NUMBER:
        ends = ((">=", question.least), ("<=", question.most))
        return " and ".join(f". {sign} {format(bound, 'f')}" for sign, bound in ends if bound is not None)
    if question.kind is Kind.TEXT and question.most is not None:
        return f"string-length(.) <= {question.most}"
    if question.kind is Kind.MULTIPLE:
        return alone_text([one.id for one in question.options if one.is_alone] + [UNKNOWN])
    return ""


def alone_text(options: list[str]) -> str:
    """That none of these options is chosen together with another."""
    return " and ".join(f"not(selected(., '{one}') and count-selected(.) > 1)" for one in options)


def read_relevant(text: str, question_of: Callable[[str], Question | None], option_of: Callable[[str, str], str]) -> (
    Relevance | None
):  # fmt: skip
    """The condition of a cell; ``None`` where it says more than we have words for.

    ``question_of`` gives a question by its name in the form, ``option_of`` our word for what can be chosen there.
    """
    if len(text) > _MOST_LETTERS:
        return None
    alternatives = _split(_without_brackets(text), "or")
    read: list[tuple[Comparison, ...]] = []
    for all_of in alternatives[: _MOST_ALTERNATIVES + 1]:
        comparisons = [_comparison(one, question_of, option_of) for one in _split(all_of, "and")]
        known = [one for one in comparisons if one is not None]
        if len(known) < len(comparisons):
            return None
        read.append(tuple(known))
    return Relevance(tuple(read)) if 0 < len(read) <= _MOST_ALTERNATIVES else None


def both(first: Relevance | None, second: Relevance | None) -> Relevance | None:
    """Asked where both hold; ``None`` where that says more than we have words for, and where there is neither."""
    if first is None or second is None:
        return first or second
    if len(first.any_of) * len(second.any_of) > _MOST_ALTERNATIVES:
        return None
    joined = tuple(dict.fromkeys((*one, *other)) for one in first.any_of for other in second.any_of)
    return Relevance(tuple(tuple(one) for one in joined))


def read_constraint(text: str, kind: Kind) -> Bounds | None:
    """The bounds of a cell; ``None`` where it says more than we have words for."""
    if len(text) > _MOST_LETTERS:
        return None
    if kind is Kind.MULTIPLE:
        alone = _ALONE.findall(text)
        rest = _ALONE.sub("", text).replace("and", "").strip()
        return None if rest else Bounds(alone=frozenset(alone))
    least = most = None
    for part in _split(_without_brackets(text), "and"):
        found = (_LENGTH if kind is Kind.TEXT else _BOUND).fullmatch(_without_brackets(part))
        if found is None or kind not in {Kind.NUMBER, Kind.TEXT}:
            return None
        if found[1] == ">=":
            least = Decimal(found[2])
        else:
            most = Decimal(found[2])
    return Bounds(least, most)


def _comparison(
    text: str, question_of: Callable[[str], Question | None], option_of: Callable[[str, str], str]
) -> Comparison | None:
    text = _without_brackets(text)
    if found := _SELECTED.fullmatch(text):
        name, sign, value = found[1], "", found[2] or found[3] or ""
    elif found := _COMPARED.fullmatch(text):
        name, sign, value = found[1], found[2], found[3] or found[4] or found[5] or ""
    else:
        return None
    question = question_of(name)
    if question is None:
        return None
    if question.kind is Kind.NUMBER:
        return Comparison(question.id, Operator(sign), value) if sign and _is_number(value) else None
    if sign in {"", "="} and question.kind in {Kind.SINGLE, Kind.MULTIPLE, Kind.YES_NO_UNKNOWN}:
        word = option_of(name, value)
        operator = Operator.CONTAINS if question.kind is Kind.MULTIPLE else Operator.EQUALS
        return Comparison(question.id, operator, word) if word else None
    return None


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _split(text: str, word: str) -> list[str]:
    """The parts between the word, where it stands outside of brackets and quotation marks."""
    parts, depth, quote, start = [], 0, "", 0
    for place, sign in enumerate(text):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif depth == 0 and text[place - 1 : place].isspace() and re.match(rf"{word}\s", text[place:]):
            parts.append(text[start:place].strip())
            start = place + len(word)
    return [*parts, text[start:].strip()]


def _without_brackets(text: str) -> str:
    """Without brackets around the whole."""
    text = text.strip()
    while text.startswith("(") and text.endswith(")"):
        depth = 0
        for sign in text[:-1]:
            depth += (sign == "(") - (sign == ")")
            if depth == 0:
                return text
        text = text[1:-1].strip()
    return text
