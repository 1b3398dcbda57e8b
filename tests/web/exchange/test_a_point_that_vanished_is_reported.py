"""A point that is no longer in its list stays; the report says that it is gone, once."""

import pytest

from punkt_web.exchange.models import SourceRecord
from punkt_web.registry.models import Point
from tests.web.exchange.lists import ROWS, as_csv, finding_codes, imported

pytestmark = pytest.mark.django_db


def test_a_vanished_point_is_reported_and_stays_as_it_is() -> None:
    imported(as_csv(ROWS))
    report = imported(as_csv(ROWS[:2]))
    library = Point.objects.get(address="Main square 3")
    assert report.gone_codes == [library.code]
    assert report.counts["gone"] == 1
    assert report.counts["read"] == 2
    assert library.status == Point.Status.DESIGNATED
    assert SourceRecord.objects.get(point=library).is_gone


def test_it_is_reported_once() -> None:
    imported(as_csv(ROWS))
    imported(as_csv(ROWS[:2]))
    assert imported(as_csv(ROWS[:2])).gone_codes == []


def test_a_row_that_comes_back_finds_its_point_again() -> None:
    imported(as_csv(ROWS))
    imported(as_csv(ROWS[:2]))
    report = imported(as_csv(ROWS))
    assert report.counts["unchanged"] == 3
    assert "returned" in {finding.code for finding in report.rows[2].findings}
    assert not SourceRecord.objects.filter(is_gone=True).exists()
    assert finding_codes(report.rows[0]) == set()


def test_another_list_takes_nothing_away() -> None:
    imported(as_csv(ROWS))
    other = [("Z1", "Fire station", "Long road 4", "Village", "49.1", "31.1", "30")]
    assert imported(as_csv(other), source_name="another").gone_codes == []


def test_a_dry_run_tells_and_does_not_remember() -> None:
    from punkt_web.exchange.actions.importing import read_and_stage
    from punkt_web.exchange.orders import Importer, ImportOrder

    imported(as_csv(ROWS))
    order = ImportOrder(as_csv(ROWS[:2]), "list.csv", "the list")
    assert len(read_and_stage(order, Importer.installation()).report.gone_codes) == 1
    assert not SourceRecord.objects.filter(is_gone=True).exists()


def test_a_row_that_is_refused_now_is_not_gone() -> None:
    imported(as_csv(ROWS))
    report = imported(as_csv([*ROWS[:2], ("A3", "Fire station", "Far road 9", "Elsewhere", "55.0", "20.0", "")]))
    assert report.counts["refused"] == 1
    assert report.gone_codes == []
