"""Points and signed-in browsers for the tests of the desk."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from punkt.model.vocabulary import EvidenceMethod
from punkt_web.accounts.models import User
from punkt_web.common.audit import Actor
from punkt_web.registry.actions.points import register_point
from punkt_web.registry.models import Point, Territory
from punkt_web.registry.statements import Evidence
from tests.conftest import TOWN

ACTOR = Actor("tester@example.org")
LISTED = Evidence("town list", EvidenceMethod.IMPORTED)
SEEN = Evidence("visit", EvidenceMethod.SEEN, "2026-11-01")

MakePoint = Callable[..., Point]
Browser = Callable[[User], Client]


@pytest.fixture
def make_point(world: dict[str, Territory]) -> MakePoint:
    """``make_point(TOWN, name={"uk": "Школа"}, address=...)``: a point in a territory of the cast's world."""

    def make(territory: str = TOWN, evidence: Evidence = LISTED, **statements: Any) -> Point:
        where = {"territory": world[territory]} if territory else {}
        return register_point(ACTOR, {**where, **statements}, evidence)

    return make


@pytest.fixture
def browser() -> Browser:
    """``browser(user)``: the browser of a person who is signed in."""

    def open_for(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return open_for


def text_of(response: Any) -> str:
    """The page as text."""
    return str(response.content.decode())


def form_values(response: Any) -> dict[str, str]:
    """What a browser would send back if nobody touched the form of the page."""
    form = response.context["form"]
    values = {}
    for field in form:
        value = field.value()
        values[field.html_name] = "" if value is None else str(value)
    return values
