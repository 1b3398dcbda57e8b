"""How far an offer is, for who has its number: nothing of the business, nor of who offered it or looks into it."""

from dataclasses import dataclass
from datetime import datetime

from punkt.model.hosting_words import OfferRefusal, OfferState
from punkt_web.hosting.models import HostOffer
from punkt_web.registry.standing import heir


@dataclass(frozen=True, slots=True)
class PublishedOffer:
    """``point_code`` is of what stands for the point now, "" before it is listed; whether it may be shown is asked of
    the published points. ``reply`` and ``refusal`` are there where it is refused."""

    state: OfferState
    country: str
    received_at: datetime
    decided_at: datetime | None
    refusal: OfferRefusal | None
    reply: str
    point_code: str


def published_offer(number: str) -> PublishedOffer | None:
    """The offer of that number, in stored form; ``None`` where there is none."""
    found = HostOffer.objects.select_related("point__merged_into").filter(number=number).first() if number else None
    if found is None:
        return None
    is_refused = found.state == OfferState.REFUSED
    return PublishedOffer(
        state=OfferState(found.state),
        country=found.country,
        received_at=found.received_at,
        decided_at=found.decided_at,
        refusal=OfferRefusal(found.refusal) if is_refused and found.refusal else None,
        reply=found.reply if is_refused else "",
        point_code=heir(found.point).code if found.point else "",
    )
