"""Entering agreements with hosts, changing, renewing and ending them.

The audit trail can never be shortened, so it names organisations, figures and days, and of what may name a person
(parties without a row in the registry, free text, who holds keys) only that it was given: a name that is removed is
gone.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from punkt import clock
from punkt.errors import InvalidValue
from punkt.model.fields import SERVICES
from punkt.model.hosting_words import DutyBearer
from punkt.model.reports import check_ulid
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Actor, Write, record
from punkt_web.common.texts import one_line
from punkt_web.hosting.models import HostAgreement, KeyHolder
from punkt_web.hosting.states import REMIND_DAYS
from punkt_web.registry.actions.editing import ChangedMeanwhile
from punkt_web.registry.models import Organisation, Point
from punkt_web.registry.standing import heir

AGREEMENT_ACTIONS = ("enter agreement", "change agreement", "end agreement", "remind of agreement")
"""What the trail of a point calls them: for those who answer for the point."""
MAX_TEXT, MAX_PROMISES = 300, 2000
MOST_MINUTES, MOST_SEATS = 10_080, 20_000
MOST_KEY_HOLDERS, MOST_REMINDERS, FARTHEST_REMINDER = 10, 4, 365
_PARTIES = ("holder", "host")
_TOLD = (
    "promised_minutes", "hours", "seats", "services", "fuel_by", "staffed_by", "signed_on", "valid_from", "valid_until",
    "is_open_ended", "remind_days", "document",
)  # fmt: skip
"""Columns whose old and new value stand in the trail."""
_UNTOLD = ("holder_name", "host_name", "promises")
"""Columns of which the trail says only that they were written: they may name a person."""


@dataclass(frozen=True, slots=True)
class KeyCard:
    """Somebody who holds keys."""

    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class AgreementTerms:
    """What an agreement says; what is left out is not said. ``holder`` and ``host`` are names."""

    holder: str = ""
    host: str = ""
    promised_minutes: int | None = None
    hours: str = ""
    seats: int | None = None
    services: Collection[str] = ()
    fuel_by: DutyBearer = DutyBearer.NOT_SAID
    staffed_by: DutyBearer = DutyBearer.NOT_SAID
    promises: str = ""
    signed_on: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    is_open_ended: bool = False
    remind_days: Collection[int] = REMIND_DAYS
    document: str = ""
    key_holders: Collection[KeyCard] = ()


@transaction.atomic
def enter_agreement(
    actor: Actor, point: Point, ulid: str, terms: AgreementTerms, *, renews: HostAgreement | None = None
) -> HostAgreement:
    """Enters an agreement under the number of its form; sent twice, the first one stays.

    Raises ``InvalidValue`` for terms that cannot be, for the number of another agreement, and for renewing one that was
    renewed or ended.
    """
    check_ulid(ulid, "ulid")
    about = Point.objects.select_for_update().only("pk", "code", "country").get(pk=heir(point).pk)
    known = HostAgreement.objects.select_related("point__merged_into").filter(pk=ulid).first()
    if known is not None:
        if known.entered_by != actor.name or heir(known.point).pk != about.pk:
            raise InvalidValue(_("This form belongs to somebody else."), remedy=_("Open a new one."))
        return known
    if renews is not None:
        _check_renewable(renews)
    now = clock.now()
    made = HostAgreement(
        ulid=ulid, point=about, renews=renews, entered_by=actor.name, entered_at=now, changed_at=now, **_columns(terms)
    )
    _set_parties(made, terms, about.country)
    made.save(force_insert=True)
    n_key_holders = _replace_key_holders(made, terms.key_holders)
    after = {**_told(made), "given": _given(made), "n_key_holders": n_key_holders}
    if renews is not None:
        after["renews"] = renews.pk
    record(actor, Write("enter agreement", "point", about.code, {}, after))
    return made


@transaction.atomic
def change_agreement(actor: Actor, ulid: str, terms: AgreementTerms, *, seen_at: datetime) -> bool:
    """Writes down what an agreement really says, or says now; ``False`` where that changes nothing.

    ``seen_at`` is its ``changed_at`` when it was read: raises ``ChangedMeanwhile`` where somebody wrote it since, and
    ``InvalidValue`` for terms that cannot be and for an agreement that was ended.
    """
    row = _locked(ulid)
    if row.changed_at != seen_at:
        raise ChangedMeanwhile(_("Somebody saved this agreement meanwhile."), where=row.point.code)
    if row.ended_at is not None:
        raise InvalidValue(_("This agreement was ended. Enter a new one."))
    before, untold, keys = _told(row), _untold(row), _key_cards(row)
    for column, value in _columns(terms).items():
        setattr(row, column, value)
    _set_parties(row, terms, row.point.country)
    after, given = _told(row), [name for name, text in _untold(row).items() if text != untold[name]]
    is_with_keys = _cleaned_keys(terms.key_holders) != keys
    changed = [key for key in after if after[key] != before.get(key)]
    if not (changed or given or is_with_keys):
        return False
    row.changed_at = clock.now()
    row.save()
    told_before: dict[str, Any] = {"agreement": row.pk, **{key: before.get(key) for key in changed}}
    told_after: dict[str, Any] = {"agreement": row.pk, **{key: after[key] for key in changed}}
    if given:
        told_after["given"] = given
    if is_with_keys:
        told_before["n_key_holders"] = len(keys)
        told_after["n_key_holders"] = _replace_key_holders(row, terms.key_holders)
    record(actor, Write("change agreement", "point", row.point.code, told_before, told_after))
    return True


@transaction.atomic
def end_agreement(actor: Actor, ulid: str, *, ended_on: date, reason: str) -> bool:
    """Ends an agreement before its time; ``False`` where it was ended before. Who held keys is forgotten.

    Raises ``InvalidValue`` without a reason.
    """
    row = _locked(ulid)
    if row.ended_at is not None:
        return False
    words = one_line(reason)[:MAX_TEXT]
    if not words:
        raise InvalidValue(_("Say why it ends."), where="reason")
    row.ended_on, row.ended_at, row.ended_by, row.ended_reason = ended_on, clock.now(), actor.name, words
    row.changed_at = row.ended_at
    row.save(update_fields=["ended_on", "ended_at", "ended_by", "ended_reason", "changed_at"])
    row.key_holders.all().delete()
    after = {"agreement": row.pk, "ended_on": ended_on.isoformat()}
    record(actor, Write("end agreement", "point", row.point.code, {"agreement": row.pk}, after, words))
    return True


def _locked(ulid: str) -> HostAgreement:
    return HostAgreement.objects.select_for_update(of=("self",)).select_related("point", "holder", "host").get(pk=ulid)


def _check_renewable(renews: HostAgreement) -> None:
    former = HostAgreement.objects.select_for_update(of=("self",)).get(pk=renews.pk)
    if former.ended_at is not None:
        raise InvalidValue(_("This agreement was ended. Enter a new one."))
    if HostAgreement.objects.filter(renews=former).exists():
        raise InvalidValue(_("Somebody renewed this agreement meanwhile."))


def _columns(terms: AgreementTerms) -> dict[str, Any]:
    _check_days(terms)
    _check_numbers(terms)
    _check_says_something(terms)
    unknown = sorted(set(terms.services) - SERVICES.keys())
    if unknown:
        raise InvalidValue(_("There is no service %(key)s."), where="services", values={"key": unknown[0][:40]})
    return {
        "promised_minutes": terms.promised_minutes,
        "hours": one_line(terms.hours)[:MAX_TEXT],
        "seats": terms.seats,
        "services": [key for key in SERVICES if key in set(terms.services)],
        "fuel_by": terms.fuel_by.value,
        "staffed_by": terms.staffed_by.value,
        "promises": one_line(terms.promises)[:MAX_PROMISES],
        "signed_on": terms.signed_on,
        "valid_from": terms.valid_from,
        "valid_until": terms.valid_until,
        "is_open_ended": terms.is_open_ended,
        "remind_days": sorted(set(terms.remind_days), reverse=True),
        "document": one_line(terms.document)[:MAX_TEXT],
    }


def _check_says_something(terms: AgreementTerms) -> None:
    """A sheet without a party, or without anything that was agreed, is none: it would count as an agreement."""
    if not (one_line(terms.host) or one_line(terms.holder)):
        raise InvalidValue(_("Name the host or the holder: an agreement is with somebody."), where="host")
    promised = (terms.promised_minutes, terms.seats, terms.signed_on, terms.valid_from, terms.valid_until)
    texts = (terms.hours, terms.promises, terms.document)
    is_said = any(one is not None for one in promised) or terms.services or terms.is_open_ended
    if not (is_said or any(map(one_line, texts))):
        raise InvalidValue(
            _("Write at least one thing that was agreed: what is promised, a day, or where the document is."),
            where="promises",
        )


def _check_days(terms: AgreementTerms) -> None:
    if terms.valid_until is not None:
        if terms.is_open_ended:
            raise InvalidValue(_("An agreement is open-ended or has a last day, not both."), where="valid_until")
        if terms.valid_from is not None and terms.valid_until < terms.valid_from:
            raise InvalidValue(_("It ends before it begins."), where="valid_until")


def _check_numbers(terms: AgreementTerms) -> None:
    for name, most in (("promised_minutes", MOST_MINUTES), ("seats", MOST_SEATS)):
        number = getattr(terms, name)
        if number is not None and not 0 <= number <= most:
            raise InvalidValue(_("A whole number up to %(most)s."), where=name, values={"most": most})
    days = set(terms.remind_days)
    if len(days) > MOST_REMINDERS or not all(1 <= day <= FARTHEST_REMINDER for day in days):
        raise InvalidValue(
            _("At most %(n)s reminders, each 1 to %(most)s days before the end."),
            where="remind_days",
            values={"n": MOST_REMINDERS, "most": FARTHEST_REMINDER},
        )
    if len(_cleaned_keys(terms.key_holders)) > MOST_KEY_HOLDERS:
        raise InvalidValue(
            _("At most %(most)s people who hold keys."), where="key_holders", values={"most": MOST_KEY_HOLDERS}
        )


def _set_parties(row: HostAgreement, terms: AgreementTerms, country: str) -> None:
    """The organisation of that name where the registry has one; it makes none, for a party may be a person."""
    for role in _PARTIES:
        name = one_line(getattr(terms, role))[:MAX_TEXT]
        named = (
            Organisation.objects.filter(name=name, country__in=(country, "")) if name else Organisation.objects.none()
        )
        found = named.order_by("-country").first()
        setattr(row, role, found)
        setattr(row, f"{role}_name", "" if found is not None else name)


def _cleaned_keys(cards: Collection[KeyCard]) -> list[KeyCard]:
    cleaned = (KeyCard(one_line(card.name)[:120], one_line(card.phone)[:40]) for card in cards)
    return [card for card in cleaned if card.name or card.phone]


def _key_cards(row: HostAgreement) -> list[KeyCard]:
    return [KeyCard(*pair) for pair in row.key_holders.order_by("pk").values_list("name", "phone")]


def _replace_key_holders(row: HostAgreement, cards: Collection[KeyCard]) -> int:
    row.key_holders.all().delete()
    made = [KeyHolder(agreement=row, name=card.name, phone=card.phone) for card in _cleaned_keys(cards)]
    KeyHolder.objects.bulk_create(made)
    return len(made)


def _told(row: HostAgreement) -> dict[str, Any]:
    parties = {role: party.name for role in _PARTIES if (party := getattr(row, role)) is not None}
    told = {column: _json_safe(getattr(row, column)) for column in _TOLD}
    return {"agreement": row.pk, **{role: parties.get(role) for role in _PARTIES}, **told}


def _untold(row: HostAgreement) -> dict[str, str]:
    return {column: getattr(row, column) for column in _UNTOLD}


def _given(row: HostAgreement) -> list[str]:
    return [column for column, text in _untold(row).items() if text]


def _json_safe(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
