"""The reference says what there is, and nothing that is not there."""

import re

import pytest

from punkt_web import env
from scripts import commands_reference
from tests.architecture.sources import ROOT

SETTINGS_PAGE = ROOT / "docs" / "reference" / "settings.md"


def documented_settings() -> list[str]:
    return re.findall(r"^\| `([A-Z_]+)` \|", SETTINGS_PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)


def test_every_setting_is_in_the_reference_and_no_other() -> None:
    assert sorted(documented_settings()) == sorted(setting.name for setting in env.SETTINGS)


def test_every_setting_that_is_read_is_in_the_register() -> None:
    read = {setting for setting in vars(env).values() if isinstance(setting, env.Setting)}
    assert read == set(env.SETTINGS)


@pytest.mark.parametrize("setting", [one for one in env.SETTINGS if one.default and one is not env.HOME])
def test_the_reference_states_the_default(setting: env.Setting) -> None:
    line = next(
        line for line in SETTINGS_PAGE.read_text(encoding="utf-8").splitlines() if f"| `{setting.name}` |" in line
    )
    assert line.split("|")[2].strip() == f"`{setting.default}`"


def test_the_reference_of_commands_is_what_the_commands_say() -> None:
    assert commands_reference.PAGE.exists(), "Run: make reference"
    assert commands_reference.PAGE.read_text(encoding="utf-8") == commands_reference.render(), "Run: make reference"


def test_every_command_and_option_says_what_it_is_for() -> None:
    page = commands_reference.render()
    assert not re.findall(r"^\| `-[^|]*\|\s*\|$", page, flags=re.MULTILINE)
    empty = [part.splitlines()[0] for part in page.split("\n## ")[1:] if re.search(r"```\n\n\n", part)]
    assert not empty, empty
