"""The audit trail shows every change that was made to it afterwards."""

import json
import threading
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from click.testing import CliRunner
from django.db import connection, transaction
from django.db.models import F
from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt.model.position import Position
from punkt_web.common.audit import Actor, AuditFault, Write, first_fault, history, prepared, record, record_many
from punkt_web.common.commands import audit_trail
from punkt_web.common.models import AuditEntry, AuditHead

ACTOR = Actor("tester@example.org", 7)


@pytest.fixture
def trail(db: None) -> None:
    """Six rows."""
    with transaction.atomic():
        record(ACTOR, Write("give", "thing", "1", after={"name": "Öö", "пункт": [1, None, 2.5]}))
        record_many(ACTOR, [Write("change", "thing", str(n), {"n": n}, {"n": n + 1}, "because") for n in range(5)])


def test_an_untouched_trail_holds(trail: None) -> None:
    assert AuditEntry.objects.count() == 6
    assert first_fault() is None


def test_an_empty_trail_holds(db: None) -> None:
    assert first_fault() is None


@pytest.mark.parametrize(
    "change",
    [
        {"actor_name": "somebody@example.org"},
        {"actor_id": 8},
        {"actor_id": None},
        {"action": "other"},
        {"entity": "other"},
        {"object_key": "99"},
        {"before": {}},
        {"after": {"n": 3, "more": 1}},
        {"reason": ""},
        {"at": F("at") + timedelta(microseconds=1)},
        {"digest": "0" * 64},
    ],
    ids=str,
)
def test_any_change_to_a_row_is_found_at_that_row(trail: None, change: dict[str, object]) -> None:
    AuditEntry.objects.filter(number=4).update(**change)
    assert first_fault() == AuditFault(4, "This row was changed after it was written.")


def test_a_row_taken_from_the_middle_is_found(trail: None) -> None:
    AuditEntry.objects.filter(number=3).delete()
    assert first_fault() == AuditFault(3, "Rows are missing here.")


def test_a_gap_that_was_closed_by_counting_anew_is_found(trail: None) -> None:
    AuditEntry.objects.filter(number=3).delete()
    for number in (4, 5, 6):
        AuditEntry.objects.filter(number=number).update(number=number - 1)
    fault = first_fault()
    assert fault is not None
    assert fault.number == 3


@pytest.mark.parametrize("kept", [5, 1, 0])
def test_rows_cut_from_the_end_are_found(trail: None, kept: int) -> None:
    AuditEntry.objects.filter(number__gt=kept).delete()
    assert first_fault() == AuditFault(kept + 1, "Rows at the end were removed.")


def test_a_row_played_again_is_found(trail: None) -> None:
    again = AuditEntry.objects.get(number=2)
    again.number = 7
    again.save(force_insert=True)
    fault = first_fault()
    assert fault is not None
    assert fault.number == 7


def test_rows_that_changed_places_are_found(trail: None) -> None:
    for old, new in ((2, 100), (3, 2), (100, 3)):
        AuditEntry.objects.filter(number=old).update(number=new)
    fault = first_fault()
    assert fault is not None
    assert fault.number == 2


def test_a_trail_written_anew_with_another_key_is_found(db: None) -> None:
    with override_settings(AUDIT_KEY="a forger's"):
        record(ACTOR, Write("give", "thing", "1"))
        assert first_fault() is None
    assert first_fault() is not None


def test_a_write_that_is_undone_leaves_no_row(db: None) -> None:
    with transaction.atomic():
        record(ACTOR, Write("give", "thing", "1"))
        transaction.set_rollback(True)
    assert not AuditEntry.objects.exists()
    assert first_fault() is None


@pytest.mark.django_db(transaction=True)
def test_a_row_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError):
        record(ACTOR, Write("give", "thing", "1"))


def test_the_history_of_one_object_comes_newest_first(trail: None) -> None:
    assert [entry.action for entry in history("thing", "1")] == ["change", "give"]
    assert list(history("thing", "none")) == []


def in_own_thread(work: Callable[[], None]) -> threading.Thread:
    def close_after() -> None:
        try:
            work()
        finally:
            connection.close()

    return threading.Thread(target=close_after)


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_moment_keep_one_chain() -> None:
    together = threading.Barrier(4)

    def write() -> None:
        together.wait(timeout=30)
        for number in range(10):
            with transaction.atomic():
                record(ACTOR, Write("give", "thing", str(number)))

    threads = [in_own_thread(write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert AuditEntry.objects.count() == 40
    assert first_fault() is None


def test_verify_says_that_the_trail_holds(trail: None) -> None:
    result = CliRunner().invoke(audit_trail, ["verify"])
    assert (result.exit_code, result.output) == (0, "The trail holds: 6 rows.\n")


def test_verify_names_the_first_wrong_row_and_fails(trail: None) -> None:
    AuditEntry.objects.filter(number__in=(2, 5)).update(reason="forged")
    result = CliRunner().invoke(audit_trail, ["verify"])
    assert result.exit_code == 1
    assert "Row 2" in result.output


def test_head_prints_what_is_noted_on_paper(trail: None) -> None:
    result = CliRunner().invoke(audit_trail, ["head"])
    assert result.output == f"6 {AuditHead.objects.get().last_digest}\n"
    AuditEntry.objects.all().delete()
    AuditHead.objects.all().delete()
    assert CliRunner().invoke(audit_trail, ["head"]).output == "0 -\n"


def as_postgresql_gives_back(number: str) -> float | int:
    plain = f"{Decimal(number):f}"
    whole, point, part = plain.partition(".")
    return float(f"{whole}.{part}") or 0.0 if point else int(whole)


NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from([-0.0, 1e16, -1e22, 1e300, 5e-324, 1e-7])
VALUES = st.recursive(
    NUMBERS | st.integers() | st.booleans() | st.none() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=200, derandomize=True, database=None)
@given(values=st.dictionaries(st.text(max_size=4), VALUES, max_size=3))
def test_a_row_says_the_same_after_either_database_gave_it_back(values: dict[str, object]) -> None:
    said = prepared(ACTOR, Write("give", "thing", "1", after=values))
    written = str(said.columns[6])
    for given_back in (json.loads(written), json.loads(written, parse_float=as_postgresql_gives_back)):
        assert prepared(ACTOR, Write("give", "thing", "1", after=given_back)) == said


@pytest.mark.parametrize("values", [{"a": 0.0, "b": [50.25, -1, 1e15, 1e-7]}, {"e": "1e5 -0", "n": None}])
def test_ordinary_values_are_written_as_they_always_were(values: dict[str, object]) -> None:
    plain = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert prepared(ACTOR, Write("give", "thing", "1", after=values)).columns[6] == plain


def test_numbers_that_databases_write_differently_do_not_break_the_trail(db: None) -> None:
    numbers = [-0.0, 0.0, 1e16, -1.5e300, 1e23, 5e-324, 1e-7, 50.45]
    with transaction.atomic():
        record(ACTOR, Write("give", "thing", "1", {"n": numbers}, {"-0.0": "1e+16", "deep": {"n": [-0.0]}}))
    assert first_fault() is None


def test_no_position_has_a_negative_zero() -> None:
    assert str(Position(-0.0, -0.0, -0.0)) == str(Position(0.0, 0.0, 0.0))
