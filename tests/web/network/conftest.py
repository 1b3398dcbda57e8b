"""Members of the network for the tests, in the world of the cast."""

from datetime import date
from typing import Any

import pytest

from punkt.ids import new_ulid
from punkt.model.network_words import MemberKind
from punkt_web.network.actions.members import ContactCard, MemberFacts, enter_member
from punkt_web.network.context import ContextFact
from punkt_web.network.models import Member
from punkt_web.registry.models import Territory
from tests.conftest import TOWN
from tests.web.dashboard.conftest import ACTOR, browser

__all__ = ["browser"]

PERSON, PHONE, EMAIL = "Planted Person", "+999 555 01 23", "planted@example.org"


def facts(territory: Territory | None, **more: Any) -> MemberFacts:
    """What is said of a member; of a partner where there is no territory."""
    said: dict[str, Any] = {
        "name": "Planted Town" if territory else "Planted Club",
        "kind": MemberKind.MUNICIPALITY if territory else MemberKind.ORGANISATION,
        "country": "" if territory else "ZZ",
        "territory": territory,
        "context": {
            "population": ContextFact(5_200, "Register", date(2026, 1, 1)),
            "threat": ContextFact("near_border"),
        },
        "contacts": [ContactCard("Clerk", PERSON, EMAIL, PHONE)],
    }
    return MemberFacts(**{**said, **more})


@pytest.fixture
def town_member(world: dict[str, Territory]) -> Member:
    """TOWN takes part; nobody asked yet what may be shown."""
    return enter_member(ACTOR, new_ulid(), facts(world[TOWN]))


@pytest.fixture
def partner(world: dict[str, Territory]) -> Member:
    """A club takes part that answers for no territory."""
    return enter_member(ACTOR, new_ulid(), facts(None))
