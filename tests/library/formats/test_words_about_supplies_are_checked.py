"""Messages about supplies come from anybody: each is read whole or refused with what is wrong."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt.errors import InvalidValue, PunktError
from punkt.formats.supply_message import is_of_supplies, read_supply
from punkt.ids import new_ulid, point_code
from punkt.model.request_words import RequestKind, RequestUrgency
from punkt.model.requests import Arrived, Asked, Withdrawn

REQUEST = new_ulid()
ASKED = {"kind": "fuel", "item": "fuel.diesel", "quantity": 80, "urgency": "now", "needed_by": "2026-01-15T18:00+02:00"}


def message(**said):
    return {"id": new_ulid(), "point": point_code(1), "observed_at": "2026-01-15T14:00:00Z", **said}


def test_a_request_is_read():
    found = read_supply(message(asked=ASKED))
    by = datetime(2026, 1, 15, 16, tzinfo=UTC)
    assert found.content == Asked(RequestKind.FUEL, RequestUrgency.NOW, "fuel.diesel", 80.0, by)
    assert found.point_code == point_code(1)


def test_what_nobody_can_say_stays_unknown():
    assert read_supply(message(asked={"kind": "water"})).content.quantity is None
    assert read_supply(message(arrived={"request": REQUEST})).content == Arrived(REQUEST, None, is_enough=True)
    assert read_supply(message(arrived={"request": REQUEST, "quantity": 0})).content.quantity == 0.0
    assert read_supply(message(withdrawn={"request": REQUEST, "note": "found"})).content == Withdrawn(REQUEST, "found")


@pytest.mark.parametrize(
    "said",
    [
        {"asked": {}},
        {"asked": {"kind": "gold"}},
        {"asked": {"kind": "fuel", "item": "water"}},
        {"asked": {"kind": "fuel", "quantity": 0}},
        {"asked": {"kind": "fuel", "quantity": True}},
        {"asked": {"kind": "fuel", "quantity": float("nan")}},
        {"asked": {"kind": "fuel", "quantity": 10**9}},
        {"asked": {"kind": "fuel", "needed_by": "18:00"}},
        {"asked": {"kind": "fuel", "needed_by": "2026-01-15T18:00"}},
        {"asked": {"kind": "fuel", "urgency": "soon"}},
        {"asked": {"kind": "fuel", "colour": "red"}},
        {"asked": {"kind": "fuel", "note": "x" * 301}},
        {"asked": {"kind": "other"}},
        {"asked": "fuel"},
        {"asked": {"kind": "fuel"}, "arrived": {"request": REQUEST}},
        {"asked": {"kind": "fuel"}, "state": "open"},
        {"arrived": {}},
        {"arrived": {"request": "1"}},
        {"arrived": {"request": REQUEST, "is_enough": "yes"}},
        {"arrived": {"request": REQUEST, "quantity": -1}},
        {"arrived": {"request": REQUEST, "sent": "x"}},
        {"withdrawn": {"note": "x"}},
        {"asked": {"kind": "fuel"}, "observed_at": "yesterday"},
        {"asked": {"kind": "fuel"}, "id": "1"},
        {"asked": {"kind": "fuel"}, "point": "AAA-AAA"},
        {},
    ],
)
def test_what_cannot_be_is_refused(said):
    with pytest.raises(PunktError):
        read_supply(message(**said))


def test_a_report_is_none_of_supplies():
    assert not is_of_supplies(message(state="open"))
    assert not is_of_supplies([1])
    assert is_of_supplies(message(asked=ASKED))


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=8,
)


told = st.builds(lambda word, inner: message(**{word: inner}), st.sampled_from(["asked", "arrived"]), anything)


@given(anything | told)
def test_no_message_breaks_the_reader(said):
    with suppress(PunktError):
        assert read_supply(said).content is not None


def test_a_message_that_is_no_object_is_refused():
    with pytest.raises(InvalidValue):
        read_supply("fuel")
