"""Words about supplies come from anybody: each is read whole or refused with what is wrong."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt.errors import InvalidValue, PunktError
from punkt.formats.item_message import read_item
from punkt.formats.supply_message import read_arrival, read_request, read_withdrawal
from punkt.ids import new_ulid, point_code
from punkt.model.items import Item
from punkt.model.request_words import RequestKind, RequestUrgency
from punkt.model.requests import Arrived, Asked, Withdrawn
from punkt.model.stock_items import EQUIPMENT, FUELS, kind_and_item, thing_of

REQUEST = new_ulid()
READ = {"request": read_request, "arrival": read_arrival, "withdrawal": read_withdrawal}


def read(kind: str, **content):
    sent = {"kind": kind, "id": new_ulid(), "point": point_code(1), "observed_at": "2026-01-15T14:00:00Z", **content}
    return READ[kind](read_item(sent))


@pytest.mark.parametrize("quantity", [80, 80.0, "80", " 80.0 "])
def test_a_request_is_read_from_a_program_and_from_a_form(quantity):
    by = datetime(2026, 1, 15, 16, tzinfo=UTC)
    found = read("request", thing="fuel.diesel", urgency="now", quantity=quantity, needed_by="2026-01-15T18:00+02:00")
    assert found == Asked(RequestKind.FUEL, RequestUrgency.NOW, "fuel.diesel", 80.0, by)


@pytest.mark.parametrize("thing", [*RequestKind, *FUELS, *EQUIPMENT])
def test_everything_that_can_be_asked_for_has_one_word(thing):
    kind, item = kind_and_item(thing)
    assert thing_of(kind, item) == thing
    note = "blankets" if kind is RequestKind.OTHER else ""
    assert read("request", thing=str(thing), note=note) == Asked(kind, item=item, note=note)


def test_what_nobody_can_say_stays_unknown():
    assert read("request", thing="water").quantity is None
    assert read("request", thing="water").urgency is RequestUrgency.TODAY
    assert read("arrival", request=REQUEST) == Arrived(REQUEST, None, is_enough=True)
    assert read("arrival", request=REQUEST, quantity="0").quantity == 0.0
    assert read("withdrawal", request=REQUEST, note=" found\x00\u202e it\n") == Withdrawn(REQUEST, "found it")


@pytest.mark.parametrize(("said", "is_enough"), [("yes", True), ("no", False), (True, True), (False, False)])
def test_whether_it_is_enough_is_a_word_or_a_truth(said, is_enough):
    assert read("arrival", request=REQUEST, enough=said).is_enough is is_enough


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("request", {}),
        ("request", {"thing": "gold"}),
        ("request", {"thing": ["fuel"]}),
        ("request", {"thing": "fuel", "quantity": 0}),
        ("request", {"thing": "fuel", "quantity": True}),
        ("request", {"thing": "fuel", "quantity": float("nan")}),
        ("request", {"thing": "fuel", "quantity": "nan"}),
        ("request", {"thing": "fuel", "quantity": "1_0"}),
        ("request", {"thing": "fuel", "quantity": "-1"}),
        ("request", {"thing": "fuel", "quantity": 10**9}),
        ("request", {"thing": "fuel", "quantity": [5]}),
        ("request", {"thing": "fuel", "needed_by": "18:00"}),
        ("request", {"thing": "fuel", "needed_by": "2026-01-15T18:00"}),
        ("request", {"thing": "fuel", "urgency": "soon"}),
        ("request", {"thing": "fuel", "colour": "red"}),
        ("request", {"thing": "fuel", "note": "x" * 301}),
        ("request", {"thing": "other"}),
        ("request", {"thing": "fuel", "state": "open"}),
        ("arrival", {}),
        ("arrival", {"request": "1"}),
        ("arrival", {"request": REQUEST, "enough": "perhaps"}),
        ("arrival", {"request": REQUEST, "enough": 1}),
        ("arrival", {"request": REQUEST, "quantity": -1}),
        ("arrival", {"request": REQUEST, "sent": "x"}),
        ("withdrawal", {"note": "x"}),
        ("withdrawal", {"request": REQUEST, "quantity": 1}),
    ],
)
def test_what_cannot_be_is_refused(kind, content):
    with pytest.raises(InvalidValue, match=kind):
        read(kind, **content)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=8,
)
KEYS = st.sampled_from(["thing", "request", "quantity", "urgency", "needed_by", "enough", "sent", "note", "x"])


@given(st.sampled_from(sorted(READ)), st.dictionaries(KEYS, anything | st.sampled_from(["fuel", REQUEST]), max_size=6))
def test_no_item_breaks_the_readers(kind, content):
    item = Item(kind, new_ulid(), point_code(1), datetime(2026, 1, 15, tzinfo=UTC), content)
    with suppress(PunktError):
        assert READ[kind](item).note is not None
