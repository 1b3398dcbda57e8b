"""The people of the demo network, one of each role. They exist only where the demo network does."""

from dataclasses import dataclass

from punkt_web.accounts.models import Scope
from punkt_web.accounts.roles import Role

PASSWORD = "demo-of-punkt"  # noqa: S105 - printed for everybody to try; demo accounts open no real installation


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """An account to try, with what it reaches: one with a scope of a point has the first point of the territory."""

    email: str
    name: str
    role: Role
    scope: Scope
    scope_code: str = ""


KYIV, KHARKIV_OBLAST = "UA-DEMO-12", "UA-DEMO-07"
KHARKIV = "UA-DEMO-P706483"
TARTU_COUNTY, SKANE = "EE-DEMO-18", "SE-DEMO-27"

PEOPLE = (
    DemoPerson("viewer@demo.example", "Vira, viewer in Kharkiv", Role.VIEWER, Scope.TERRITORY, KHARKIV),
    DemoPerson("keeper@demo.example", "Petro, keeper of a point in Kharkiv", Role.KEEPER, Scope.POINT, KHARKIV),
    DemoPerson("inspector@demo.example", "Iryna, inspector in Kharkiv", Role.INSPECTOR, Scope.TERRITORY, KHARKIV),
    DemoPerson(
        "coordinator@demo.example", "Oksana, coordinator of Kharkiv", Role.COORDINATOR, Scope.TERRITORY, KHARKIV
    ),
    DemoPerson(
        "region@demo.example", "Andrii, region officer of Kharkiv oblast", Role.REGION, Scope.TERRITORY, KHARKIV_OBLAST
    ),
    DemoPerson("nation@demo.example", "Olena, national officer of Ukraine", Role.NATION, Scope.TERRITORY, "UA"),
    DemoPerson(
        "tartu@demo.example", "Mari, coordinator in Tartu county", Role.COORDINATOR, Scope.TERRITORY, TARTU_COUNTY
    ),
    DemoPerson("skane@demo.example", "Lars, coordinator in Skane", Role.COORDINATOR, Scope.TERRITORY, SKANE),
    DemoPerson("researcher@demo.example", "Kaisa, researcher of the network", Role.RESEARCHER, Scope.EVERYWHERE),
    DemoPerson("admin@demo.example", "Administrator, everywhere", Role.ADMINISTRATOR, Scope.EVERYWHERE),
)
