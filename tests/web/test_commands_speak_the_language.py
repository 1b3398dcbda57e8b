"""Commands answer in the language of the installation or of the terminal, and never with a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from punkt_web import env

VARIABLES = ("PUNKT_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.mark.parametrize(
    ("given", "language"),
    [
        ({"PUNKT_LANGUAGE": "et", "LANG": "uk_UA.UTF-8"}, "et"),
        ({"LANG": "uk_UA.UTF-8"}, "uk"),
        ({"LC_ALL": "sv_SE", "LANG": "uk_UA.UTF-8"}, "sv"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_is_that_of_the_installation_else_of_the_terminal(
    given: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert env.command_language() == language


@pytest.mark.parametrize(
    "arguments",
    [
        ["find", "--lat", "50", "--lon", "30"],
        ["audit", "verify"],
        ["person", "list"],
        ["demo"],
        ["import", "-", "--source", "x"],
        ["territories", "merge", "A", "--into", "B", "--on", "2026-01-01"],
        ["serve"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_database_that_is_not_prepared_is_one_plain_line(arguments: list[str], tmp_path: Path) -> None:
    variables = {**os.environ, "PUNKT_HOME": str(tmp_path), "PUNKT_LANGUAGE": "en"}
    done = subprocess.run(  # noqa: S603 # our own command
        [str(Path(sys.executable).parent / "punkt"), *arguments],
        env=variables,
        input="name,lat,lon\nSchool,50.4,30.5\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.strip() == "punkt: The database is not prepared. Run: punkt prepare"
