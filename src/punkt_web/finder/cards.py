"""A found point as pages, the command line and JSON show it: every word ready, nothing left to decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from punkt.confidence.freshness import CLAIMS, PublicState
from punkt.geo.distance import area_bounds
from punkt.model.fields import NEEDS
from punkt.model.vocabulary import PositionMethod
from punkt_web.finder import words
from punkt_web.finder.answers import Answer, Found
from punkt_web.finder.asking import Where
from punkt_web.finder.hours import schedule_words
from punkt_web.finder.network import is_unplaced
from punkt_web.finder.sentences import say
from punkt_web.registry.published import AREA_KM, PublishedPoint

_CONFIRMED_DOOR = {PublicState.OPEN: True, PublicState.FULL: True, PublicState.CLOSED: False}


@dataclass(frozen=True, slots=True)
class Card:
    """One point of an answer in words."""

    found: Found
    url: str
    name: str
    name_language: str
    state: str
    look: str
    claims_until: datetime | None
    """When the state stops being true of itself; ``None`` where it claims nothing."""
    confirmation: str
    way: words.Way | None
    where: str
    seats: str
    services: list[words.ServiceWord]
    """What was asked for, then the main services."""
    asked_services: list[words.ServiceWord]
    hours: list[str]
    entrance: str
    route: str
    geo: str

    @property
    def code(self) -> str:
        """The code on the door."""
        return self.found.point.code

    @property
    def at(self) -> str:
        """Where the map shows it, "" for nowhere."""
        return map_place(self.found.point)

    @property
    def square(self) -> str:
        """The four edges of the square that it is somewhere in, "" where its place is told."""
        return ",".join(map(str, map_square(self.found.point) or ()))

    @property
    def is_area_only(self) -> bool:
        """Whether the address is given by the municipality only."""
        return self.found.point.is_area_only


def card(found: Found, needs: Sequence[str], where: Where | None) -> Card:
    """The words for one point, asked from ``where``."""
    point = found.point
    name, name_language = words.name_words(point)
    return Card(
        found=found,
        url=f"/p/{point.code}",
        name=name,
        name_language=name_language,
        state=words.state_words(found),
        look=words.state_look(found),
        claims_until=claims_until(found),
        confirmation=words.confirmation_words(found),
        way=words.way_words(found, where),
        where=where_words(found),
        seats=words.seats_words(found),
        services=words.service_words(found, needs),
        asked_services=[words.service_word(found, NEEDS[need].fact) for need in needs],
        hours=schedule_words(point, found.at, is_open=_CONFIRMED_DOOR.get(found.shown.state)),
        entrance=point.entrance_note,
        route=route_address(found),
        geo=geo_address(found),
    )


def claims_until(found: Found) -> datetime | None:
    """Until when the state sends people to a door; ``None`` where it sends nobody."""
    return found.expires_at if found.shown.state in CLAIMS else None


def map_place(point: PublishedPoint) -> str:
    """Where the map shows a point, "latitude,longitude" in degrees; "" for nowhere."""
    return "" if is_unplaced(point) else f"{point.latitude:.6f},{point.longitude:.6f}"


def map_square(point: PublishedPoint) -> tuple[float, float, float, float] | None:
    """South, west, north and east of the square that an area-only point is somewhere in; ``None`` for others."""
    if not point.is_area_only or point.latitude is None or point.longitude is None:
        return None
    return area_bounds(point.latitude, point.longitude, cell_km=AREA_KM)


def where_words(found: Found) -> str:
    """The address, or for an area-only point whom to ask for it."""
    point = found.point
    territory = words.territory_words(point)
    if point.is_area_only:
        if territory:
            return _("Territory: %(territory)s. The municipality gives the address.") % {"territory": territory}
        return say("address_withheld")
    parts = [point.address, point.settlement if point.settlement not in point.address else ""]
    return ", ".join(part for part in parts if part) or territory


def route_address(found: Found) -> str:
    """Directions on foot at OpenStreetMap, "" where the place is not public. Where the asker is, is not passed on."""
    place = _public_place(found)
    if place is None:
        return ""
    query = urlencode({"engine": "fossgis_osrm_foot", "route": f";{place}"})
    return f"https://www.openstreetmap.org/directions?{query}"


def geo_address(found: Found) -> str:
    """The place for the map application of the device, "" where it is not public."""
    place = _public_place(found)
    return f"geo:{place}?q={place}" if place else ""


def _public_place(found: Found) -> str | None:
    point = found.point
    if point.is_area_only or point.latitude is None or point.longitude is None:
        return None
    return f"{point.latitude:.6f},{point.longitude:.6f}"


def position_words(found: Found) -> str:
    """How far the position can be trusted, "" where it can."""
    point = found.point
    if point.is_area_only:
        return ""
    if point.latitude is None or point.longitude is None:
        return say("position_unknown")
    if not words.is_rough(point):
        return ""
    if point.position_method == PositionMethod.SETTLEMENT:
        return _("The position is only the middle of the settlement. Ask for the address.")
    return say("position_rough")


@dataclass(frozen=True, slots=True)
class AnswerCards:
    """An answer in words, group by group."""

    open: list[Card]
    not_confirmed: list[Card]
    maybe: list[Card]
    shut: list[Card]
    unplaced: list[Card]


def answer_cards(answer: Answer, where: Where | None, needs: Sequence[str]) -> AnswerCards:
    """All cards of an answer; each speaks of ``needs``."""

    def cards(found: Sequence[Found]) -> list[Card]:
        return [card(one, needs, where) for one in found]

    groups = (answer.open, answer.not_confirmed, answer.maybe, answer.shut, answer.unplaced)
    return AnswerCards(*map(cards, groups))
