"""Offers of businesses at the desk: those of a person's territories, and points that may be the same place."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from punkt.matching.judging import distance_m, judged
from punkt.matching.sketch import sketch
from punkt.model.hosting_words import OPEN_OFFERS, HostCriterion, OfferAnswer, OfferState
from punkt.model.position import Position
from punkt.places.fold import folded
from punkt.places.search import default_places
from punkt_web.accounts.queries import reach
from punkt_web.accounts.roles import Power
from punkt_web.dashboard.wording import word_label
from punkt_web.exchange.queries import point_sketch
from punkt_web.hosting.models import HostOffer
from punkt_web.hosting.queries import offers_in
from punkt_web.registry.models import Point
from punkt_web.registry.queries import points_for
from punkt_web.registry.standing import standing_points

_MOST_LOOKED_AT = 2_000
_MOST_SHOWN = 5
_SETTLEMENT_WITHIN_M = 30_000.0
"""How far a door may be from the middle of its settlement (decision of ours): beyond it is another of that name."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A point that may be the place that is offered; ``score`` goes from 0 to 1."""

    point: Point
    score: float


def offers_for(user: Any, *, state: str = "") -> QuerySet[HostOffer]:
    """The offers in territories where ``user`` edits: those that wait, or those of a state."""
    found = offers_in(reach(user, Power.EDIT))
    if state in set(OfferState):
        return found.filter(state=state)
    return found if state == "all" else found.filter(state__in=OPEN_OFFERS).order_by("received_at", "pk")


def points_alike(user: Any, offer: HostOffer) -> list[Alike]:
    """Points that ``user`` may see and that may be the same place, by name and address; the likeliest first."""
    place = default_places().place(offer.place_id) if offer.place_id is not None else None
    middle = sketch(position=Position(place.latitude, place.longitude)) if place else None
    offered = sketch(
        names=[offer.name],
        address=offer.address,
        settlement=offer.settlement,
        territory_code=offer.territory.code if offer.territory else "",
    )
    near = Q(search_text__contains=folded(offer.settlement)) | Q(territory=offer.territory, territory__isnull=False)
    candidates = standing_points(points_for(user)).filter(near).exclude(offer=offer).select_related("territory")
    found = []
    for point in candidates.order_by("pk")[:_MOST_LOOKED_AT]:
        known = point_sketch(point)
        score, _reason = judged(offered, known, None)
        metres = distance_m(middle, known) if middle is not None else None
        if score > 0 and (metres is None or metres <= _SETTLEMENT_WITHIN_M):
            found.append(Alike(point, score))
    return sorted(found, key=lambda one: (-one.score, one.point.code))[:_MOST_SHOWN]


def answer_words(offer: HostOffer) -> list[tuple[str, str]]:
    """What the business says of each criterion."""
    return [
        (word_label(HostCriterion, one), word_label(OfferAnswer, offer.answers.get(one.value, OfferAnswer.NOT_SURE)))
        for one in HostCriterion
    ]


def n_met(offers: Iterable[HostOffer]) -> list[tuple[HostOffer, int]]:
    """Each offer with how many of the criteria it says it meets."""
    return [(one, sum(word == OfferAnswer.YES for word in one.answers.values())) for one in offers]
