"""A report survives its way as JSON; what cannot be one is refused with what is wrong."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt.errors import PunktError
from punkt.formats.report_message import read_report, written_report
from punkt.ids import new_ulid, point_code
from punkt.model.reports import REPORTABLE_SERVICES, REPORTABLE_STATES, ReportContent, ReportMessage
from punkt.model.vocabulary import AgeBand, Availability, Shortage

GIVEN = {"id": "01ARZ3NDEKTSV4RRFFQ69G5FAV", "point": "K7F-2M3", "observed_at": "2026-01-15T14:00:00Z"}


contents = st.builds(
    ReportContent,
    state=st.none() | st.sampled_from(REPORTABLE_STATES),
    headcount=st.none() | st.integers(600, 100_000),
    services=st.dictionaries(st.sampled_from(sorted(REPORTABLE_SERVICES)), st.sampled_from(Availability)),
    fuel_l=st.none() | st.floats(0, 1e6),
    fuel_quarters=st.none() | st.integers(0, 4),
    indoor_c=st.none() | st.floats(-60, 60),
    water_l=st.none() | st.floats(0, 1e6),
    n_staff=st.none() | st.integers(0, 10_000),
    shortages=st.none() | st.sets(st.sampled_from(Shortage)),
    bands=st.dictionaries(st.sampled_from(AgeBand), st.integers(0, 100)),
    n_visits=st.integers(600, 10_000),
    visit_bands=st.dictionaries(st.sampled_from(AgeBand), st.integers(0, 100)),
    note=st.text(max_size=500),
)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001 - the zone comes next
    lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000, tzinfo=UTC)
)


@given(contents, moments, st.integers(0, 10_000))
def test_what_is_written_is_read_again(content, moment, number):
    message = ReportMessage(new_ulid(), point_code(number), moment, content.checked("report"))
    text = json.dumps(written_report(message))
    assert read_report(json.loads(text)) == message


def test_what_was_not_spoken_of_is_left_out():
    message = read_report(GIVEN)
    assert message.content == ReportContent()
    assert written_report(message) == {**GIVEN, "observed_at": "2026-01-15T14:00:00.000Z"}
    nothing_short = read_report({**GIVEN, "shortages": []})
    assert nothing_short.content.shortages == ()
    assert written_report(nothing_short)["shortages"] == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"id": "x"}, "ULID"),
        ({"id": 5}, "needs id"),
        ({"point": "K7F-2M4"}, "code"),
        ({"observed_at": "yesterday"}, "no time"),
        ({"observed_at": "2026-01-15T14:00:00"}, "without its zone"),
        ({"observed_at": "0001-01-01T00:00:00+14:00"}, "no time"),
        ({"state": "withdrawn"}, "cannot|not a state"),
        ({"state": 1}, "another kind"),
        ({"headcount": True}, "another kind"),
        ({"headcount": -1}, "whole number"),
        ({"headcount": 1.5}, "another kind"),
        ({"fuel_l": float("nan")}, "outside"),
        ({"fuel_quarters": 5}, "whole number"),
        ({"services": {"heat": 1}}, "another kind"),
        ({"services": {"sauna": "yes"}}, "no service"),
        ({"services": {"heat": "maybe"}}, "not one of"),
        ({"shortages": ["gold"]}, "not one of"),
        ({"shortages": [1]}, "another kind"),
        ({"bands": {"cats": 1}}, "not one of"),
        ({"bands": {"men": -1}}, "whole number"),
        ({"bands": {"men": 5, "boys": 3}, "headcount": 7}, "more people"),
        ({"author": "x"}, "has no author"),
    ],
)
def test_what_cannot_be_is_refused_with_what_is_wrong(wrong, said):
    with pytest.raises(PunktError, match=said):
        read_report({**GIVEN, **wrong})


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
keys = st.sampled_from([*GIVEN, "state", "headcount", "services", "fuel_l", "shortages", "bands", "note"])


@given(st.dictionaries(keys, anything, max_size=5) | anything)
def test_whatever_comes_is_a_report_or_a_refusal(wrong):
    given = {**GIVEN, **wrong} if isinstance(wrong, dict) else wrong
    try:
        message = read_report(given)
    except PunktError:
        return  # any other fault would be ours
    assert read_report(written_report(message)) == message


@pytest.mark.parametrize(
    ("n_visits", "bands"),
    [(5, {"men": 6}), (-5, {"men": -6}), (5, {"men": -1}), (0, {"men": 1}), (None, {"men": 1}), (10_001, {})],
)
def test_entries_by_age_are_of_all_entries(n_visits, bands):
    with pytest.raises(PunktError):
        read_report({**GIVEN, "n_visits": n_visits, "visit_bands": bands})


def test_entries_can_be_taken_back():
    assert read_report({**GIVEN, "n_visits": -5, "visit_bands": {"men": -5}}).content.n_visits == -5
