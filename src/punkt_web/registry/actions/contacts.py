"""Whom to call about a point.

The audit trail can never be shortened, so it names the role of a contact and which parts were given, and never the
person: a name or number that is removed is gone.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.db import transaction

from punkt.errors import InvalidValue
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Actor, Write, record, record_many
from punkt_web.registry.models import Point, PointContact

_BATCH = 500


@dataclass(frozen=True, slots=True)
class ContactCard:
    """A person or desk to call. ``role`` is a word for the office ("head teacher"), not a name."""

    role: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""
    note: str = ""
    is_after_hours: bool = False


@transaction.atomic
def add_contact(actor: Actor, point: Point, card: ContactCard) -> PointContact:
    """Adds a contact. Raises ``InvalidValue`` for one that cannot be reached."""
    _refuse_unreachable(card)
    contact = PointContact.objects.create(point=point, **asdict(card))
    record(actor, Write("add contact", "point", point.code, {}, _without_the_person(contact)))
    return contact


@transaction.atomic
def add_contacts(actor: Actor, cards: Iterable[tuple[Point, ContactCard]]) -> int:
    """Adds contacts of many points; how many. Raises ``InvalidValue`` for one that cannot be reached."""
    given = list(cards)
    for _point, card in given:
        _refuse_unreachable(card)
    made = PointContact.objects.bulk_create(
        [PointContact(point=point, **asdict(card)) for point, card in given], batch_size=_BATCH
    )
    told = ((one.point.code, _without_the_person(one)) for one in made)
    return record_many(actor, (Write("add contact", "point", code, {}, after) for code, after in told))


@transaction.atomic
def remove_contact(actor: Actor, contact: PointContact) -> None:
    """Forgets a contact."""
    before, code = _without_the_person(contact), contact.point.code
    contact.delete()
    record(actor, Write("remove contact", "point", code, before, {}))


def _refuse_unreachable(card: ContactCard) -> None:
    if not (card.phone or card.email):
        raise InvalidValue(_("A contact has a telephone number or an e-mail address."), where="phone")


def _without_the_person(contact: PointContact) -> dict[str, object]:
    given = [part for part in ("name", "phone", "email", "note") if getattr(contact, part)]
    return {"contact": contact.pk, "role": contact.role, "given": given}
