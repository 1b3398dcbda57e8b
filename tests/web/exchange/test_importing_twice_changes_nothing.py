"""The same file again is no news: no row, no revision, no audit row but that the list was given again."""

from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from punkt.errors import UnreadableFile
from punkt_web.common.models import AuditEntry
from punkt_web.exchange.models import SourceRecord
from punkt_web.operations.models import StatusReport
from punkt_web.registry.models import Point, PointAlias, PointIdentifier
from punkt_web.registry.published import current_edition
from tests.web.exchange.lists import HEADER, ROWS, adds_up, as_csv, imported

pytestmark = pytest.mark.django_db


def state_of_the_registry() -> list[object]:
    points = [tuple(row) for row in Point.objects.order_by("id").values_list()]
    identifiers = [tuple(row) for row in PointIdentifier.objects.order_by("id").values_list()]
    of_points = AuditEntry.objects.exclude(entity="import").count()
    return [
        points,
        identifiers,
        of_points,
        StatusReport.objects.count(),
        PointAlias.objects.count(),
        current_edition().revision,
    ]


def test_a_second_import_of_the_same_file_changes_nothing() -> None:
    first = imported(as_csv(ROWS))
    assert first.counts["new"] == 3
    before = state_of_the_registry()
    second = imported(as_csv(ROWS))
    assert second.counts == {
        "read": 3, "new": 0, "updated": 0, "unchanged": 3, "refused": 0, "matched": 3, "suspicious": 0, "gone": 0,
    }  # fmt: skip
    assert state_of_the_registry() == before


def test_rows_without_identifiers_are_found_again_in_another_order() -> None:
    rows = [("", *row[1:]) for row in ROWS]
    imported(as_csv(rows))
    before = state_of_the_registry()
    assert imported(as_csv(rows[::-1])).counts["unchanged"] == 3
    assert state_of_the_registry() == before


def test_another_spelling_of_a_number_in_the_file_changes_the_record_and_not_the_point() -> None:
    imported(as_csv(ROWS))
    before = state_of_the_registry()
    report = imported(as_csv([(*ROWS[0][:6], "120 "), *ROWS[1:]]))
    assert report.counts["unchanged"] == 3
    assert state_of_the_registry() == before
    assert SourceRecord.objects.filter(payload__capacity="120 ").count() == 1


def test_a_value_that_was_changed_at_the_desk_is_not_changed_back_by_an_old_row() -> None:
    imported(as_csv(ROWS))
    Point.objects.filter(address="Oak street 1").update(capacity_seated=90)
    assert imported(as_csv(ROWS)).counts["unchanged"] == 3
    assert Point.objects.get(address="Oak street 1").capacity_seated == 90


CELL = st.one_of(
    st.sampled_from(
        ["", " ", "null", "-", "0", "1", "50", "так", "ні", "Школа № 7", "School", "50.45", "30,52", "999"]
    ),
    st.text(max_size=12),
)
COORDINATE = st.one_of(CELL, st.floats(-200, 200).map(str))
ROW = st.tuples(CELL, CELL, CELL, CELL, COORDINATE, COORDINATE, CELL)


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROW, min_size=1, max_size=12))
def test_of_any_dirty_list_the_sums_add_up_and_the_second_import_changes_nothing(
    db: None, rows: list[tuple[str, ...]]
) -> None:
    content = as_csv(rows, HEADER)
    source = f"dirty {sha256(content).hexdigest()}"
    columns = {column: column for column in ("address", "settlement")} | {
        "id": "identifier", "name": "name", "lat": "latitude", "lon": "longitude", "capacity": "capacity_seated",
    }  # fmt: skip
    try:
        first = imported(content, source_name=source, columns=columns)
    except UnreadableFile:
        return
    before = state_of_the_registry()
    second = imported(content, source_name=source, columns=columns)
    assert adds_up(first.counts)
    assert adds_up(second.counts)
    assert first.counts["read"] == second.counts["read"] == len(first.rows)
    assert second.counts["new"] == second.counts["updated"] == second.counts["gone"] == 0
    assert second.counts["refused"] == first.counts["refused"]
    assert state_of_the_registry() == before
