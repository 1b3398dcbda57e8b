"""Words about supplies count once, by when they were said; late and shuffled ones end in the same state."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from punkt import clock
from punkt.errors import InvalidValue
from punkt.ids import new_ulid, point_code
from punkt.model.items import Item
from punkt.model.request_words import RequestKind
from punkt.model.requests import Arrived, Asked, Withdrawn
from punkt.model.vocabulary import ReportBearer, ReportChannel
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.common.models import AuditEntry
from punkt_web.operations.actions.inbox import Outcome, Sender
from punkt_web.operations.actions.keeping.items import NotYet, receive_items
from punkt_web.operations.actions.kinds import KINDS
from punkt_web.operations.models import RequestStep, SupplyRequest
from punkt_web.registry.models import Point
from tests.web.supplies import item_of

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
FUEL = Asked(RequestKind.FUEL, item="fuel.diesel", quantity=80.0)


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed_at(NOW):
        yield


@pytest.fixture
def point(db):
    return Point.objects.create(code=point_code(1), created_at=NOW, updated_at=NOW)


@pytest.fixture
def other(db):
    return Point.objects.create(code=point_code(2), created_at=NOW, updated_at=NOW)


def by(point: Point, name: str = "keeper@example.org") -> Sender:
    where = Reach(point_codes=frozenset({point.code}))
    return Sender(Actor(name), [(ReportChannel.KEEPER, where)], ReportBearer.CONSOLE, timedelta(0))


def message(point: Point, content, minutes_ago: float = 1, ulid: str = "") -> Item:
    return item_of(content, point.code, NOW - timedelta(minutes=minutes_ago), ulid)


def outcomes(sender: Sender, *messages: Item) -> list[Outcome]:
    return [receipt.outcome for receipt in receive_items(sender, messages, KINDS)]


def state() -> str:
    return SupplyRequest.objects.get().state


def test_a_request_is_taken_once_however_often_it_is_sent(point):
    one = message(point, FUEL)
    assert outcomes(by(point), one, one) == [Outcome.TAKEN, Outcome.KNOWN]
    request = SupplyRequest.objects.get()
    assert (request.kind, request.item, request.quantity, request.state) == ("fuel", "fuel.diesel", 80.0, "asked")
    assert AuditEntry.objects.filter(entity="request", object_key=request.ulid).count() == 1


def test_a_known_number_with_other_content_is_refused(point):
    one = message(point, FUEL)
    receipts = receive_items(by(point), [one, message(point, Asked(RequestKind.WATER), ulid=one.ulid)], KINDS)
    assert [receipt.outcome for receipt in receipts] == [Outcome.TAKEN, Outcome.REFUSED]


def test_what_is_said_of_a_request_is_taken_after_it_whatever_the_order(point):
    one = message(point, FUEL, 5)
    came = message(point, Arrived(one.ulid, 80.0))
    assert outcomes(by(point), came, one) == [Outcome.TAKEN, Outcome.TAKEN]
    assert (state(), SupplyRequest.objects.get().received) == ("delivered", 80.0)


def test_a_word_about_a_request_that_has_not_come_may_be_sent_again(point):
    one = message(point, FUEL, 5)
    came = message(point, Arrived(one.ulid, 80.0))
    receipt = receive_items(by(point), [came], KINDS)[0]
    assert isinstance(receipt.fault, NotYet)
    assert outcomes(by(point), one) == [Outcome.TAKEN]
    assert outcomes(by(point), came) == [Outcome.TAKEN]


def test_of_a_request_of_another_point_nobody_here_says_anything(point, other):
    one = message(other, FUEL)
    receive_items(by(other), [one], KINDS)
    for said in (Arrived(one.ulid), Withdrawn(one.ulid)):
        receipt = receive_items(by(point), [message(point, said)], KINDS)[0]
        unknown = receive_items(by(point), [message(point, Arrived(new_ulid()))], KINDS)[0]
        assert str(receipt.fault) == str(unknown.fault)
        refused = receive_items(by(point), [message(other, said)], KINDS)[0]
        assert str(refused.fault) == f"You report on no point {other.code}."
    assert state() == "asked"


def test_who_lost_the_receipt_and_then_the_point_is_not_told_that_it_was_refused(point, other):
    one = message(point, FUEL, 5)
    came = message(point, Arrived(one.ulid, 80.0))
    receive_items(by(point), [one, came], KINDS)
    assert outcomes(by(other), one, came) == [Outcome.KNOWN, Outcome.KNOWN]
    assert outcomes(by(other, "another"), one) == [Outcome.REFUSED]


def test_a_time_that_cannot_be_is_refused_and_stops_no_other(point):
    assert outcomes(by(point), message(point, FUEL, -60), message(point, FUEL)) == [Outcome.REFUSED, Outcome.TAKEN]


def test_a_request_follows_the_point_that_a_point_was_merged_into(point, other):
    one = message(point, FUEL, 5)
    receive_items(by(point), [one], KINDS)
    Point.objects.filter(pk=point.pk).update(merged_into=other)
    assert outcomes(by(other), message(other, Arrived(one.ulid, 80.0))) == [Outcome.TAKEN]
    assert outcomes(by(point), message(point, Asked(RequestKind.WATER))) == [Outcome.TAKEN]
    assert SupplyRequest.objects.get(kind="water").point == other


def test_steps_are_kept_as_they_came_with_what_they_changed(point):
    one = message(point, FUEL, 60)
    receive_items(by(point), [one, message(point, Arrived(one.ulid, 80.0), 10)], KINDS)
    receive_items(by(point), [message(point, Withdrawn(one.ulid, "a neighbour brought some"), 30)], KINDS)
    steps = list(RequestStep.objects.order_by("observed_at").values_list("kind", "state_before", "state_after"))
    assert steps == [("cancel", "delivered", "delivered"), ("receive", "asked", "delivered")]


said_later = st.lists(
    st.tuples(st.sampled_from(["enough", "more", "withdrawn"]), st.integers(1, 5), st.none() | st.integers(0, 90)),
    max_size=5,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=said_later, chance=st.randoms(use_true_random=False))
def test_any_order_ends_in_the_same_state(point, said, chance):
    request = message(point, FUEL, 60)
    words = []
    for number, (what, minutes_ago, quantity) in enumerate(said):
        content = Withdrawn(request.ulid) if what == "withdrawn" else Arrived(request.ulid, quantity, what == "enough")
        words.append(message(point, content, minutes_ago, ulid=f"01KCR3V4W8M0Q2T5Y7Z9B1D3{number:02}"))
    shuffled = [*words, *words[:2]]
    chance.shuffle(shuffled)
    ends = set()
    for order in (words, shuffled):
        with transaction.atomic():
            for word in (request, *order):
                assert outcomes(by(point), word)[0] is not Outcome.REFUSED
            ends.add((state(), SupplyRequest.objects.get().received))
            transaction.set_rollback(True)
    assert len(ends) == 1


def test_more_than_can_be_looked_at_at_once_is_refused_as_a_whole(point):
    with pytest.raises(InvalidValue, match="at once"):
        receive_items(by(point), [message(point, FUEL)] * 201, KINDS)
