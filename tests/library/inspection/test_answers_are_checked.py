"""Answers are hostile until checked; what was not answered or not seen states nothing; people who differ are told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt.errors import InvalidValue
from punkt.inspection.answers import (
    Answer,
    BadAnswers,
    LineAnswer,
    answers_from,
    differences,
    facts_of,
    read_answers,
    settled,
)
from punkt.inspection.lines import LineForm
from punkt.inspection.practice import practice_in
from punkt.inspection.template import template_of
from punkt.model.fields import checked_fact
from punkt.standards.assessing import Assessed
from punkt.standards.editions import standard_on

ON = date(2026, 10, 1)
LINES = template_of(standard_on("ua-1401", ON), practice_in("UA"), Assessed("x", {}), on=ON)
BY_KEY = {line.key: line for line in LINES}
KEYS = [*BY_KEY, "no.such", "", "safety.guard", "practice.no_such"]


def read(*rows: object) -> tuple[Answer, ...]:
    return read_answers(LINES, list(rows), "sheet")


def test_each_form_is_answered_in_its_own_way():
    told = read(
        {"key": "practice.door_open", "answer": "no", "note": "  shut\x00 at  noon "},
        {"key": "power.n_generators", "value": "2"},
        {"key": "power.fuel_stock_l", "value": "12,5"},
        {"key": "communication.link", "value": "starlink"},
        {"key": "power.lighting", "answer": "yes", "value": None},
        {"key": "water.n_toilets", "answer": "not_seen"},
        {"key": "food.zone", "answer": "", "note": "later"},
        {"key": "safety.n_beds", "value": ""},
    )
    assert {one.key: one.stated for one in told} == {
        "practice.door_open": "no",
        "power.n_generators": 2,
        "power.fuel_stock_l": 12.5,
        "communication.link": "starlink",
        "power.lighting": "yes",
        "water.n_toilets": None,
    }
    assert next(one.note for one in told if one.key == "practice.door_open") == "shut at noon"
    assert answers_from([one.as_json() for one in told]) == told
    assert facts_of(LINES, told) == {
        "power.n_generators": 2, "power.fuel_stock_l": 12.5, "communication.link": "starlink", "power.lighting": "yes",
    }  # fmt: skip


@pytest.mark.parametrize(
    "row",
    [
        None, 3, "power.lighting", [], {"key": None}, {"key": "no.such", "answer": "yes"},
        {"key": "safety.guard", "value": "police"},
        {"key": "power.lighting", "answer": "perhaps"}, {"key": "power.lighting", "answer": ["yes"]},
        {"key": "power.lighting", "answer": {"a": 1}}, {"key": "power.lighting", "answer": True},
        {"key": "power.lighting", "value": "yes"}, {"key": "power.lighting", "answer": "yes", "value": 3},
        {"key": "power.lighting", "answer": "yes", "note": "x" * 501},
        {"key": "power.lighting", "answer": "yes", "note": 5},
        {"key": "power.lighting", "answer": "yes", "colour": "red"}, {1: 2},
        {"key": "power.n_generators", "answer": "yes"}, {"key": "power.n_generators", "answer": "no"},
        {"key": "power.n_generators", "value": -1}, {"key": "power.n_generators", "value": 1.5},
        {"key": "power.n_generators", "value": "many"}, {"key": "power.n_generators", "value": True},
        {"key": "power.n_generators", "value": [1]}, {"key": "power.n_generators", "value": float("nan")},
        {"key": "power.n_generators", "value": float("inf")}, {"key": "power.n_generators", "value": 10**400},
        {"key": "power.n_generators", "value": 1, "answer": "not_seen"},
        {"key": "communication.link", "value": "pigeon"},
    ],
    ids=repr,
)  # fmt: skip
def test_what_cannot_be_is_refused(row):
    with pytest.raises(BadAnswers):
        read(row)


def test_all_faults_are_told_at_once_in_the_language_of_the_reader():
    with pytest.raises(BadAnswers) as caught:
        read(
            {"key": "power.lighting", "answer": "perhaps"},
            {"key": "power.n_generators", "value": -1},
            {"key": "food.zone", "answer": "yes"},
            {"key": "food.zone", "answer": "no"},
        )
    assert [fault.where for fault in caught.value.faults] == ["power.lighting", "power.n_generators", "food.zone"]
    assert "power.n_generators: <-1 is outside" in caught.value.advice(lambda text: f"<{text}>")


@pytest.mark.parametrize("told", [None, {}, "x", 3, [{"key": "food.zone"}] * 1000], ids=lambda one: type(one).__name__)
def test_what_is_no_sheet_is_refused(told):
    with pytest.raises(InvalidValue):
        read_answers(LINES, told, "sheet")


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.sampled_from(list(LineAnswer)),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)
ROWS = st.fixed_dictionaries(
    {"key": st.sampled_from(KEYS) | st.text(max_size=5)},
    optional={"answer": ANYTHING, "value": ANYTHING, "note": ANYTHING},
)


@given(st.lists(ROWS, max_size=5))
def test_whatever_comes_is_read_or_refused_and_states_what_a_field_holds(rows):
    try:
        told = read_answers(LINES, rows, "sheet")
    except InvalidValue:
        return
    facts = facts_of(LINES, told)
    named = {row["key"] for row in rows}
    assert {one.key for one in told} <= named
    assert facts.keys() <= named
    assert all(checked_fact(key, value) == value for key, value in facts.items())


GOOD = st.one_of(
    st.sampled_from([line.key for line in LINES if line.form is LineForm.YES_NO]).flatmap(
        lambda key: st.builds(Answer, st.just(key), st.sampled_from(LineAnswer))
    ),
    st.sampled_from([line.key for line in LINES if line.form is LineForm.NUMBER]).flatmap(
        lambda key: st.builds(Answer, st.just(key), st.none(), st.integers(2, 9))
    ),
)
SHEET = st.lists(GOOD, max_size=8, unique_by=lambda one: one.key)
SHEETS = st.dictionaries(st.sampled_from(["ann", "bo", "cy"]), SHEET, min_size=1, max_size=3)


@given(SHEETS, st.sampled_from(["ann", "bo", "cy"]))
def test_every_answered_line_is_settled_by_somebody_who_answered_it(sheets, chosen):
    by_line = {
        key: {by for by, told in sheets.items() for one in told if one.key == key and one.is_seen} for key in KEYS
    }
    choices = {key: chosen if chosen in by_line[key] else min(by_line[key]) for key in differences(sheets)}
    found = settled(sheets, choices)
    assert found.keys() == {one.key for told in sheets.values() for one in told}
    for key, (by, answer) in found.items():
        assert answer in sheets[by]
        assert answer.is_seen == bool(by_line[key]), "who saw it goes before who did not"
        assert by == choices.get(key, by)


@given(SHEETS)
def test_a_difference_that_is_left_open_is_refused(sheets):
    if differences(sheets):
        with pytest.raises(InvalidValue):
            settled(sheets, {})
        with pytest.raises(InvalidValue):
            settled(sheets, dict.fromkeys(differences(sheets), "nobody"))
    else:
        settled(sheets, {"power.lighting": "nobody"})


def test_not_to_have_seen_it_is_no_difference():
    seen, not_seen = Answer("food.zone", LineAnswer.NO), Answer("food.zone", LineAnswer.NOT_SEEN)
    sheets = {"ann": [not_seen], "bo": [seen]}
    assert differences(sheets) == ()
    assert settled(sheets, {}) == {"food.zone": ("bo", seen)}
    assert settled(sheets, {"food.zone": "ann"}) == {"food.zone": ("bo", seen)}
