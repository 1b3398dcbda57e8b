"""The figures are data with sources; a file that cannot be used says everything that is wrong with it."""

import re

import pytest

from punkt.confidence.feedback import feedback_terms, read_feedback_terms
from punkt.confidence.figures import packaged
from punkt.confidence.parameters import parameters, read_parameters
from punkt.errors import InvalidValue
from punkt.model.complaint_words import ComplaintKind
from punkt.wording import source_parts

SURENESS, FEEDBACK = packaged("sureness-1.toml"), packaged("feedback-1.toml")


def changed(text: str, name: str, value: str) -> str:
    new, n = re.subn(rf"(?m)^{name} = {{ value = [^,]+,", f"{name} = {{ value = {value},", text)
    assert n
    return new


def fault(text: str, read=read_parameters) -> str:
    with pytest.raises(InvalidValue) as caught:
        read(text)
    return str(caught.value)


def test_every_figure_has_a_source_or_says_that_it_is_a_decision_with_its_reason() -> None:
    told = parameters().figures()
    assert len(told) > 30
    for name, figure in told:
        assert len(figure.source) > 20, name
    assert any(source_parts(one.source).is_decision for _name, one in told)
    assert any(not source_parts(one.source).is_decision for _name, one in told)


def test_all_faults_are_named_at_once() -> None:
    text = changed(changed(SURENESS, "limit", "1.0"), "weight", "-1")
    text = re.sub(r"(?m)^verified = .*\n", "", text).replace("[probe]", "[prob]")
    told = fault(text)
    for part in (
        "shown.limit",
        "counter.weight",
        "counter.verified is missing",
        "prob is not known",
        "probe is missing",
    ):
        assert part in told


@pytest.mark.parametrize("value", ["nan", "inf", "true", '"0.5"', "0.0", "1", "-0.1"])
def test_a_share_is_a_number_strictly_between_nothing_and_all(value) -> None:
    assert "base.standby" in fault(changed(SURENESS, "standby", value))


def test_a_figure_without_a_source_is_refused() -> None:
    text = re.sub(r"(?m)^standby = .*$", 'standby = { value = 0.1, source = "" }', SURENESS)
    assert "base.standby does not say where it comes from" in fault(text)
    assert "base.standby is not a value with its source" in fault(
        re.sub(r"(?m)^standby = .*$", "standby = 0.1", SURENESS)
    )


def test_a_word_that_would_lower_what_it_says_is_refused() -> None:
    assert "would lower what it says" in fault(changed(SURENESS, "staff_open", "0.5"))
    assert "would raise what it denies" in fault(changed(SURENESS, "staff_shut", "0.5"))
    assert "the first word could not count" in fault(changed(SURENESS, "most", "0.5"))


@pytest.mark.parametrize("text", ["", "version = 0", 'version = "1"', "version = true", "[base"])
def test_what_is_no_such_file_is_said(text) -> None:
    assert fault(text)
    assert fault(text, read_feedback_terms)


def test_every_kind_of_complaint_has_a_deadline() -> None:
    assert set(feedback_terms().deadlines) == set(ComplaintKind)
    assert "deadline_h.closed is missing" in fault(re.sub(r"(?m)^closed = .*\n", "", FEEDBACK), read_feedback_terms)


def test_a_shut_door_is_answered_sooner_than_a_ramp() -> None:
    deadlines = feedback_terms().deadlines
    assert deadlines[ComplaintKind.CLOSED] < deadlines[ComplaintKind.NO_HEAT] < deadlines[ComplaintKind.NOT_ACCESSIBLE]
