"""Gets Django ready before a command of the product is loaded, and says its errors in the language of the person."""

import os

import django
from django.apps import apps
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import translation
from django.utils.translation import gettext as _

from punkt.errors import PunktError
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
        return str(error) if isinstance(error, PunktError) else None
    if isinstance(error, PunktError):
        return said(error)
    if isinstance(error, DatabaseError) and is_unprepared():
        return _("The database is not prepared. Run: punkt prepare")
    return None


def is_unprepared() -> bool:
    """Whether the database lacks tables or columns of this version."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
