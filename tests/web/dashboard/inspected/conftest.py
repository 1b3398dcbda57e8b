"""An inspection of a point in TOWN, and the desk of who asked for it."""

import pytest
from django.test import Client

from punkt_web.accounts.models import User
from punkt_web.readiness.models import Inspection
from punkt_web.registry.models import Point
from tests.web.dashboard.conftest import Browser
from tests.web.inspecting import ask, make_point

LIST = "/desk/inspections/"


def at(inspection: Inspection, rest: str = "") -> str:
    """The address of an inspection at the desk."""
    return f"{LIST}{inspection.pk}/{rest}"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def point(world) -> Point:
    """A point of which lighting is known."""
    return make_point(**{"power.lighting": "yes"})


@pytest.fixture
def inspection(point: Point, coordinator: User, inspector: User) -> Inspection:
    """The coordinator asked the inspector for it."""
    return ask(coordinator, inspector, point)[0]


@pytest.fixture
def desk(browser: Browser, coordinator: User) -> Client:
    """The browser of the coordinator."""
    return browser(coordinator)
