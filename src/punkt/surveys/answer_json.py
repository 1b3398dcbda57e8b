"""Answered questionnaires as JSON, whole and back: what a file holds and what is kept beside it.

``{"questionnaire": "ID@VERSION", "answers": {"s4.fuel_l": {"number": "1200", "source": "measured", "as_of":
"2026-01-19"}, "s2.plan": {"value": "yes"}, "s4.load_tested_on": {"unknown": true}, "s9.activations": {"entries":
[{"s9.act_from": {"value": "2026-01-19"}}]}}}``. A number is a text of digits, so that no program rounds it.
"""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NoReturn

from punkt.errors import UnreadableFile
from punkt.surveys.answers import Answer, Answers
from punkt.surveys.questionnaire import Questionnaire
from punkt.wording import gettext_noop as _

MOST_BYTES = 2_000_000
_NO_ANSWERS = _("This is no answered questionnaire.")
_EXPORT = _("Write it anew with the program that made it; docs/reference/surveys.md says how it looks.")


def answers_json(questionnaire: Questionnaire, answers: Answers) -> str:
    """The answered questionnaire as JSON, the same for the same answers: in the order of the questions."""
    told = {"questionnaire": questionnaire.name, "answers": answers_object(questionnaire, answers)}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def answers_object(questionnaire: Questionnaire, answers: Answers) -> dict[str, Any]:
    """The answers as an object for JSON, in the order of the questions."""
    order = [one.id for one in questionnaire.every_question()]
    return {key: _told(answers[key], order) for key in order if key in answers}


def read_answers_json(content: bytes | str, *, where: str = "") -> tuple[str, Mapping[str, Any]]:
    """The name of the questionnaire and what was answered, not checked: that is for ``check_answers``.

    Raises ``UnreadableFile`` for what is no such JSON.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableFile(_("This file is too large for answers."), where=where, remedy=_EXPORT)
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
        told = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(_NO_ANSWERS, where=where, remedy=_EXPORT) from error
    answers = told.get("answers") if isinstance(told, dict) else None
    name = told.get("questionnaire") if isinstance(told, dict) else None
    if not isinstance(answers, dict) or not isinstance(name, str):
        raise UnreadableFile(_NO_ANSWERS, where=where, remedy=_EXPORT)
    return name, answers


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


def _told(answer: Answer, order: list[str]) -> dict[str, Any]:
    if answer.entries:
        return {"entries": [{key: _told(one[key], order) for key in order if key in one} for one in answer.entries]}
    told: dict[str, Any] = {}
    if answer.is_unknown:
        told["unknown"] = True
    elif isinstance(answer.value, Decimal):
        told["number"] = format(answer.value, "f")
    elif isinstance(answer.value, date):
        told["value"] = answer.value.isoformat()
    elif isinstance(answer.value, Mapping):
        told["value"] = {row: list(columns) for row, columns in answer.value.items()}
    else:
        told["value"] = list(answer.value) if isinstance(answer.value, tuple) else str(answer.value)
    if answer.currency:
        told["currency"] = answer.currency
    if answer.basis:
        told["source"] = str(answer.basis)
    if answer.as_of:
        told["as_of"] = answer.as_of.isoformat()
    return told
