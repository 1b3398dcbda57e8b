"""Every real list of points imports, with a report whose sums add up; a second time it changes nothing."""

from pathlib import Path

import pytest

from punkt_web.exchange.actions.importing import read_and_stage
from punkt_web.exchange.orders import Importer, ImportOrder
from punkt_web.registry.models import Point
from tests.web.exchange.lists import adds_up, imported

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "points"
FILES = sorted(FOLDER.glob("*")) if FOLDER.is_dir() else []

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not FILES, reason="the real lists (../shared/data/points) are not here"),
]


LARGE = [path for path in FILES if path.stat().st_size > 500_000]
SMALL = [path for path in FILES if path not in LARGE]


@pytest.mark.parametrize("path", SMALL or [FOLDER], ids=lambda path: path.name)
def test_a_real_list_imports_and_its_report_adds_up(path: Path) -> None:
    content = path.read_bytes()
    first = imported(content, file_name=path.name, source_name=path.name)
    assert adds_up(first.counts)
    assert first.counts["read"] == len(first.rows) > 0
    assert first.counts["new"] == Point.objects.count()
    assert first.counts["new"] >= 0.9 * first.counts["read"]
    second = imported(content, file_name=path.name, source_name=path.name)
    assert second.counts["unchanged"] == first.counts["new"]
    assert second.counts["refused"] == first.counts["refused"]
    assert second.counts["new"] == second.counts["updated"] == second.counts["gone"] == 0


@pytest.mark.parametrize("path", LARGE or [FOLDER], ids=lambda path: path.name)
def test_of_a_large_list_every_row_is_accounted_for(path: Path) -> None:
    order = ImportOrder(path.read_bytes(), path.name)
    report = read_and_stage(order, Importer.installation()).report
    assert adds_up(report.counts)
    assert report.counts["read"] == report.counts["new"] == 8000


def test_the_shelters_of_okhtyrka_keep_what_their_free_text_says() -> None:
    path = FOLDER / "ua_okhtyrka_shelters.json"
    report = imported(path.read_bytes(), file_name=path.name)
    shut = [row for row in report.rows if "stated-closed" in {finding.code for finding in row.findings}]
    assert shut
    assert all(row.outcome == "new" for row in shut)
    assert Point.objects.filter(capacity_seated=50).exists()
