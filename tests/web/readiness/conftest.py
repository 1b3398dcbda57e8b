"""Who inspects, and who does not, for the tests of inspections."""

import pytest

from punkt_web.accounts.models import User
from tests.conftest import TOWN, MakePerson


@pytest.fixture
def inspector(make_person: MakePerson) -> User:
    """Inspects TOWN."""
    return make_person("inspector", "inspector", "territory", TOWN)


@pytest.fixture
def others(keeper: User, viewer: User, other_coordinator: User, outsider: User) -> list[User]:
    """Who neither inspects nor coordinates TOWN."""
    return [keeper, viewer, other_coordinator, outsider]
