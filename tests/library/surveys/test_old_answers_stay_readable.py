"""A new version of a questionnaire: what changed is told whole, and old answers are kept where they still fit."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest

from punkt.surveys.changes import carry, changes
from punkt.surveys.checking import check_answers
from punkt.surveys.conditions import read_relevance
from punkt.surveys.editions import packaged_questionnaires
from punkt.surveys.questionnaire import Matrix, Option, Question, Questionnaire
from punkt.surveys.words import Kind
from punkt.toml.changes import ChangeKind
from tests.library.surveys.made_answers import EVERY_KIND

PIMA = packaged_questionnaires()["pima-state-of-play"][-1]
ANSWERS = check_answers(
    EVERY_KIND,
    {
        "s1.plan": "yes",
        "s1.plan_on": "2025-05-01",
        "s1.hours": "72",
        "s1.host": "school",
        "s1.fuel": ["own", "station"],
        "s1.litres": "200",
        "s1.points": "3",
        "s1.times": [{"s1.from": "2026-01-19", "s1.peak": "40"}],
    },
).answers


def with_question(key: str, **parts: object) -> Questionnaire:
    """The questionnaire with one question changed."""
    [section] = EVERY_KIND.sections
    questions = tuple(replace(one, **parts) if one.id == key else one for one in section.questions)  # type: ignore[arg-type]
    return replace(EVERY_KIND, version=date(2027, 1, 1), sections=(replace(section, questions=questions),))


def without(key: str) -> Questionnaire:
    [section] = EVERY_KIND.sections
    questions = tuple(one for one in section.questions if one.id != key)
    return replace(EVERY_KIND, version=date(2027, 1, 1), sections=(replace(section, questions=questions),))


@pytest.mark.parametrize("questionnaire", [EVERY_KIND, PIMA], ids=lambda one: one.id)
def test_nothing_changes_between_a_version_and_itself(questionnaire):
    told = changes(questionnaire, questionnaire)
    assert (told.parts, told.questions) == ((), ())
    assert carry({}, questionnaire, questionnaire).new == ()


def test_the_same_version_keeps_every_answer():
    carried = carry(ANSWERS, EVERY_KIND, EVERY_KIND)
    assert carried.kept == ANSWERS
    assert (carried.unfit, carried.gone, carried.new) == ({}, (), ())


OTHER: dict[str, object] = {
    "number": 99,
    "kind": Kind.TEXT,
    "text": {"en": "Other"},
    "help": {"en": "Other"},
    "translated": frozenset({"et"}),
    "unit": "min",
    "currencies": ("SEK",),
    "least": Decimal(-7),
    "most": Decimal(7_777_777),
    "is_whole": True,
    "options": (Option("x", {"en": "x"}), Option("y", {"en": "y"})),
    "matrix": Matrix((), ()),
    "is_required": True,
    "when": read_relevance("s1.plan = no"),
    "asks_source": False,
    "is_coded": True,
    "prefill": "registry.population",
    "relates_to": ("BP01",),
    "is_sensitive": True,
}


@pytest.mark.parametrize("part", [one.name for one in fields(Question) if one.name not in {"id", "parts"}])
def test_every_part_of_a_question_that_differs_is_told(part):
    [change] = changes(EVERY_KIND, with_question("s1.hours", **{part: OTHER[part]})).questions
    assert (change.id, change.kind) == ("s1.hours", ChangeKind.CHANGED)
    assert [one.part for one in change.parts] == [part]
    assert change.parts[0].after == OTHER[part]


def test_what_is_new_and_what_is_gone_is_told_from_both_sides():
    smaller = without("s1.hours")
    assert [(one.id, one.kind) for one in changes(EVERY_KIND, smaller).questions] == [("s1.hours", ChangeKind.REMOVED)]
    assert [(one.id, one.kind) for one in changes(smaller, EVERY_KIND).questions] == [("s1.hours", ChangeKind.ADDED)]
    assert carry(ANSWERS, EVERY_KIND, smaller).gone == ("s1.hours",)
    assert carry({}, smaller, EVERY_KIND).new == ("s1.hours",)


def test_a_question_that_moves_is_told_with_its_place():
    [section] = EVERY_KIND.sections
    moved = (*section.questions[1:], section.questions[0])
    told = changes(EVERY_KIND, replace(EVERY_KIND, sections=(replace(section, questions=moved),)))
    assert "s1.plan" in {one.id for one in told.questions}
    assert {part.part for one in told.questions for part in one.parts} == {"place"}


def test_the_title_of_a_section_is_told():
    [section] = EVERY_KIND.sections
    told = changes(EVERY_KIND, replace(EVERY_KIND, sections=(replace(section, title={"en": "Other"}),)))
    assert [one.part for one in told.parts] == ["section s1"]


@pytest.mark.parametrize(
    ("key", "parts", "why"),
    [
        ("s1.hours", {"unit": "min"}, "asks for something else now: unit"),
        ("s1.hours", {"kind": Kind.TEXT}, "asks for something else now: kind"),
        ("s1.hours", {"most": Decimal(48)}, "72 is above 48"),
        ("s1.host", {"options": (Option("church", {}), Option("other", {}))}, "school cannot be chosen here"),
        ("s1.times", {"most": Decimal(0)}, "the most are 0"),
        ("s1.times", {"parts": ()}, "no such question"),
    ],
)
def test_what_no_longer_fits_says_why_and_everything_else_is_kept(key, parts, why):
    carried = carry(ANSWERS, EVERY_KIND, with_question(key, **parts))
    assert list(carried.unfit) == [key]
    assert why in " ".join(one.told() for one in carried.unfit[key])
    assert carried.kept == {other: answer for other, answer in ANSWERS.items() if other != key}


def test_what_is_not_asked_any_more_is_gone():
    carried = carry(ANSWERS, EVERY_KIND, with_question("s1.litres", when=read_relevance("s1.plan = no")))
    assert carried.gone == ("s1.litres",)
    assert "s1.litres" not in carried.kept


def test_texts_may_change_and_answers_stay():
    assert carry(ANSWERS, EVERY_KIND, with_question("s1.hours", text={"en": "Hours"})).kept == ANSWERS
