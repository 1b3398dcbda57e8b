"""Alarms by rules: what is not known raises nothing and ends nothing, and a value that hovers raises one alarm."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt.alarms.judging import Answer, PointFacts, judge
from punkt.alarms.rules import Rule, Rules, default_rules, inherited, stricter
from punkt.alarms.terms import BOUNDS, FIGURE, alarm_terms, read_alarm_terms
from punkt.errors import InvalidValue
from punkt.model.alarm_words import AlarmKind

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
RULES = default_rules()
kinds = st.sampled_from(list(AlarmKind))
limits = st.none() | st.floats(0.5, 30.0)
decisions = st.lists(st.dictionaries(kinds, st.builds(Rule, st.booleans(), limits)), max_size=6)


def answer(kind: AlarmKind, facts: PointFacts, rules: Rules = RULES, raised: tuple[AlarmKind, ...] = ()) -> Answer:
    return judge(facts, rules, NOON, raised=raised)[kind].answer


@pytest.mark.parametrize(
    ("kind", "facts", "expected"),
    [
        (AlarmKind.AUTONOMY, PointFacts(is_in_use=True, power_low_h=4.9), Answer.YES),
        (AlarmKind.AUTONOMY, PointFacts(is_in_use=True, power_low_h=5.0), Answer.NO),
        (AlarmKind.AUTONOMY, PointFacts(is_in_use=True, power_low_h=0.0), Answer.YES),
        (AlarmKind.AUTONOMY, PointFacts(is_in_use=True), Answer.UNKNOWN),
        (AlarmKind.AUTONOMY, PointFacts(power_low_h=0.0), Answer.NO),
        (AlarmKind.COLD, PointFacts(is_in_use=True, indoor_c=17.5), Answer.YES),
        (AlarmKind.COLD, PointFacts(is_in_use=True, indoor_c=18.0), Answer.NO),
        (AlarmKind.COLD, PointFacts(is_in_use=True), Answer.UNKNOWN),
        (AlarmKind.CROWDED, PointFacts(is_in_use=True, n_people=101, n_places=100), Answer.YES),
        (AlarmKind.CROWDED, PointFacts(is_in_use=True, n_people=100, n_places=100), Answer.NO),
        (AlarmKind.CROWDED, PointFacts(is_in_use=True, n_people=5), Answer.UNKNOWN),
        (AlarmKind.CROWDED, PointFacts(is_in_use=True, n_people=5, n_places=0), Answer.UNKNOWN),
        (AlarmKind.CROWDED, PointFacts(is_in_use=True, n_places=100), Answer.UNKNOWN),
        (AlarmKind.CONTRADICTED, PointFacts(is_contradicted=True), Answer.YES),
        (AlarmKind.CONTRADICTED, PointFacts(), Answer.NO),
        (AlarmKind.SILENT, PointFacts(), Answer.NO),
        (AlarmKind.SILENT, PointFacts(heard_from=NOON - 3.9 * HOUR), Answer.NO),
        (AlarmKind.SILENT, PointFacts(heard_from=NOON - 4 * HOUR), Answer.YES),
        (AlarmKind.SILENT, PointFacts(heard_from=NOON - 9 * HOUR, told_at=NOON - HOUR), Answer.NO),
        (AlarmKind.SILENT, PointFacts(heard_from=NOON - 5 * HOUR, told_at=NOON - 90 * HOUR), Answer.YES),
        (AlarmKind.SILENT, PointFacts(heard_from=NOON - 25 * HOUR), Answer.NO),
        (AlarmKind.SILENT, PointFacts(heard_from=NOON - 25 * HOUR, is_meant_open=True), Answer.YES),
    ],
)
def test_a_cause_is_yes_no_or_not_known(kind: AlarmKind, facts: PointFacts, expected: Answer) -> None:
    assert answer(kind, facts) is expected


@given(st.floats(0.0, 200.0), st.booleans())
def test_what_is_not_known_never_raises_and_what_is_worse_never_ends_an_alarm(hours: float, is_raised: bool) -> None:
    raised = (AlarmKind.AUTONOMY,) if is_raised else ()
    found = answer(AlarmKind.AUTONOMY, PointFacts(is_in_use=True, power_low_h=hours), raised=raised)
    worse = answer(AlarmKind.AUTONOMY, PointFacts(is_in_use=True, power_low_h=hours / 2), raised=raised)
    assert found is not Answer.YES or worse is Answer.YES
    assert answer(AlarmKind.AUTONOMY, PointFacts(is_in_use=True), raised=raised) is Answer.UNKNOWN


@given(st.lists(st.floats(-0.49, 0.49), min_size=2, max_size=40))
def test_a_value_that_hovers_around_the_limit_raises_one_alarm(swings: list[float]) -> None:
    n_raised, is_raised = 0, False
    for swing in swings:
        raised = (AlarmKind.COLD,) if is_raised else ()
        now = answer(AlarmKind.COLD, PointFacts(is_in_use=True, indoor_c=18.0 + swing), raised=raised) is Answer.YES
        n_raised += now and not is_raised
        is_raised = now
    assert n_raised <= 1


@pytest.mark.parametrize(
    ("kind", "between", "better"),
    [
        (AlarmKind.AUTONOMY, PointFacts(is_in_use=True, power_low_h=5.5), PointFacts(is_in_use=True, power_low_h=6.0)),
        (AlarmKind.COLD, PointFacts(is_in_use=True, indoor_c=18.2), PointFacts(is_in_use=True, indoor_c=18.5)),
        (
            AlarmKind.CROWDED,
            PointFacts(is_in_use=True, n_people=95, n_places=100),
            PointFacts(is_in_use=True, n_people=90, n_places=100),
        ),
    ],
)
def test_an_alarm_ends_only_past_the_clearance(kind: AlarmKind, between: PointFacts, better: PointFacts) -> None:
    assert answer(kind, between) is Answer.NO
    assert answer(kind, between, raised=(kind,)) is Answer.YES
    assert answer(kind, better, raised=(kind,)) is Answer.NO


def test_a_verdict_tells_the_figure_the_limit_and_since_when() -> None:
    facts = PointFacts(is_in_use=True, heard_from=NOON - 6 * HOUR, power_low_h=2.5)
    found = judge(facts, RULES, NOON)
    assert (found[AlarmKind.AUTONOMY].figure, found[AlarmKind.AUTONOMY].limit) == (2.5, 5.0)
    assert (found[AlarmKind.SILENT].since, found[AlarmKind.SILENT].figure) == (NOON - 6 * HOUR, 6.0)


def test_a_kind_that_is_switched_off_is_not_judged() -> None:
    rules = inherited([{AlarmKind.CONTRADICTED: Rule(is_on=False)}])
    assert AlarmKind.CONTRADICTED not in judge(PointFacts(is_contradicted=True), rules, NOON)


def test_the_first_that_decides_may_be_milder_and_those_below_only_stricter() -> None:
    milder, tried, sharpened = (({AlarmKind.AUTONOMY: Rule(is_on=True, limit=n)}) for n in (3.0, 1.0, 8.0))
    assert inherited([milder])[AlarmKind.AUTONOMY].limit == 3.0
    assert inherited([milder, tried])[AlarmKind.AUTONOMY].limit == 3.0
    assert inherited([milder, {}, sharpened])[AlarmKind.AUTONOMY].limit == 8.0
    assert (
        inherited([{AlarmKind.SILENT: Rule(is_on=True, limit=n)} for n in (6.0, 2.0, 9.0)])[AlarmKind.SILENT].limit
        == 2.0
    )


@given(decisions)
def test_a_rule_below_is_never_milder_than_one_above_it(chain: list[dict[AlarmKind, Rule]]) -> None:
    for kind, name in FIGURE.items():
        assert name
        first = next((n for n, one in enumerate(chain, start=1) if kind in one), len(chain))
        found = [inherited(chain[:n])[kind].limit for n in range(first, len(chain) + 1)]
        assert all(low is not None for low in found)
        for above, below in pairwise(found):
            assert above is not None
            assert below is not None
            assert stricter(kind, above, below) == below


@given(decisions)
def test_a_kind_is_on_while_anybody_above_wants_it_or_nobody_decided(chain: list[dict[AlarmKind, Rule]]) -> None:
    for kind in AlarmKind:
        said = [one[kind].is_on for one in chain if kind in one]
        assert inherited(chain)[kind].is_on is (any(said) or not said), "what one above wants to hear of stays on"


def test_the_figures_come_with_sources_and_within_their_bounds() -> None:
    terms = alarm_terms()
    for kind, (least, most) in BOUNDS.items():
        assert least <= terms.limits[kind] <= most
    assert all(figure.source for part in terms.sources.values() for figure in part.values())


def test_a_file_that_lacks_a_figure_is_refused_with_its_name() -> None:
    with pytest.raises(InvalidValue, match=r"handling\.message_gap_min"):
        read_alarm_terms("version = 1\n[limits]\n[clearance]\n[handling]\n")
