"""«Закрито» in a list is a report of the list: told, kept once, and no confirmation of anything."""

from datetime import UTC, datetime

import pytest

from punkt.confidence.freshness import PublicState, judged
from punkt.model.vocabulary import PointState, ReportChannel
from punkt_web.common.models import AuditEntry
from punkt_web.operations.models import CurrentStatus, StatusReport
from punkt_web.registry.models import Point
from tests.web.exchange.lists import HEADER, ROWS, as_csv, imported

pytestmark = pytest.mark.django_db

TOLD = (*HEADER, "note", "updated_at")
COLUMNS = {"updated_at": "stated_on", "note": "remark"}


def row(note: str, day: str = "", capacity: str = "120") -> bytes:
    return as_csv([(*ROWS[0][:6], capacity, note, day)], TOLD)


def test_a_new_point_that_its_list_calls_closed_has_a_report_of_that_day() -> None:
    imported(row("Закрито. Ключі у мешканців.", "2025-12-31T10:00:00+00:00"), columns=COLUMNS)
    report = StatusReport.objects.get()
    assert (report.point, report.state, report.channel) == (Point.objects.get(), "closed", ReportChannel.IMPORT)
    assert report.observed_at == datetime(2025, 12, 31, 10, tzinfo=UTC)
    assert CurrentStatus.objects.get().state == PointState.CLOSED
    assert AuditEntry.objects.filter(action="report").count() == 1


def test_the_same_list_again_reports_nothing() -> None:
    content = row("Закрито")
    imported(content, columns=COLUMNS)
    assert imported(content, columns=COLUMNS).counts["unchanged"] == 1
    assert StatusReport.objects.count() == 1


def test_a_known_point_that_is_now_called_closed_counts_as_changed() -> None:
    imported(row("Світло"), columns=COLUMNS)
    assert not StatusReport.objects.exists()
    assert imported(row("Закрито"), columns=COLUMNS).counts["updated"] == 1
    assert StatusReport.objects.count() == 1
    imported(row("Світло"), columns=COLUMNS)
    assert imported(row("Закрито"), columns=COLUMNS).counts["unchanged"] == 1
    assert StatusReport.objects.count() == 1


def test_a_list_from_the_future_speaks_of_now() -> None:
    imported(row("Закрито", "2099-01-01"), columns=COLUMNS)
    assert StatusReport.objects.get().observed_at <= datetime.now(UTC)


def test_the_word_of_a_list_confirms_nothing() -> None:
    imported(row("Закрито"), columns=COLUMNS)
    report = StatusReport.objects.get()
    age = report.received_at - report.observed_at
    shown = judged(PointState(report.state), ReportChannel(report.channel), age)
    assert shown.state is PublicState.NOT_CONFIRMED
