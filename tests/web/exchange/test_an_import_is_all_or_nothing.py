"""Whatever ends an import early leaves the network as it was."""

import threading
from typing import Any

import pytest
from django.db import connection

from punkt.errors import InvalidValue, UnreadableFile
from punkt_web.common.audit import first_fault
from punkt_web.common.models import AuditEntry
from punkt_web.exchange.actions import applying
from punkt_web.exchange.actions.importing import apply_order, read_and_stage
from punkt_web.exchange.actions.stating import statements_of
from punkt_web.exchange.models import ImportRun, Source, SourceRecord
from punkt_web.exchange.orders import STAGES, Importer, ImportOrder
from punkt_web.exchange.planning import CHUNK
from punkt_web.registry.models import Organisation, Point
from punkt_web.registry.published import current_edition
from tests.web.exchange.lists import ROWS, adds_up, as_csv, imported

MANY = [
    (f"M{n}", f"School No {n}", f"Oak street {n}", "Town", f"{50 + n / 1000:.4f}", "30.5", "50") for n in range(2500)
]


def nothing_is_there() -> bool:
    tables: tuple[Any, ...] = (Point, SourceRecord, Source, ImportRun, AuditEntry, Organisation)
    return not any(table.objects.exists() for table in tables)


class Stopped(Exception):
    """Somebody pulled the plug."""


@pytest.mark.django_db
@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("after", [0, CHUNK])
def test_an_import_that_is_stopped_in_the_middle_writes_nothing(stage: str, after: int) -> None:
    def stop(told: str, done: int, _all: int) -> None:
        if told == stage and (done >= after or stage == "matching"):
            raise Stopped

    with pytest.raises(Stopped):
        apply_order(ImportOrder(as_csv(MANY), "many.csv"), Importer.installation(), on_progress=stop)
    assert nothing_is_there()
    assert current_edition().revision == 0


@pytest.mark.django_db
def test_the_same_list_can_be_imported_after_a_stop() -> None:
    def stop(told: str, done: int, _all: int) -> None:
        if told == "writing" and done > 0:
            raise Stopped

    order = ImportOrder(as_csv(MANY), "many.csv")
    with pytest.raises(Stopped):
        apply_order(order, Importer.installation(), on_progress=stop)
    report = apply_order(order, Importer.installation())
    assert report.counts["new"] == len(MANY)
    assert first_fault() is None


@pytest.mark.django_db
def test_a_dry_run_tells_what_the_import_then_does_and_writes_nothing() -> None:
    order = ImportOrder(as_csv(MANY[:50]), "many.csv")
    staged = read_and_stage(order, Importer.installation())
    assert nothing_is_there()
    assert not staged.report.is_applied
    report = apply_order(order, Importer.installation())
    assert staged.report.counts == report.counts
    assert {row.point_code for row in staged.report.rows} == {""}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content", [b"", b"   \n ", b"%PDF-1.7 no list", b"PK\x03\x04 broken", b"<html><body>Not found</body></html>", b"{"]
)
def test_a_file_that_is_no_list_is_one_clear_error_and_changes_nothing(content: bytes) -> None:
    with pytest.raises(UnreadableFile) as caught:
        imported(content)
    assert caught.value.what
    assert nothing_is_there()


@pytest.mark.django_db
def test_a_wrong_choice_is_an_error_before_anything_is_read_into_the_network() -> None:
    for columns in ({"nosuch": "name"}, {"name": "nosuch"}):
        with pytest.raises(InvalidValue):
            imported(as_csv(ROWS), columns=columns)
    assert nothing_is_there()


@pytest.mark.django_db
def test_a_list_of_which_every_row_is_refused_still_adds_up() -> None:
    report = imported(as_csv([("", "", "", "", "", "", "5"), ("", " ", "null", "", "", "", "")]))
    assert adds_up(report.counts)
    assert report.counts["refused"] == report.counts["read"] == 2
    assert not Point.objects.exists()


@pytest.mark.django_db
def test_a_row_that_the_registry_cannot_hold_is_refused_and_the_others_are_imported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stated(draft: Any, *others: Any) -> dict[str, Any]:
        found = statements_of(draft, *others)
        return {**found, "capacity_seated": "many"} if draft.row_number == 3 else found

    monkeypatch.setattr(applying, "statements_of", stated)
    report = imported(as_csv(ROWS))
    assert [row.outcome for row in report.rows] == ["new", "refused", "new"]
    assert (report.rows[1].code, report.rows[1].findings[-1].field) == ("invalid-value", "capacity_seated")
    assert Point.objects.count() == 2
    assert adds_up(report.counts)


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_list_at_once_make_each_point_once() -> None:
    order = ImportOrder(as_csv(MANY[:300]), "many.csv")
    reports, faults = [], []

    def work() -> None:
        try:
            reports.append(apply_order(order, Importer.installation()))
        except Exception as error:  # noqa: BLE001 - told below
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert Point.objects.count() == 300
    assert sorted(report.counts["new"] for report in reports) == [0, 300]
    assert sorted(report.counts["unchanged"] for report in reports) == [0, 300]
