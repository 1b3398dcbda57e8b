"""Points for the tests of the registry."""

from collections.abc import Callable
from typing import Any

import pytest

from punkt.model.vocabulary import EvidenceMethod
from punkt_web.common.audit import Actor
from punkt_web.registry.actions.points import register_point
from punkt_web.registry.models import Point, Territory
from punkt_web.registry.statements import Evidence
from tests.conftest import TOWN

ACTOR = Actor("tester@example.org")
LISTED = Evidence("town list", EvidenceMethod.IMPORTED)
SEEN = Evidence("visit", EvidenceMethod.SEEN, "2026-11-01")

MakePoint = Callable[..., Point]


@pytest.fixture
def make_point(world: dict[str, Territory]) -> MakePoint:
    """``make_point(TOWN, name={"uk": "Школа"}, address=...)``: a point in a territory of the cast's world."""

    def make(territory: str = TOWN, evidence: Evidence = LISTED, **statements: Any) -> Point:
        where = {"territory": world[territory]} if territory else {}
        return register_point(ACTOR, {**where, **statements}, evidence)

    return make
