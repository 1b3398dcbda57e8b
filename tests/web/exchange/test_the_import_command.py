"""``punkt import`` on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from punkt.errors import PunktError, UnreadableFile
from punkt_web.exchange import commands
from punkt_web.exchange.commands import import_list
from punkt_web.exchange.models import ImportRun, Source
from punkt_web.exchange.report import COUNTS
from punkt_web.registry.models import Point, Territory
from tests.conftest import TOWN
from tests.web.exchange.lists import HEADER, ROWS, adds_up, as_csv

pytestmark = pytest.mark.django_db


def run(*arguments: object, **more: Any) -> Result:
    result = CliRunner().invoke(import_list, [str(one) for one in arguments], **more)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "points.csv"
    path.write_bytes(as_csv(ROWS))
    return path


def test_it_imports_and_tells_what_became_of_the_rows(file: Path) -> None:
    result = run(file)
    assert result.exit_code == 0
    assert Point.objects.count() == 3
    assert "Rows read" in result.stdout
    assert Source.objects.get().name == "points.csv"
    assert ImportRun.objects.get().state == ImportRun.State.DONE


def test_the_json_report_adds_up_and_names_every_row(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.json"
    run(file, "--report", out, "--source", "town list")
    report = json.loads(out.read_text())
    assert set(report["counts"]) == set(COUNTS)
    assert adds_up(report["counts"])
    assert report["source"] == "town list"
    assert len(report["sha256"]) == 64
    assert report["columns"]["capacity"] == "capacity_seated"
    codes = set(Point.objects.values_list("code", flat=True))
    assert [row["row"] for row in report["rows"]] == [2, 3, 4]
    for row in report["rows"]:
        assert {"row", "outcome", "reason", "code", "point", "findings"} <= set(row)
        assert row["outcome"] == "new"
        assert row["point"] in codes
    assert not out.with_name("report.json.part").exists()


def test_a_dry_run_writes_nothing_but_the_report(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.json"
    result = run(file, "--dry-run", "--report", out)
    assert "dry run" in result.stdout
    assert not Point.objects.exists()
    assert not Source.objects.exists()
    assert json.loads(out.read_text())["counts"]["new"] == 3


def test_a_list_comes_from_standard_input() -> None:
    assert run("-", input=as_csv(ROWS)).exit_code == 0
    assert Point.objects.count() == 3
    assert Source.objects.get().name == "pasted list"


def test_columns_can_be_said_and_are_remembered(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes(as_csv(ROWS, (*HEADER[:6], "x1")))
    run(path, "--columns", "x1=capacity_seated")
    assert Source.objects.get().columns == {"x1": "capacity_seated"}
    path.write_bytes(as_csv([(*ROWS[0][:6], "130"), *ROWS[1:]], (*HEADER[:6], "x1")))
    run(path)
    assert Point.objects.get(address="Oak street 1").capacity_seated == 130


def test_a_territory_is_given_to_rows_that_name_none(file: Path, world: dict[str, Territory]) -> None:
    run(file, "--territory", TOWN)
    assert set(Point.objects.values_list("territory__code", flat=True)) == {TOWN}


def test_an_undecided_row_is_listed_with_its_code(file: Path, tmp_path: Path) -> None:
    run(file)
    other = tmp_path / "other.csv"
    other.write_bytes(as_csv([("B7", *ROWS[0][1:])]))
    result = run(other)
    assert "needs-decision" in result.stdout
    assert Point.objects.get(address="Oak street 1").code in result.stdout
    assert run(other, "--accept-probable").exit_code == 0
    assert Point.objects.count() == 3


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        (["missing.csv"], PunktError),
        (["points.csv", "--columns", "nothing"], PunktError),
        (["points.csv", "--territory", "XX"], PunktError),
        (["points.csv", "--report", "no/such/folder/out.json"], PunktError),
        (["broken.xlsx"], UnreadableFile),
    ],
)
def test_what_cannot_be_done_is_one_error_and_nothing_is_written(
    file: Path, arguments: list[str], kind: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(file.parent)
    (file.parent / "broken.xlsx").write_bytes(b"PK\x03\x04" + b"\x00" * 64)
    with pytest.raises(kind):
        run(*arguments)
    assert not Point.objects.exists()
    assert sorted(path.name for path in file.parent.iterdir()) == ["broken.xlsx", "points.csv"]


def test_ctrl_c_leaves_the_network_as_it_was_and_says_so(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_arguments: object, **_more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "apply_order", interrupted)
    with pytest.raises(PunktError, match="as it was"):
        run(file)
    assert not Point.objects.exists()


def test_progress_is_shown_on_a_terminal_only(file: Path) -> None:
    assert "\x1b" not in run(file).output
