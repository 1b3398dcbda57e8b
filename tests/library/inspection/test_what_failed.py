"""A line fails by what was seen on it, under the basis by which it was asked; law and practice are never mixed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt.inspection.answers import Answer, LineAnswer, facts_of
from punkt.inspection.failing import failures, looked
from punkt.inspection.lines import LineForm
from punkt.inspection.practice import practice_in
from punkt.inspection.template import template_of
from punkt.standards.assessing import Assessed
from punkt.standards.editions import standard_on
from punkt.standards.terms import Basis, Force, Verdict

ON = date(2026, 10, 1)
STANDARD = standard_on("ua-1401", ON)
ASKED = {one.id: one for one in STANDARD.requirements}
LINES = template_of(STANDARD, practice_in("UA"), Assessed("x", {}, "ua-stationary"), on=ON)
FIELD_LINES = [line for line in LINES if line.field]
BAD_NUMBER = {"power.generator_distance_m": 1, "power.group_tank_l": 500, "capacity_seated": 2}
NO = LineAnswer.NO


def failed(*answers: Answer, facts: dict[str, object] | None = None):
    assessed = Assessed("x", facts or {}, "ua-stationary")
    return {one.line.key: one for one in failures(LINES, answers, STANDARD, assessed, on=ON)}


def worst(line) -> Answer:
    if line.form is LineForm.NUMBER:
        return Answer(line.key, None, BAD_NUMBER.get(line.key, 0))
    if line.form is LineForm.CHOICE:
        return Answer(line.key, None, "none" if line.key == "communication.link" else line.options[-1][0])
    return Answer(line.key, NO)


NEVER_ALONE = {"communication.radio", "communication.landline", "communication.backup_h", "access.barrier_class"}
"""One of two would do; asked only with fibre; whatever is recorded meets it."""


@pytest.mark.parametrize("line", [one for one in LINES if one.key not in NEVER_ALONE], ids=lambda one: one.key)
def test_each_line_of_the_template_fails_alone_by_its_own_basis(line):
    found = failed(worst(line))
    assert found.keys() == {line.key}
    one = found[line.key]
    assert one.basis is line.bases[0]
    assert {ASKED[key].basis for key in one.requirements} <= {one.basis}
    assert line.key in one.line_keys
    assert (one.requirements == ()) == (not line.field)


def test_of_two_of_which_one_would_do_the_first_that_was_seen_fails():
    radio, landline = (Answer(f"communication.{name}", NO) for name in ("radio", "landline"))
    assert failed(radio) == {}
    both = failed(radio, landline)
    assert both.keys() == {"communication.radio"}
    assert set(both["communication.radio"].line_keys) == {"communication.radio", "communication.landline"}
    assert failed(landline, facts={"communication.radio": "no"}).keys() == {"communication.landline"}
    assert failed(landline, facts={"communication.radio": "yes"}) == {}


def test_what_is_asked_with_fibre_only_fails_only_then():
    short = Answer("communication.backup_h", None, 5)
    assert failed(short, facts={"communication.link": "starlink"}) == {}
    assert failed(short, Answer("communication.link", None, "xpon")).keys() == {"communication.backup_h"}


def test_a_gap_that_nobody_looked_at_is_no_failure_of_the_inspection():
    known = {"power.lighting": "no", "water.hygiene_items": "no"}
    assert failed(Answer("food.zone", LineAnswer.YES), facts=known) == {}
    assert failed(Answer("water.n_toilets", None, 2), facts=known) == {}
    assert failed(Answer("power.lighting", LineAnswer.NOT_SEEN), facts=known) == {}


def test_a_line_of_law_and_of_practice_fails_once_and_by_law():
    found = failed(Answer("power.n_generators", None, 0))
    assert (found["power.n_generators"].basis, found["power.n_generators"].requirements) == (Basis.LAW, ("UA-PWR-01",))
    business = template_of(STANDARD, practice_in("UA"), Assessed("x", {}, "ua-business"), on=ON)
    answer = Answer("power.inlet_ready", NO)
    (one,) = failures(business, [answer], STANDARD, Assessed("x", {}, "ua-business"), on=ON)
    assert (one.basis, one.requirements) == (Basis.PRACTICE, ())


def test_the_verdicts_are_those_once_the_answers_stand():
    answer = Answer("power.lighting", LineAnswer.YES)
    found = looked(LINES, [answer], STANDARD, Assessed("x", {"power.lighting": "no"}, "ua-stationary"), on=ON)
    assert found.failures == ()
    assert found.verdicts["UA-LGT-01"] is Verdict.MET


ANSWERS = st.lists(
    st.sampled_from(LINES).flatmap(
        lambda line: (
            st.builds(Answer, st.just(line.key), st.sampled_from(LineAnswer))
            if line.form is LineForm.YES_NO
            else st.sampled_from([worst(line), Answer(line.key, LineAnswer.NOT_SEEN)])
        )
    ),
    unique_by=lambda one: one.key,
)


@given(ANSWERS)
def test_only_what_was_seen_fails_and_bases_are_never_mixed(answers):
    seen = {one.key for one in answers if one.is_seen}
    found = failed(*answers)
    assert found.keys() <= seen
    assert facts_of(LINES, answers).keys() == {line.field for line in FIELD_LINES if line.key in seen}
    for one in found.values():
        assert {ASKED[key].basis for key in one.requirements} <= {one.basis}
        assert all(ASKED[key].force is not Force.INFO for key in one.requirements)
        assert one.requirements or one.basis is Basis.PRACTICE
