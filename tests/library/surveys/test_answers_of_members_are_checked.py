"""What fits a question is kept, what does not is told with its question, and nothing hostile gets through."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt.errors import UnreadableFile
from punkt.surveys.answer_faults import Place
from punkt.surveys.answer_json import answers_json, answers_object, read_answers_json
from punkt.surveys.answers import Given, n_answered
from punkt.surveys.answers import given as became
from punkt.surveys.checking import MOST_FAULTS, check_answers
from punkt.surveys.editions import packaged_questionnaires
from punkt.surveys.words import UNKNOWN, AnswerBasis
from tests.library.surveys.made_answers import EVERY_KIND, raw_of

PIMA = packaged_questionnaires()["pima-state-of-play"][-1]


def value_of(key: str, raw: Any, **more: Any) -> Any:
    beside = {"s1.plan": "yes", "s1.fuel": ["own"], "s1.points": 1}
    checked = check_answers(EVERY_KIND, {**beside, key: raw}, **more)
    assert checked.faults == ()
    assert checked.not_asked == ()
    return checked.answers[key].value if key in checked.answers else None


def fault_of(key: str, raw: Any, **more: Any) -> str:
    checked = check_answers(EVERY_KIND, {"s1.plan": "yes", "s1.fuel": ["own"], key: raw}, **more)
    assert [one.place for one in checked.faults] == [Place(key)]
    assert key not in checked.answers
    assert checked.faults[0].remedy
    return checked.faults[0].told()


@pytest.mark.parametrize(
    ("key", "raw", "kept"),
    [
        ("s1.hours", "72", Decimal(72)),
        ("s1.hours", " 72 h ", Decimal(72)),
        ("s1.hours", "1 234,5", Decimal("1234.5")),
        ("s1.hours", "1\u00a0234,5", Decimal("1234.5")),
        ("s1.hours", "1'234.5", Decimal("1234.5")),
        ("s1.hours", "1.234,5", Decimal("1234.5")),
        ("s1.hours", "1,234.5", Decimal("1234.5")),
        ("s1.hours", "0,125", Decimal("0.125")),
        ("s1.hours", "72,50", Decimal("72.5")),
        ("s1.hours", 72.5, Decimal("72.5")),
        ("s1.hours", {"number": "1.234"}, Decimal("1.234")),
        ("s1.hours", "unknown", UNKNOWN),
        ("s1.hours", {"unknown": True}, UNKNOWN),
        ("s1.points", "1.234", Decimal(1234)),
        ("s1.points", "12 000", Decimal(12000)),
        ("s1.points", "0", Decimal(0)),
        ("s1.points", "", None),
        ("s1.points", None, None),
        ("s1.plan_on", "2026-01-19", date(2026, 1, 19)),
        ("s1.plan_on", "19.01.2026", date(2026, 1, 19)),
        ("s1.plan_on", date(2026, 1, 19), date(2026, 1, 19)),
        ("s1.plan", "no", "no"),
        ("s1.plan", True, "yes"),
        ("s1.host", ["church"], "church"),
        ("s1.fuel", ["station", "own", "own"], ("own", "station")),
        ("s1.fuel", "none", ("none",)),
        ("s1.fuel", ["unknown"], UNKNOWN),
        ("s1.fuel", [], None),
        ("s1.words", " two\r\nlines\x00\u202e ", "two\nlines"),
        ("s1.words", "unknown", "unknown"),
        ("s1.words", {"unknown": True}, UNKNOWN),
        ("s1.file", "plan 2026.pdf", "plan 2026.pdf"),
        ("s1.table", {"bed": ["night", "day"], "tea": []}, {"bed": ("day", "night")}),
        ("s1.table", {"unknown": True}, UNKNOWN),
        ("s1.table", {"value": {"tea": "never"}}, {"tea": ("never",)}),
    ],
)
def test_what_fits_is_kept(key, raw, kept):
    assert value_of(key, raw) == kept


@pytest.mark.parametrize(
    ("language", "text", "kept"), [("uk", "1,234", "1.234"), ("sv", "2,500", "2.5"), ("en", "1.234", "1.234")]
)
def test_the_language_tells_what_one_separator_is(language, text, kept):
    assert value_of("s1.hours", text, language=language) == Decimal(kept)


@pytest.mark.parametrize(
    ("key", "raw", "fault"),
    [
        ("s1.hours", "many", "no number"),
        ("s1.hours", "1e3", "no number"),
        ("s1.hours", "NaN", "no number"),
        ("s1.hours", "٣", "no number"),
        ("s1.hours", "1 23", "no number"),
        ("s1.hours", "1.2.3", "no number"),
        ("s1.hours", float("nan"), "no number"),
        ("s1.hours", float("inf"), "no number"),
        ("s1.hours", 10**400, "no number"),
        ("s1.hours", "9" * 9000, "no number"),
        ("s1.hours", "1.234", "may be read in two ways"),
        ("s1.hours", "-1", "is below 0"),
        ("s1.hours", "9000", "is above 8760"),
        ("s1.hours", {"value": "3", "unknown": True}, "said not to be known"),
        ("s1.hours", {"value": "3", "source": "rumour"}, "no source of an answer"),
        ("s1.hours", {"value": "3", "as_of": "soon"}, "no date"),
        ("s1.hours", {"value": "3", "colour": "red"}, "no answer to a question of this kind"),
        ("s1.hours", {"value": "3", "currency": "EUR"}, "no answer to a question of this kind"),
        ("s1.hours", ["3"], "no number"),
        ("s1.points", "1,5", "no whole number"),
        ("s1.points", {"value": "3", "source": "document"}, "no source of an answer"),
        ("s1.cost", "100", "currency is missing"),
        ("s1.cost", {"value": "100", "currency": "GBP"}, "UAH, EUR"),
        ("s1.plan_on", "31.02.2026", "no date"),
        ("s1.plan_on", "19/01/26", "no date"),
        ("s1.plan_on", "0001-01-01", "no date"),
        ("s1.plan", "perhaps", "Choose one of: yes, no, unknown"),
        ("s1.host", "moon", "Choose one of: school, church, other"),
        ("s1.host", ["school", "church"], "Only one"),
        ("s1.host", {"value": {"school": True}}, "cannot be chosen"),
        ("s1.fuel", ["own", "none"], "cannot be chosen together"),
        ("s1.fuel", ["own", 3], "cannot be chosen"),
        ("s1.fuel", ["own"] * 1000, "no answer"),
        ("s1.words", "x" * 41, "41 characters; the most are 40"),
        ("s1.words", "x" * 10_000_000, "far too long"),
        ("s1.words", 3, "no answer"),
        ("s1.words", "\u200b\u200b", "no answer"),
        ("s1.file", "../../etc/passwd", "no name of a file"),
        ("s1.table", {"cake": ["day"]}, "Choose one of: tea, bed"),
        ("s1.table", {"tea": ["never", "day"]}, "cannot be chosen together"),
        ("s1.table", "yes", "no answer"),
        ("s1.times", "yes", "no answer"),
        ("s1.times", [{"s1.from": "2026-01-01"}] * 4, "4 entries; the most are 3"),
        ("s9.moon", "yes", "no such question"),
    ],
)
def test_what_does_not_fit_is_told_with_its_question(key, raw, fault):
    assert fault in fault_of(key, raw)


def test_a_fault_in_an_entry_names_the_entry():
    raw = {"s1.points": 2, "s1.times": [{"s1.from": "2026-01-01"}, {"s1.from": "soon", "s1.peak": "3"}]}
    checked = check_answers(EVERY_KIND, raw)
    assert [one.place for one in checked.faults] == [Place("s1.from", 2)]


def test_a_question_that_is_not_asked_is_set_aside_and_not_checked():
    checked = check_answers(EVERY_KIND, {"s1.plan": "no", "s1.plan_on": "soon", "s1.litres": ""})
    assert checked.faults == ()
    assert checked.not_asked == ("s1.plan_on",)
    assert list(checked.answers) == ["s1.plan"]


@pytest.mark.parametrize("plan", ["no", "unknown", None])
def test_not_known_and_blank_meet_no_condition(plan):
    checked = check_answers(EVERY_KIND, {"s1.plan": plan, "s1.plan_on": "2026-01-01"})
    assert checked.not_asked == ("s1.plan_on",)


def test_what_is_required_has_an_answer_at_the_end_and_not_known_is_one():
    assert check_answers(EVERY_KIND, {}).faults == ()
    [fault] = check_answers(EVERY_KIND, {"s1.plan": ""}, is_final=True).faults
    assert (fault.place, fault.what) == (Place("s1.plan"), "This has to be answered.")
    assert check_answers(EVERY_KIND, {"s1.plan": "unknown"}, is_final=True).faults == ()
    times = {"s1.plan": "no", "s1.points": 1, "s1.times": [{"s1.peak": "4"}]}
    assert [one.place for one in check_answers(EVERY_KIND, times, is_final=True).faults] == [Place("s1.from", 1)]


def test_what_became_of_each_question():
    raw = {"s1.plan": "no", "s1.hours": "unknown", "s1.points": "0"}
    answers = check_answers(EVERY_KIND, raw).answers
    told = {one.id: became(one, answers) for one in EVERY_KIND.questions}
    assert told["s1.plan"] is Given.ANSWERED
    assert told["s1.points"] is Given.ANSWERED
    assert told["s1.hours"] is Given.UNKNOWN
    assert told["s1.cost"] is Given.BLANK
    assert told["s1.plan_on"] is Given.NOT_ASKED
    assert n_answered(EVERY_KIND, answers) == (3, 10)


def test_the_source_and_the_day_of_an_answer_are_kept():
    raw = {"s1.hours": {"value": "3", "source": "measured", "as_of": "19.01.2026"}}
    answer = check_answers(EVERY_KIND, raw).answers["s1.hours"]
    assert (answer.basis, answer.as_of) == (AnswerBasis.MEASURED, date(2026, 1, 19))


@settings(max_examples=150, deadline=None)
@given(raw_of(EVERY_KIND))
def test_whatever_fits_comes_back_from_json_as_it_was(raw):
    checked = check_answers(EVERY_KIND, raw)
    assert checked.faults == ()
    name, told = read_answers_json(answers_json(EVERY_KIND, checked.answers).encode())
    assert name == EVERY_KIND.name
    again = check_answers(EVERY_KIND, told)
    assert (again.faults, again.not_asked) == ((), ())
    assert again.answers == checked.answers
    assert check_answers(EVERY_KIND, checked.answers).answers == checked.answers


@settings(max_examples=60, deadline=None)
@given(raw_of(PIMA))
def test_answers_to_the_questionnaire_of_the_network_come_back_too(raw):
    checked = check_answers(PIMA, raw)
    assert checked.faults == ()
    assert check_answers(PIMA, answers_object(PIMA, checked.answers)).answers == checked.answers


_JUNK = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=30), st.sampled_from(["own", "no"])
    ),
    lambda inside: st.one_of(
        st.lists(inside, max_size=4),
        st.dictionaries(st.sampled_from(["value", "unknown", "number", "source", "entries", "tea", "s1.from"]), inside),
    ),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from([one.id for one in EVERY_KIND.every_question()]), _JUNK))
def test_whatever_is_sent_is_kept_or_told_and_nothing_else_happens(raw):
    checked = check_answers(EVERY_KIND, raw, is_final=True)
    assert check_answers(EVERY_KIND, answers_object(EVERY_KIND, checked.answers)).answers == checked.answers
    assert all(one.told() for one in checked.faults)


def test_a_flood_of_faults_and_lists_in_lists_end():
    assert len(check_answers(EVERY_KIND, {f"s1.q{n}": 1 for n in range(5000)}).faults) == MOST_FAULTS
    deep: list[Any] = []
    for _n in range(5000):
        deep = [deep]
    for question in EVERY_KIND.questions:
        checked = check_answers(EVERY_KIND, {"s1.plan": "yes", question.id: deep})
        assert question.id not in checked.answers


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b'{"answers": 3}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"questionnaire": "x@1", "answers": {"a": NaN}}',
        b" " * 2_000_001,
    ],
    ids=range(8),
)
def test_what_is_no_answered_questionnaire_is_refused(content):
    with pytest.raises(UnreadableFile):
        read_answers_json(content, where="x.json")
