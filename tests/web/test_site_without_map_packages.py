"""Where npm could not be had, the map of the position picker is missing and nothing else."""

import io
from collections.abc import Iterator

import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from punkt_web.accounts.models import User
from tests.architecture.test_every_route_has_an_audience import ROUTES


@pytest.fixture
def no_map_packages(settings: Settings) -> Iterator[None]:
    """As settings are where there is no folder ``node_modules``."""
    settings.STATICFILES_DIRS = []
    finders.get_finder.cache_clear()
    yield
    finders.get_finder.cache_clear()


def test_only_folders_that_are_there_are_searched() -> None:
    assert all(folder.is_dir() for _prefix, folder in django_settings.STATICFILES_DIRS)


def test_every_page_answers(no_map_packages: None, client: Client, administrator: User) -> None:
    client.force_login(administrator)
    failed = [
        route.path
        for route in ROUTES
        if not route.name.startswith("admin:") and client.get(route.path).status_code >= 500
    ]
    assert not failed


def test_files_are_collected(no_map_packages: None) -> None:
    said = io.StringIO()
    call_command("collectstatic", interactive=False, dry_run=True, stdout=said)
    assert "ui/punkt.css" in said.getvalue()
    assert "leaflet" not in said.getvalue()
