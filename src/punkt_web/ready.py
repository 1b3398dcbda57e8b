"""Gets Django ready before a command of the product is loaded, and says its errors in the language of the person."""

import errno
import os
from pathlib import Path

import django
from django.apps import apps
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import translation
from django.utils.translation import gettext as _

from punkt.errors import PunktError
from punkt.wording import gettext_noop
from punkt_web import env
from punkt_web.common.wording import said


def prepare() -> None:
    """Sets Django up once, in the language in which commands speak."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "punkt_web.settings")
    if not apps.ready:
        django.setup()
        translation.activate(env.command_language())


def said_by_command(error: Exception) -> str | None:
    """The line for the person at the terminal; ``None`` for a fault of the program, which deserves its traceback."""
    if not apps.ready:
        return str(error) if isinstance(error, PunktError) else _said_of_the_disk(error)
    if isinstance(error, PunktError):
        return said(error)
    if line := _said_of_the_disk(error):
        return line
    if isinstance(error, DatabaseError) and is_unprepared():
        return _("The database is not prepared. Run: punkt prepare")
    return None


# What SQLite says of the disk, and what the person at the terminal can do about it.
_OF_THE_DISK = {
    "database or disk is full": gettext_noop("The disk is full. Make room, then try again."),
    "unable to open database file": gettext_noop("The database file cannot be opened. May you write in PUNKT_HOME?"),
    "attempt to write a readonly database": gettext_noop(
        "The database may not be written. May you write in PUNKT_HOME?"
    ),
}


def _said_of_the_disk(error: Exception) -> str | None:
    """A full disk, or a home that may not be written; settings are not read yet when the second is met at the start."""
    line = None
    if isinstance(error, DatabaseError):
        line = next((line for words, line in _OF_THE_DISK.items() if words in str(error)), None)
    elif isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        line = _OF_THE_DISK["database or disk is full"]
    elif isinstance(error, OSError) and error.errno in {errno.EACCES, errno.EPERM, errno.EROFS} and _is_at_home(error):
        line = gettext_noop(
            "PUNKT_HOME may not be read or written. Give this user the right, or choose another folder."
        )
    return _(line) if line and apps.ready else line


def _is_at_home(error: OSError) -> bool:
    home = Path(env.HOME.text()).expanduser().absolute()
    place = Path(os.fsdecode(error.filename)).absolute() if error.filename else home
    return place == home or home in place.parents or place in home.parents


def is_unprepared() -> bool:
    """Whether the database lacks tables or columns of this version."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
