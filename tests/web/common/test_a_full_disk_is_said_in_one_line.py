"""A full disk and a home that may not be written are said in a line, and not with a traceback."""

import errno
import os
from unittest.mock import patch

import pytest
from django.apps import apps
from django.db import OperationalError

from punkt_web import env
from punkt_web.ready import said_by_command


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("database or disk is full", "disk is full"),
        ("unable to open database file", "cannot be opened"),
        ("attempt to write a readonly database", "may not be written"),
    ],
)
def test_what_sqlite_says_of_the_disk(words: str, line: str) -> None:
    assert line in str(said_by_command(OperationalError(words)))


@pytest.mark.parametrize("is_ready", [True, False])
@pytest.mark.parametrize(
    ("code", "line"), [(errno.EACCES, "PUNKT_HOME"), (errno.EROFS, "PUNKT_HOME"), (errno.ENOSPC, "full")]
)
def test_a_home_that_may_not_be_written_also_before_the_settings_are_read(code: int, line: str, is_ready: bool) -> None:
    error = OSError(code, os.strerror(code), f"{env.HOME.text()}/secret_key")
    with patch.object(apps, "ready", is_ready):
        assert line in str(said_by_command(error))


def test_a_file_elsewhere_and_a_fault_of_the_program_keep_their_traceback() -> None:
    assert said_by_command(PermissionError(errno.EACCES, "no", "/nowhere/else")) is None
    assert said_by_command(FileNotFoundError(errno.ENOENT, "no", env.HOME.text())) is None
    assert said_by_command(ValueError("database or disk is full")) is None
