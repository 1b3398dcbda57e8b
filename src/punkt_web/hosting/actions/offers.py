"""Taking in what businesses offer, and forgetting how to reach them when it is over.

The other write that the public may do beside complaints. Anybody can do it without an account, so it is limited: what
one sender and the whole site take in an hour. Nothing of it is published: a person checks it first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction

from punkt import clock
from punkt.errors import InvalidValue
from punkt.ids import new_receipt_code
from punkt.model.hosting_words import BusinessKind, HostCriterion, OfferAnswer, OfferState
from punkt.places.search import default_places
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Actor, Write, record, record_many
from punkt_web.common.floods import passing_digest, times_before
from punkt_web.common.senders import sender_of
from punkt_web.common.texts import one_line
from punkt_web.hosting.models import HostOffer
from punkt_web.hosting.placing import territory_of_place, territory_of_words
from punkt_web.operations.actions.complaints import Receipt, Received
from punkt_web.registry.models import Territory

HOUR = timedelta(hours=1)
MOST_OF_A_SENDER = 5
"""An hour: a chain with several shops writes so many, and a program is stopped (decision of ours)."""
MOST_OF_ALL = 200
CONTACT_KEPT = timedelta(days=90)
"""After a refusal: so long the business may ask back (decision of ours)."""
MOST_SEATS = 20_000
_CONTACT = ("contact_name", "contact_phone", "contact_email")

_APPLICANT, _FORGETTER = Actor("business"), Actor("punkt: contacts of refused offers")


@dataclass(frozen=True, slots=True)
class Offered:
    """What a business says of itself. ``place_id`` is of the gazetteer; ``None`` where the settlement is not in it."""

    name: str
    kind: BusinessKind
    settlement: str
    address: str
    answers: Mapping[HostCriterion, OfferAnswer]
    place_id: int | None = None
    seats: int | None = None
    hours: str = ""
    in_curfew: OfferAnswer = OfferAnswer.NOT_SURE
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""


def receive_offer(offered: Offered, *, sender: str) -> Received:
    """Takes in one offer from the network address ``sender``, which is not kept; its number is the code.

    What is sent twice within an hour is one offer. Raises ``InvalidValue`` for an offer that nobody could check.
    """
    columns = _columns(offered)
    who = sender_of(sender)
    fingerprint = passing_digest("offers-key", HOUR, who, *columns.values())[:32]
    known = HostOffer.objects.filter(fingerprint=fingerprint).first()
    if known is not None:
        return Received(Receipt.KNOWN, known.number)
    mark = f"offer-{passing_digest('offers-key', HOUR, who)}"
    if _n_lately() >= MOST_OF_ALL or times_before(mark, HOUR) >= MOST_OF_A_SENDER:
        return Received(Receipt.TOO_MANY)
    forget_refused_contacts()
    territory = _territory(offered)
    country = territory.country if territory else _country(offered)
    try:
        made = _take(fingerprint=fingerprint, territory=territory, country=country, **columns)
    except IntegrityError:
        # The same tap came twice, in two processes at the same moment.
        return Received(Receipt.KNOWN, HostOffer.objects.get(fingerprint=fingerprint).number)
    return Received(Receipt.TAKEN, made.number)


@transaction.atomic
def _take(**columns: Any) -> HostOffer:
    made = HostOffer.objects.create(number=new_receipt_code(), received_at=clock.now(), **columns)
    # Neither its name nor its contact is in the trail, which is never deleted: both may be a person's.
    record(_APPLICANT, Write("receive offer", "host offer", str(made.pk), {}, {"offer_state": made.state}))
    return made


def _columns(offered: Offered) -> dict[str, Any]:
    told = {
        "name": one_line(offered.name)[:200],
        "settlement": one_line(offered.settlement)[:120],
        "address": one_line(offered.address)[:300],
    }
    for where, text in told.items():
        if not text:
            raise InvalidValue(_("This is needed to check an offer."), where=where)
    contact = {
        "contact_name": one_line(offered.contact_name)[:120],
        "contact_phone": one_line(offered.contact_phone)[:40],
        "contact_email": one_line(offered.contact_email)[:254],
    }
    if not (contact["contact_phone"] or contact["contact_email"]):
        raise InvalidValue(_("Write a telephone number or an e-mail address."), where="contact_phone")
    if offered.seats is not None and not 0 <= offered.seats <= MOST_SEATS:
        raise InvalidValue(_("A whole number up to %(most)s."), where="seats", values={"most": MOST_SEATS})
    return {
        **told,
        **contact,
        "kind": offered.kind.value,
        "place_id": offered.place_id,
        "answers": {one.value: offered.answers.get(one, OfferAnswer.NOT_SURE).value for one in HostCriterion},
        "seats": offered.seats,
        "hours": one_line(offered.hours)[:300],
        "in_curfew": offered.in_curfew.value,
    }


def _territory(offered: Offered) -> Territory | None:
    place = default_places().place(offered.place_id) if offered.place_id is not None else None
    return territory_of_place(place) if place is not None else territory_of_words(offered.settlement)


def _country(offered: Offered) -> str:
    place = default_places().place(offered.place_id) if offered.place_id is not None else None
    return place.country if place is not None else ""


def _n_lately() -> int:
    return HostOffer.objects.filter(received_at__gt=clock.now() - HOUR).count()


@transaction.atomic
def forget_refused_contacts() -> int:
    """Deletes how to reach businesses that were refused so long ago; how many."""
    old = HostOffer.objects.filter(
        state=OfferState.REFUSED, decided_at__lt=clock.now() - CONTACT_KEPT, contact_deleted_at=None
    )
    gone = list(old.select_for_update(of=("self",), skip_locked=True))
    return forget_contacts(_FORGETTER, gone)


def forget_contacts(actor: Actor, offers: list[HostOffer]) -> int:
    """Deletes how to reach these businesses; within the transaction that locked them."""
    now = clock.now()
    for one in offers:
        one.contact_name = one.contact_phone = one.contact_email = ""
        one.contact_deleted_at = now
    HostOffer.objects.bulk_update(offers, [*_CONTACT, "contact_deleted_at"], batch_size=200)
    return record_many(actor, [Write("forget contact", "host offer", str(one.pk), {}, {}) for one in offers])
