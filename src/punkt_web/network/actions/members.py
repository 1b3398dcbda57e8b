"""Entering members, changing what is said of them, what they allow to be shown, and their leaving.

The audit trail can never be shortened, so it tells of contacts only how many there are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from punkt import clock
from punkt.errors import InvalidValue
from punkt.model.network_words import KINDS_OF_TERRITORIES, Consent, MemberKind
from punkt.model.reports import check_ulid
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Actor, Write, record
from punkt_web.common.texts import one_line
from punkt_web.network.context import ContextFact, stored
from punkt_web.network.models import Member, MemberContact
from punkt_web.registry.actions.editing import ChangedMeanwhile
from punkt_web.registry.models import Territory

MAX_NAME, MAX_ABOUT, MAX_HOW, MOST_CONTACTS = 300, 1000, 300, 10
_COUNTRY_LENGTH = 2


@dataclass(frozen=True, slots=True)
class ContactCard:
    """Somebody to ask."""

    role: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """What is said of a member. ``territory`` is for municipalities and regions; ``country`` follows from it."""

    name: str
    kind: MemberKind
    country: str = ""
    territory: Territory | None = None
    about: str = ""
    context: Mapping[str, ContextFact] = field(default_factory=dict)
    contacts: Sequence[ContactCard] = ()


@transaction.atomic
def enter_member(actor: Actor, ulid: str, facts: MemberFacts) -> Member:
    """Enters a member under the number of its form; sent twice, the first one stays. Nothing of it may be shown yet.

    Raises ``InvalidValue`` for what cannot be, and for a territory that is a member already.
    """
    check_ulid(ulid, "ulid")
    known = Member.objects.filter(pk=ulid).first()
    if known is not None:
        if known.entered_by != actor.name:
            raise InvalidValue(_("This form belongs to somebody else."), remedy=_("Open a new one."))
        return known
    now = clock.now()
    made = Member(ulid=ulid, entered_by=actor.name, entered_at=now, changed_at=now, **_columns(facts))
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise InvalidValue(_("This territory is a member already."), where="territory") from error
    after: dict[str, Any] = {**_told(made), "n_contacts": _replace_contacts(made, facts.contacts)}
    record(actor, Write("enter member", "network member", made.pk, {}, after))
    return made


@transaction.atomic
def change_member(actor: Actor, ulid: str, facts: MemberFacts, *, seen_at: datetime) -> bool:
    """Writes down what holds now; ``False`` where that changes nothing. The territory of a member stays.

    ``seen_at`` is its ``changed_at`` when it was read: raises ``ChangedMeanwhile`` where somebody wrote it since,
    ``InvalidValue`` for what cannot be, and for a member that left.
    """
    row = _locked(ulid)
    if row.changed_at != seen_at:
        raise ChangedMeanwhile(_("Somebody saved this member meanwhile."), where=row.pk)
    before, cards = _told(row), _cards_of(row)
    for column, value in _columns(facts).items():
        if column not in {"territory", "country"} or row.territory_id is None:
            setattr(row, column, value)
    after = _told(row)
    changed = [key for key in before | after if after.get(key) != before.get(key)]
    is_with_contacts = _cleaned(facts.contacts) != cards
    if not changed and not is_with_contacts:
        return False
    row.changed_at = clock.now()
    row.save()
    told_before = {key: before[key] for key in changed if key in before}
    told_after: dict[str, Any] = {key: after.get(key, "") for key in changed}
    if is_with_contacts:
        told_before["n_contacts"] = len(cards)
        told_after["n_contacts"] = _replace_contacts(row, facts.contacts)
    record(actor, Write("change member", "network member", row.pk, told_before, told_after))
    return True


@transaction.atomic
def allow_showing(actor: Actor, ulid: str, may_show: Consent, *, how: str) -> bool:
    """Writes down what a member allows to be shown of it; ``False`` where that was so before.

    ``how``: who said so and how, with no names of people. Raises ``InvalidValue`` without it, but to show less needs
    no word, and for a member that left.
    """
    row = _locked(ulid)
    words = one_line(how)[:MAX_HOW]
    if row.may_show == may_show and words in {"", row.may_show_how}:
        return False
    if not words and may_show is not Consent.NOT:
        raise InvalidValue(_("Say who allowed it and how: a letter, a decision, a telephone call."), where="how")
    before = {"may_show": row.may_show}
    row.may_show, row.may_show_how, row.may_show_at, row.may_show_by = may_show, words, clock.now(), actor.name
    row.changed_at = row.may_show_at
    row.save(update_fields=["may_show", "may_show_how", "may_show_at", "may_show_by", "changed_at"])
    record(actor, Write("allow showing", "network member", row.pk, before, {"may_show": may_show.value}, words))
    return True


@transaction.atomic
def leave_network(actor: Actor, ulid: str, *, reason: str) -> bool:
    """A member leaves: its contacts are forgotten, nothing of it is shown any more. ``False`` where it left before.

    Raises ``InvalidValue`` without a reason.
    """
    row = Member.objects.select_for_update().get(pk=ulid)
    if row.left_at is not None:
        return False
    words = one_line(reason)[:MAX_HOW]
    if not words:
        raise InvalidValue(_("Say why it leaves."), where="reason")
    row.left_at, row.left_by, row.left_reason = clock.now(), actor.name, words
    row.changed_at = row.left_at
    row.save(update_fields=["left_at", "left_by", "left_reason", "changed_at"])
    row.contacts.all().delete()
    record(actor, Write("leave network", "network member", row.pk, {}, {"name": row.name}, words))
    return True


def _locked(ulid: str) -> Member:
    row = Member.objects.select_for_update(of=("self",)).select_related("territory").get(pk=ulid)
    if row.left_at is not None:
        raise InvalidValue(_("This member left the network."))
    return row


def _columns(facts: MemberFacts) -> dict[str, Any]:
    name = one_line(facts.name)[:MAX_NAME]
    if not name:
        raise InvalidValue(_("Write the name."), where="name")
    is_of_territory = facts.kind in KINDS_OF_TERRITORIES
    if is_of_territory and facts.territory is None:
        raise InvalidValue(_("Choose the territory."), where="territory")
    country = facts.territory.country if facts.territory else one_line(facts.country).upper()
    if len(country) != _COUNTRY_LENGTH or not country.isascii() or not country.isalpha():
        raise InvalidValue(_("Write the country by its two letters: UA, EE, SE."), where="country")
    return {
        "name": name,
        "kind": facts.kind.value,
        "country": country,
        "territory": facts.territory if is_of_territory else None,
        "about": one_line(facts.about)[:MAX_ABOUT],
        "context": stored(facts.context),
    }


def _told(row: Member) -> dict[str, Any]:
    """What the trail tells: each fact of the context under a key of its own."""
    context = {f"context.{key}": _fact_told(fact) for key, fact in row.context.items()}
    said = {"name": row.name, "member_kind": row.kind, "country": row.country, "about": row.about}
    return {**said, "territory": _code(row), **context}


def _fact_told(fact: Mapping[str, Any]) -> str:
    return " · ".join(str(piece) for piece in (fact["value"], fact["source"], fact["on"]) if piece != "")


def _code(row: Member) -> str:
    return row.territory.code if row.territory else ""


def _cards_of(row: Member) -> list[ContactCard]:
    return [ContactCard(one.role, one.name, one.email, one.phone) for one in row.contacts.order_by("pk")]


def _cleaned(cards: Sequence[ContactCard]) -> list[ContactCard]:
    if len(cards) > MOST_CONTACTS:
        raise InvalidValue(_("At most %(n)s contacts."), where="contacts", values={"n": MOST_CONTACTS})
    clean = [
        ContactCard(
            one_line(one.role)[:80], one_line(one.name)[:120], one_line(one.email)[:254], one_line(one.phone)[:40]
        )
        for one in cards
    ]
    return [one for one in clean if one != ContactCard()]


def _replace_contacts(row: Member, cards: Sequence[ContactCard]) -> int:
    clean = _cleaned(cards)
    row.contacts.all().delete()
    MemberContact.objects.bulk_create(
        MemberContact(member=row, role=one.role, name=one.name, email=one.email, phone=one.phone) for one in clean
    )
    return len(clean)
