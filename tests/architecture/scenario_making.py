"""What every scenario is made of: the list of them, and the small world that they prepare."""

from collections.abc import Callable
from datetime import date

from punkt import clock
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import EvidenceMethod, PointState, ReportChannel
from punkt_web.accounts import actions as people
from punkt_web.accounts.models import Scope, User
from punkt_web.accounts.queries import Reach
from punkt_web.accounts.roles import Role
from punkt_web.common.audit import Actor
from punkt_web.operations.actions import reports as operations
from punkt_web.registry.actions import points
from punkt_web.registry.models import Point, Territory
from punkt_web.registry.statements import Evidence
from tests.conftest import PASSWORD, TOWN

Call = Callable[[], object]
ACTOR = Actor("test")
BY = people.by_command("test")
ANYWHERE = Reach(is_everywhere=True)
LISTED = Evidence("a list", EvidenceMethod.IMPORTED)
DAY = date(2026, 1, 1)
SCENARIOS: list[Callable[[], Call]] = []


def scenario(prepare: Callable[[], Call]) -> Callable[[], Call]:
    """Adds a scenario to the list."""
    SCENARIOS.append(prepare)
    return prepare


def territory(code: str = TOWN) -> Territory:
    return Territory.objects.get(code=code)


def point(**more: object) -> Point:
    stated = {"name": {"uk": "Школа"}, "address": "Oak street 1", "territory": territory(), **more}
    return points.register_point(ACTOR, stated, LISTED)


def person(email: str = "ann@example.org") -> User:
    return people.give_person(BY, email, password=PASSWORD)


def administrator() -> User:
    user = person("chief@example.org")
    people.give_role(BY, user, people.Grant(Role.ADMINISTRATOR, Scope.EVERYWHERE))
    return user


def report(about: Point) -> operations.Report:
    return operations.Report(about.pk, clock.now(), ReportChannel.KEEPER, ReportContent(PointState.OPEN, headcount=3))
