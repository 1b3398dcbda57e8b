"""The fixed cast of the tests, and what holds for every test.

Everybody of the cast is made anew for each test and stands in the same small world: one country with two regions,
two towns in the first region, one in the second. A test that needs the places themselves asks for ``world``.

Django is imported inside the fixtures: tests of the library run without it.
"""

from __future__ import annotations

import gc
from collections.abc import Generator
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import settings as hypothesis_settings

from tests.scratch_home import HOME

if TYPE_CHECKING:
    from django.test import Client

    from punkt_web.accounts.models import User
    from punkt_web.registry.models import Territory

COUNTRY = "ZZ"
REGION = "ZZ01"
TOWN = "ZZ0101"
NEIGHBOUR_TOWN = "ZZ0102"
OTHER_REGION = "ZZ02"
OTHER_TOWN = "ZZ0201"
PASSWORD = "sõna-слово-42-ord"

# No test is timed: on a busy machine each may take its time.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")

# Settings are read by now and have seen that no files were collected: pages find them. whitenoise wants the folder.
(HOME / "static").mkdir(exist_ok=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, object, object]:
    """A test that really commits empties all tables behind it; what migrations brought is put back for those after."""
    ended = yield
    marker = item.get_closest_marker("django_db")
    commits = marker is not None and marker.kwargs.get("transaction")
    commits = commits or "transactional_db" in getattr(item, "fixturenames", ())
    if commits and nextitem is not None:
        from django.apps import apps
        from pytest_django.plugin import blocking_manager_key

        kinds = import_module("punkt_web.registry.migrations.0002_point_kinds")
        with item.config.stash[blocking_manager_key].unblock():
            kinds.add(apps, None)
    return ended


# (code, code of the parent, level, name), the parent first
_TREE = [
    (COUNTRY, "", "country", "Zedland"),
    (REGION, COUNTRY, "region", "First Region"),
    (TOWN, REGION, "municipality", "Town"),
    (NEIGHBOUR_TOWN, REGION, "municipality", "Neighbour Town"),
    (OTHER_REGION, COUNTRY, "region", "Second Region"),
    (OTHER_TOWN, OTHER_REGION, "municipality", "Other Town"),
]


def pytest_collection_finish() -> None:
    """Spares the cycle collector what lives to the end: walking it again and again took a tenth of the whole time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """The test database is a file, so that threads have connections of their own as in real life.

    Passwords are hashed fast: hashing that is slow on purpose has no place in a suite that signs in a hundred times.
    Static files are looked for when asked for, and not all of them for each new client.
    """
    from django.conf import settings
    from django.db import connection

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.WHITENOISE_AUTOREFRESH = True
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(HOME / "test.sqlite3")


@pytest.fixture
def world(db: None) -> dict[str, Territory]:
    """The territories in which the cast has its roles: ``code -> row``, the country first."""
    from punkt_web.registry.models import Territory

    made: dict[str, Territory] = {}
    for code, parent, level, name in _TREE:
        above = made.get(parent)
        path = f"{above.path if above else ''}{code}/"
        made[code] = Territory.objects.create(
            country=COUNTRY, code=code, level=level, names={"en": name}, parent=above, path=path
        )
    return made


class MakePerson(Protocol):
    """``make_person("ann", "keeper", "point", "K7M2QX4")``: a person with at most one role."""

    def __call__(self, name: str, role: str = "", scope: str = "everywhere", code: str = "") -> User: ...


@pytest.fixture
def make_person(db: None) -> MakePerson:
    """Makes people for a test that the cast is too small for. The password of everybody is ``PASSWORD``."""
    from punkt_web.accounts.models import SCOPES, Membership, Scope, User
    from punkt_web.accounts.names import forget_names
    from punkt_web.accounts.roles import Role

    def make(name: str, role: str = "", scope: str = "everywhere", code: str = "") -> User:
        user = User.objects.create_user(f"{name}@example.org", PASSWORD, name=name.replace("_", " ").title())
        forget_names()
        if role:
            assert Scope(scope) in SCOPES[Role(role)], "nobody can be given this role there"
            Membership.objects.create(user=user, role=role, scope=scope, scope_code=code)
        return user

    return make


@pytest.fixture
def stranger(client: Client) -> Client:
    """The browser of somebody who is not signed in."""
    return client


@pytest.fixture
def outsider(make_person: MakePerson) -> User:
    """Somebody with an account and no role anywhere."""
    return make_person("outsider")


@pytest.fixture
def viewer(make_person: MakePerson) -> User:
    """Sees what is for members in TOWN."""
    return make_person("viewer", "viewer", "territory", TOWN)


@pytest.fixture
def keeper(make_person: MakePerson) -> User:
    """Keeps what is open in TOWN."""
    return make_person("keeper", "keeper", "territory", TOWN)


@pytest.fixture
def inspector(make_person: MakePerson) -> User:
    """Inspects the points of TOWN."""
    return make_person("inspector", "inspector", "territory", TOWN)


@pytest.fixture
def researcher(make_person: MakePerson) -> User:
    """Conducts the network everywhere."""
    return make_person("researcher", "researcher", "everywhere")


@pytest.fixture
def coordinator(make_person: MakePerson) -> User:
    """Coordinates TOWN."""
    return make_person("coordinator", "coordinator", "territory", TOWN)


@pytest.fixture
def other_coordinator(make_person: MakePerson) -> User:
    """Coordinates OTHER_TOWN, in the other region."""
    return make_person("other_coordinator", "coordinator", "territory", OTHER_TOWN)


@pytest.fixture
def region_officer(make_person: MakePerson) -> User:
    """Governs REGION with both its towns."""
    return make_person("region_officer", "region", "territory", REGION)


@pytest.fixture
def administrator(make_person: MakePerson) -> User:
    """Runs the installation."""
    return make_person("administrator", "administrator")
