"""Gets Django ready before a command of the product is loaded."""

import os

import django
from django.apps import apps


def prepare() -> None:
    """Sets Django up once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "punkt_web.settings")
    if not apps.ready:
        django.setup()
