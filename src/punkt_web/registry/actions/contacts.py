"""Whom to call about a point.

The audit trail can never be shortened, so it names the role of a contact and which parts were given, and never the
person: a name or number that is removed is gone.
"""

from dataclasses import dataclass

from django.db import transaction

from punkt.errors import InvalidValue
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Actor, Write, record
from punkt_web.registry.models import Point, PointContact


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
    if not (card.phone or card.email):
        raise InvalidValue(_("A contact has a telephone number or an e-mail address."), where="phone")
    contact = PointContact.objects.create(
        point=point,
        role=card.role,
        name=card.name,
        phone=card.phone,
        email=card.email,
        note=card.note,
        is_after_hours=card.is_after_hours,
    )
    record(actor, Write("add contact", "point", point.code, {}, _without_the_person(contact)))
    return contact


@transaction.atomic
def remove_contact(actor: Actor, contact: PointContact) -> None:
    """Forgets a contact."""
    before, code = _without_the_person(contact), contact.point.code
    contact.delete()
    record(actor, Write("remove contact", "point", code, before, {}))


def _without_the_person(contact: PointContact) -> dict[str, object]:
    given = [part for part in ("name", "phone", "email", "note") if getattr(contact, part)]
    return {"contact": contact.pk, "role": contact.role, "given": given}
