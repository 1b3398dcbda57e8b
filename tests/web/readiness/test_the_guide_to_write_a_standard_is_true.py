"""docs/guides/write-a-standard.md: its files are standards, and its commands say what the page shows. No database."""

import re
import shlex
from collections import defaultdict
from pathlib import Path

import pytest
from click.testing import CliRunner

from punkt_web.assess_commands import assess
from punkt_web.readiness.standard_commands import standards

PAGE = (Path(__file__).parents[3] / "docs" / "guides" / "write-a-standard.md").read_text("utf-8")
BLOCK = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
COMMANDS = {"standards": standards, "assess": assess}
STANDARD, OVERLAY = "lv-noturiba@2026-11-01.toml", "lv-jelgava@2026-11-15.toml"


def files_of_the_page() -> dict[str, str]:
    """The files by name: parts of one file follow each other, each headed by its name."""
    files: dict[str, str] = defaultdict(str)
    for kind, body in BLOCK.findall(PAGE):
        if kind == "toml":
            files[body.split()[1].rstrip(",")] += body
        elif kind == "csv":
            files["points.csv"] += body
    return {**files, "faulty.toml": files[STANDARD].replace("value = 18", "vaule = 18")}


def told_by_the_page() -> list[tuple[str, str]]:
    """The commands of the page, each with what it is said to print."""
    shown = [body for kind, body in BLOCK.findall(PAGE) if not kind and body.startswith("$ punkt ")]
    return [(one.partition("\n")[0].removeprefix("$ punkt "), one.partition("\n")[2]) for one in shown]


@pytest.fixture(autouse=True)
def _beside_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, content in files_of_the_page().items():
        Path(name).write_text(content, "utf-8")


def test_the_page_shows_its_files_and_commands() -> None:
    assert set(files_of_the_page()) == {STANDARD, OVERLAY, "points.csv", "faulty.toml"}
    assert len(told_by_the_page()) == 5


@pytest.mark.parametrize(("line", "shown"), told_by_the_page(), ids=lambda part: part.split("\n")[0][:60])
def test_a_command_prints_what_the_page_shows(line: str, shown: str) -> None:
    command, *arguments = shlex.split(line)
    done = CliRunner().invoke(COMMANDS[command], arguments)
    assert done.output == shown
    assert done.exit_code == (1 if "faulty.toml" in arguments else 0)
