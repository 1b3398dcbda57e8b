"""Made-up telephone numbers of the demo network, none of which can ring anybody (docs/guides/demo.md says why).

Sweden has numbers for books and films that no subscriber is ever given. Ukraine and Estonia have none that we know of:
their numbers here begin with a code that no operator can be given, so that no exchange can lead them anywhere.
"""

from collections.abc import Iterable

from punkt_web.common.audit import Actor
from punkt_web.demo.people import KHARKIV, SKANE, TARTU_COUNTY
from punkt_web.registry.actions.contacts import ContactCard, add_contacts
from punkt_web.registry.models import Point, Territory

_FORMS = {"SE": "+46 8 465 004 {n:02d}", "UA": "+380 00 000 00 {n:02d}", "EE": "+372 000 00{n:02d}"}
_ROLES = {"SE": "Vaktmästare", "UA": "Черговий", "EE": "Valvur"}
_NOTE = "DEMO"
_WITHOUT = 7
"""Of one point in so many nobody knows a number: the queue of calls shows what that looks like."""


def phone_of(country: str, number: int) -> str:
    """A number that rings nobody, one of a hundred."""
    return _FORMS[country].format(n=number % 100)


def give_contacts(actor: Actor, territories: dict[str, Territory]) -> int:
    """A duty telephone to most points of the territories in which demo people make calls; how many."""
    return add_contacts(actor, _cards(territories))


def _cards(territories: dict[str, Territory]) -> Iterable[tuple[Point, ContactCard]]:
    for code in (KHARKIV, TARTU_COUNTY, SKANE):
        if code not in territories:
            continue
        points = Point.objects.filter(territory__path__startswith=territories[code].path).only("code", "country")
        for number, point in enumerate(points.order_by("code")):
            if number % _WITHOUT:
                role, phone = _ROLES[point.country], phone_of(point.country, number)
                yield point, ContactCard(role=role, name="DEMO", phone=phone, note=_NOTE, is_after_hours=True)
