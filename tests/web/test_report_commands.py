"""``punkt report`` reads and writes text codes and sheets; what is wrong is one line, in the language of the person."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.utils import translation

from punkt import clock
from punkt.errors import InvalidValue, PunktError
from punkt_web.report_commands import report

SHEET = "code;date;time;state;people\nK7F-2M3;15.01.2026;14:05;open;24\n"
MESSAGE = {
    "id": "01ARZ3NDEKTSV4RRFFQ69G5FAV",
    "point": "K7F-2M3",
    "observed_at": "2026-01-15T14:05:00Z",
    "state": "open",
    "fuel_l": 10.25,
    "note": "Світла немає",
}


def run(*arguments: str, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(report, arguments, input=given)


def test_a_text_is_read_back() -> None:
    with clock.fixed_at(datetime(2026, 1, 15, 12, 7, tzinfo=UTC)):
        result = run("read", "K7F-2M3 OPEN 24 AT 14:05", "--zone", "Europe/Kyiv")
        assert result.output == "Kilo 7 Foxtrot, 2 Mike 3. Open. People there: 24. Seen at 14:05 (EET).\n"
        assert "tells no time" in run("read", "K7F-2M3 OPEN 24").output


def test_it_is_read_back_in_the_language_of_the_person() -> None:
    with translation.override("uk"):
        assert "Відкрито" in run("read", "K7F-2M3 OPEN 24").output


def test_a_text_is_read_as_json() -> None:
    result = run("read", "K7F-2M3 OPEN 24", "--at", "2026-01-15T14:05:30+02:00", "--format", "json")
    found = json.loads(result.output)
    assert found["report"]["observed_at"] == "2026-01-15T12:05:30.000Z"
    assert found["report"]["headcount"] == 24
    assert (found["is_timed"], found["is_checked"]) == (False, False)


def test_a_report_is_written_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(json.dumps(MESSAGE))
    written = run("write", str(path))
    assert written.stdout.startswith("K7F-2M3 OPEN FUEL 10.2L AT 14:05Z *")
    assert written.stderr == "Left out, because it did not fit: note\nRounded to tenths: fuel_l\n"
    read = run("read", written.stdout.strip(), "--at", "2026-01-15T14:10:00Z", "--format", "json")
    assert json.loads(read.output)["is_checked"]
    assert run("write", "-", given=json.dumps(MESSAGE)).stdout == written.stdout


def test_a_sheet_is_printed_as_lines_of_json() -> None:
    result = run("sheet", "-", "--zone", "Europe/Kyiv", given=SHEET)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["observed_at"] == "2026-01-15T12:05:00.000Z"
    assert result.stderr == ""


def test_a_row_that_is_refused_is_told_apart_and_ends_with_status_1() -> None:
    result = run("sheet", "-", "--zone", "Europe/Kyiv", given=SHEET + "K7F-2M3;15.01.2026;14:05;opne;24\n")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr.startswith("Row 3, state: opne is not understood; it may be OPEN")


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        (["read", "K7F-2M3 OPNE"], InvalidValue),
        (["write", "-"], InvalidValue),
        (["write", "nowhere.json"], PunktError),
        (["sheet", "nowhere.csv", "--zone", "UTC"], PunktError),
        (["sheet", ".", "--zone", "UTC"], PunktError),
    ],
)
def test_what_is_wrong_is_an_error_that_the_command_line_says(arguments: list[str], kind: type[PunktError]) -> None:
    assert isinstance(run(*arguments, given="{").exception, kind)


@pytest.mark.parametrize(
    "arguments",
    [
        ["read", "K7F-2M3 OPEN", "--zone", "Kyiv"],
        ["read", "K7F-2M3 OPEN", "--zone", "../x"],
        ["read", "K7F-2M3 OPEN", "--at", "now"],
        ["read", "K7F-2M3 OPEN", "--at", "2026-01-15T14:05:00"],
        ["sheet", "-"],
    ],
)
def test_a_wrong_call_ends_with_status_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_a_request_is_read_written_and_read_again(tmp_path: Path) -> None:
    read = run(
        "read",
        "K7F-2M3 прошу дизель 200 л о 14:05",
        "--at",
        "2026-01-15T14:05:30+02:00",
        "--zone",
        "Europe/Kyiv",
        "--format",
        "json",
    )
    request = json.loads(read.output)["request"]
    assert {"kind": "request", "thing": "fuel.diesel", "quantity": 200.0, "urgency": "today"}.items() <= request.items()
    (tmp_path / "request.json").write_text(json.dumps(request))
    written = run("write", str(tmp_path / "request.json"))
    assert written.stdout.startswith("K7F-2M3 ASK DIESEL 200L TODAY AT 12:05Z *")
    again = run("read", written.stdout.strip(), "--at", "2026-01-15T14:10:00Z", "--format", "json")
    assert json.loads(again.output)["request"] == request
    assert "Asked for: Fuel: diesel, 200 l." in run("read", written.stdout.strip()).output
