"""``punkt standards``: what there is, what it asks, what changed, and whether a file is one. No database."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from punkt.errors import InvalidValue, UnreadableFile
from punkt.standards.editions import packaged_standards
from punkt.standards.faults import BadStandard
from punkt.toml.faults import MOST_TOLD
from punkt_web.readiness.standard_commands import read_file, standards
from tests.library.standards.made import CHECKED, HEAD, file_with, requirement

OVERLAY = HEAD.replace('id = "made-up"', 'id = "ua-town"\noverlay_of = "made-up"\nterritories = ["UA53"]')
ADDED = requirement('measure = "service.water"\ncomparison = "present"', key="T-1", level="practice")


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(standards, arguments)


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def write(name: str, text: str) -> str:
    Path(name).write_text(text, "utf-8")
    return name


def test_the_list_has_each_version_the_newest_first() -> None:
    names = [line.split()[0] for line in run("list").output.splitlines()]
    assert names == [one.name for versions in packaged_standards().values() for one in reversed(versions)]


def test_a_standard_is_shown_with_what_each_row_rests_on() -> None:
    shown = run("show", "ua-1401", "--on", "2026-12-01").output
    for part in (
        "UA-PWR-04  Law, Mandatory (to be verified)",
        "Devices charged at once: at least 50 pcs",
        "Asked of: mobile point (Ukraine), stationary point (Ukraine), support point (Ukraine)",
        "One of these suffices:",
        "[L1] Cabinet resolution 1401",
    ):
        assert part in shown, part


def test_every_version_is_shown_whole() -> None:
    for versions in packaged_standards().values():
        for one in versions:
            shown = run("show", one.name).output
            assert all(f"\n{row.id}  " in shown for row in one.requirements), one.name
            assert all(f"\n[{key}] " in shown for key in one.sources), one.name


def test_the_version_is_that_of_the_day() -> None:
    assert "\nua-1401@2023-10-13\n" in run("show", "ua-1401", "--on", "2024-05-01").output
    assert "\nua-1401@2025-12-24\n" in run("show", "ua-1401@2025-12-24", "--on", "2026-12-01").output


def test_the_same_rows_come_as_json_and_as_csv() -> None:
    told = json.loads(run("show", "ua-1401", "--format", "json").output)
    assert [row["id"] for row in told] == [one.id for one in packaged_standards()["ua-1401"][-1].requirements]
    in_sheet = table(run("show", "ua-1401", "--format", "csv").output)
    assert in_sheet == [{key: "" if value is None else str(value) for key, value in row.items()} for row in told]


def test_what_an_overlay_adds_and_weakens_is_shown_with_the_reason() -> None:
    base = write("made-up.toml", file_with(CHECKED))
    less = requirement(CHECKED.replace("50", "40")).replace(
        'topic = "power"', 'topic = "power"\nweakens = "Hall too small"'
    )
    town = write("town.toml", OVERLAY + ADDED + less)
    shown = run("show", base, "--overlay", town).output
    assert "\nmade-up@2026-01-01+ua-town@2026-01-01\n" in shown
    assert "Asks less than the law, since: Hall too small" in shown
    assert shown.count("Added or changed by ua-town@2026-01-01") == 2
    rows = json.loads(run("show", base, "--overlay", town, "--format", "json").output)
    assert [(row["id"], row["weakens"]) for row in rows] == [("X-1", "Hall too small"), ("T-1", None)]


def test_an_overlay_that_weakens_in_silence_is_refused_with_its_line() -> None:
    base = write("made-up.toml", file_with(CHECKED))
    town = write("town.toml", OVERLAY + requirement(CHECKED.replace("50", "40")))
    line = next(number for number, one in enumerate((OVERLAY + requirement("")).splitlines(), 1) if '"X-1"' in one)
    done = run("validate", base, town)
    assert done.exit_code == 1
    assert done.output.splitlines() == [
        "made-up.toml: in order (made-up@2026-01-01)",
        f"town.toml:{line}: X-1 asks less than the law, or something else: say why in weakens.",
    ]


def test_the_standards_that_come_with_punkt_are_in_order() -> None:
    folder = Path(packaged_standards.__module__.replace(".", "/")).parent
    files = sorted(str(path) for path in (Path(__file__).parents[3] / "src" / folder / "data").glob("*@*.toml"))
    done = run("validate", *files)
    assert done.exit_code == 0
    assert done.output.count(": in order (") == len(files) == sum(map(len, packaged_standards().values()))


def test_all_faults_of_all_files_are_told_each_with_its_line() -> None:
    bad = write("bad.toml", file_with(CHECKED.replace("value", "vaule") + "\ncolour = 1"))
    worse = write("worse.toml", "id = \n")
    good = write("good.toml", file_with(CHECKED))
    done = run("validate", bad, worse, good)
    lines = file_with(CHECKED.replace("value", "vaule") + "\ncolour = 1").splitlines()
    assert done.exit_code == 1
    told = done.output.splitlines()
    assert f"bad.toml:{lines.index('colour = 1') + 1}: 'colour' is not a key here." in told
    assert f"bad.toml:{lines.index('vaule = 50') + 1}: 'vaule' is not a key here." in told
    assert any(line.startswith("worse.toml:1: This is no TOML") for line in told)
    assert told[-1] == "good.toml: in order (made-up@2026-01-01)"


@pytest.mark.parametrize(
    "alone",
    [OVERLAY + ADDED, file_with(CHECKED).replace("[title]", 'amends = "2020-01-01"\n[title]', 1)],
    ids=["overlay", "amends"],
)
def test_what_rests_on_nothing_that_is_there_is_told_and_the_next_file_is_looked_at(alone: str) -> None:
    done = run("validate", write("alone.toml", alone), write("good.toml", file_with(CHECKED)))
    assert done.exit_code == 1
    first, second = done.output.splitlines()
    assert first.startswith("alone.toml:0: ")
    assert "made-up" in first
    assert second == "good.toml: in order (made-up@2026-01-01)"


def test_a_file_that_is_no_text_is_told_and_the_next_file_is_looked_at() -> None:
    Path("bytes.toml").write_bytes(b"\xff\xfe\x00")
    done = run("validate", "bytes.toml", write("good.toml", file_with(CHECKED)))
    assert done.exit_code == 1
    assert done.output.splitlines() == [
        "bytes.toml:0: This file is no UTF-8 text.",
        "good.toml: in order (made-up@2026-01-01)",
    ]


def test_a_version_can_amend_one_that_is_named_before_it() -> None:
    first = write("first.toml", file_with(CHECKED))
    later = file_with(CHECKED.replace("50", "60")).replace("2026-01-01", "2027-01-01")
    second = write("second.toml", later.replace("[title]", 'amends = "2026-01-01"\n[title]', 1))
    done = run("validate", first, second)
    assert (done.exit_code, done.output.splitlines()[1]) == (0, "second.toml: in order (made-up@2027-01-01)")


def test_what_differs_between_two_versions_is_told() -> None:
    old, new = "ua-1401@2026-02-01", "ua-1401@2026-02-27"
    told = json.loads(run("diff", old, new, "--format", "json").output)
    added = [row["id"] for row in told if row["change"] == "added"]
    assert added == ["UA-PWR-07", "UA-WAT-03", "UA-WAT-04"]
    assert {row["part"] for row in told if not row["id"]} == {"version", "valid_from", "sources", "note"}
    assert [row["id"] for row in table(run("diff", old, new, "--format", "csv").output)] == [
        row["id"] or "" for row in told
    ]
    back = run("diff", new, old).output
    assert "UA-PWR-07  removed  The tanks of one group" in back


def test_two_files_of_ones_own_are_compared() -> None:
    old = write("old.toml", file_with(CHECKED))
    new = write("new.toml", file_with(CHECKED.replace("50", "60")))
    told = json.loads(run("diff", old, new, "--format", "json").output)
    assert [(row["id"], row["part"]) for row in told] == [("X-1", "checks")]


def test_a_country_that_asks_nothing_is_an_empty_cell() -> None:
    rows = {row["concept"]: row for row in json.loads(run("crosswalk", "--format", "json").output)}
    assert set(rows["own_power"]) == {"concept", "title", *packaged_standards()}
    assert rows["own_power"]["nl-noodsteunpunt"] is None, "in CSV it is an empty cell"
    assert "UA-PWR-01" in rows["own_power"]["ua-1401"].split()
    assert "nl-noodsteunpunt: asks nothing" in run("crosswalk", "nl-noodsteunpunt", "sphere").output


@pytest.mark.parametrize("command", [["show", "ua-1402"], ["diff", "ua-1401", "xx"], ["crosswalk", "xx"]])
def test_what_there_is_not_is_told_with_what_there_is(command: list[str]) -> None:
    error = run(*command).exception
    assert isinstance(error, InvalidValue)
    assert "ua-1401" in str(error)


def test_a_file_that_is_no_text_or_not_there_is_told() -> None:
    Path("bytes.toml").write_bytes(b"\xff\xfe\x00")
    for name in ("bytes.toml", "nowhere.toml"):
        error = run("show", name).exception
        assert isinstance(error, UnreadableFile)
        assert error.where == name


@pytest.mark.parametrize(
    ("on", "is_held"), [("2026-01-31", False), ("2026-02-01", True), ("2026-02-28", True), ("2026-03-01", False)]
)
def test_an_overlay_holds_from_its_first_day_and_not_on_its_last_any_more(on: str, is_held: bool) -> None:
    standard = write("made-up.toml", file_with(CHECKED))
    of_february = OVERLAY.replace("2026-01-01", "2026-02-01").replace("\n\n", "\nvalid_until = 2026-03-01\n\n", 1)
    overlay = write("town.toml", of_february + ADDED)
    done = run("show", standard, "--overlay", overlay, "--on", on)
    if is_held:
        assert "T-1" in done.output
    else:
        assert isinstance(done.exception, InvalidValue)
        assert f"town.toml: This overlay does not hold on {on}. Ask for a day on which it does" in str(done.exception)


@pytest.mark.parametrize(("n_beyond", "told"), [(0, ""), (1, "and 1 fault more"), (900, "and 900 faults more")])
def test_of_thousands_of_faults_the_first_are_told_and_the_others_counted(n_beyond: int, told: str) -> None:
    strange = "".join(f"strange_{number} = 1\n" for number in range(MOST_TOLD + n_beyond))
    file = write("made-up.toml", strange + file_with(CHECKED))
    lines = run("validate", file).output.splitlines()
    assert len([line for line in lines if "is not a key here" in line]) == MOST_TOLD
    assert lines[MOST_TOLD:] == ([f"made-up.toml:0: {told}"] if told else [])
    with pytest.raises(BadStandard) as caught:
        read_file(Path(file))
    assert (len(caught.value.faults), str(caught.value).count("is not a key here")) == (MOST_TOLD + n_beyond, MOST_TOLD)


def test_kinds_are_told_in_words_and_each_source_on_a_line() -> None:
    shown = run("show", "ua-1401").output
    assert "one of stationary point (Ukraine), mobile point (Ukraine)" in shown
    assert "ua-stationary" not in shown
    changed = run("diff", "ua-1401@2026-02-01", "ua-1401@2026-02-27").output.splitlines()
    documents = [line for line in changed if line.startswith("  + ") and ": " in line and "(known at" in line]
    assert len(documents) == 4
    assert all(line.count("(known at second hand)") == 1 for line in documents)


@pytest.mark.parametrize("key", ["ua-1401", "ua-1401@2026-02-27", "own.toml"])
def test_a_day_before_a_standard_holds_is_refused_however_it_is_named(key: str) -> None:
    write("own.toml", file_with(CHECKED))
    done = run("show", key, "--on", "2020-01-01")
    assert isinstance(done.exception, InvalidValue)
    assert run("show", key, "--on", "2026-12-01").exit_code == 0


def test_an_overlay_that_asks_less_is_warned_of_and_is_in_order() -> None:
    base = write("made-up.toml", HEAD + requirement(CHECKED, level="guidance"))
    less = write("town.toml", OVERLAY + requirement(CHECKED.replace("50", "40"), level="guidance"))
    done = run("validate", base, less)
    assert done.exit_code == 0
    [line] = [one for one in done.output.splitlines() if "warning" in one]
    at = Path(less).read_text("utf-8").splitlines().index('id = "X-1"') + 1
    assert line == f"town.toml:{at}: warning: X-1 asks less than made-up@2026-01-01, or something else."
    more = write("town.toml", OVERLAY + requirement(CHECKED.replace("50", "60"), level="guidance"))
    assert "warning" not in run("validate", base, more).output
